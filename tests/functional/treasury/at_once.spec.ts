import { setTimeout } from 'node:timers/promises'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { closeYear } from '#treasury/closing/close_year'
import { keepPosting } from '#treasury/postings/post_facts'
import { side } from '#treasury/postings/posting'
import { credit, debit, entryOf, inTheBooks } from '#tests/support/books'
import { ownDatabase } from '#tests/support/own_database'

const bill = (day: string) => entryOf(day, [debit('626', 2400), credit('512100', 2400)])

const LATE = {
  journal: 'BQ' as const,
  day: '2025-12-30',
  pieceRef: 'VIREMENT-1',
  explanation: { key: 'cheques_deposited' },
  source: 'movement:900',
  lines: [side('bank', 500), side('cheques', -500)],
}

async function someoneWaits(): Promise<boolean> {
  const { rows } = await db.rawQuery<{ rows: unknown[] }>(
    `select pid from pg_locks where locktype = 'advisory' and not granted`
  )
  return rows.length > 0
}

test.group('Books that several hold at once', (group) => {
  ownDatabase(group)

  test('go on when the clock went back since the last entry', async ({ assert }) => {
    await inTheBooks([bill('2026-03-04')], new Date('2026-03-06T10:00:00.500Z'))
    await inTheBooks([bill('2026-03-05')], new Date('2026-03-06T10:00:00.100Z'))
    const entries = await db.from('ledger_entries').where('year', 2026).orderBy('number')
    assert.deepEqual(
      entries.map((entry) => (entry.validated_at as Date).toISOString()),
      ['2026-03-06T10:00:00.500Z', '2026-03-06T10:00:00.500Z']
    )
  })

  test('never close a year over money that is being entered in it', async ({ assert }) => {
    await inTheBooks([bill('2025-03-04')], new Date('2025-03-06T10:00:00Z'))
    const at = new Date('2026-01-10T10:00:00Z')
    const payment = await db.transaction()
    await keepPosting(LATE, at, payment).catch(async (error: unknown) => {
      await payment.rollback()
      throw error
    })
    let isOver = false
    const closing = closeYear(2025, null, at).finally(() => (isOver = true))
    while (!isOver && !(await someoneWaits())) await setTimeout(20)
    await payment.commit()
    assert.isTrue((await closing).ok)
    const left = await db.from('ledger_drafts').where('entry_on', '<=', '2025-12-31')
    assert.lengthOf(left, 0)
    const entered = await db.from('ledger_entries').where('source', LATE.source).first()
    assert.equal(entered?.year, 2025)
  })
})
