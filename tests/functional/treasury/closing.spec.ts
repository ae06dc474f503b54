import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { closeYear } from '#treasury/closing/close_year'
import { verifyAllYears } from '#treasury/ledger/verify'
import { credit, debit, entryOf, inTheBooks } from '#tests/support/books'
import { aCampaign } from '#tests/support/gifts'
import { ownDatabase } from '#tests/support/own_database'

const AT = new Date('2026-02-10T10:00:00Z')

async function year2025() {
  const entries = [
    entryOf('2025-02-01', [debit('512100', 50_000), credit('7561', 50_000)]),
    entryOf('2025-03-01', [debit('626', 12_000), credit('401', 12_000, 'F1')]),
    entryOf('2025-03-09', [debit('401', 10_000, 'F1'), credit('512100', 10_000)]),
  ]
  await inTheBooks(entries, new Date('2025-04-01T10:00:00Z'))
}

const opening = async (year: number) => {
  const { rows } = await db.rawQuery(
    `select account || coalesce('·' || auxiliary, '') || ' ' || (debit_cents - credit_cents) as line
      from ledger_lines where year = ? and number = 1 order by position`,
    [year]
  )
  return rows.map(({ line }: { line: string }) => line)
}

test.group('The end of a year', (group) => {
  ownDatabase(group)

  test('its balances open the next one as number 1, its result on 120', async ({ assert }) => {
    await year2025()
    const result = await closeYear(2025, null, AT)
    assert.deepEqual(result, { ok: true, value: 38_000 })
    assert.deepEqual(await opening(2026), ['401·F1 -2000', '512100 40000', '120 -38000'])
    assert.deepEqual(
      (await verifyAllYears()).map(({ fault }) => fault),
      [null, null]
    )
  })

  test('a loss stands on 129', async ({ assert }) => {
    await inTheBooks(
      [entryOf('2025-02-01', [debit('626', 100), credit('512100', 100)])],
      new Date('2025-04-01T10:00:00Z')
    )
    assert.deepEqual(await closeYear(2025, null, AT), { ok: true, value: -100 })
    assert.deepEqual(await opening(2026), ['512100 -100', '129 100'])
  })

  test('it is refused while a draft waits, before its end, twice, and out of order', async ({
    assert,
  }) => {
    await year2025()
    const early = await closeYear(2025, null, new Date('2025-12-31T22:30:00Z'))
    assert.deepEqual(early, { ok: false, refusal: 'not_over' })
    await db.rawQuery(`insert into ledger_drafts (journal, entry_on, piece_ref, piece_on, label, origin, drafted_at)
      values ('OD', '2025-12-31', 'X', '2025-12-31', 'À finir', 'by_hand', now())`)
    assert.deepEqual(await closeYear(2025, null, AT), { ok: false, refusal: 'drafts' })
    await db.from('ledger_drafts').delete()
    await inTheBooks([entryOf('2025-12-30', [debit('471', 5), credit('512100', 5)])], AT)
    assert.deepEqual(await closeYear(2025, null, AT), { ok: false, refusal: 'suspense' })
    await inTheBooks([entryOf('2025-12-31', [debit('626', 5), credit('471', 5)])], AT)
    assert.isTrue((await closeYear(2025, null, AT)).ok)
    assert.deepEqual(await closeYear(2025, null, AT), { ok: false, refusal: 'closed' })
    assert.deepEqual(await closeYear(2040, null, AT), { ok: false, refusal: 'unknown' })
  })

  test('campaign gifts not spent wait for next year, and are taken out as they are spent', async ({
    assert,
  }) => {
    const { id } = await aCampaign()
    const of = (line: ReturnType<typeof debit>) => ({ ...line, campaignId: id })
    await inTheBooks(
      [
        entryOf('2025-02-01', [debit('512100', 9_000), of(credit('75411', 9_000))]),
        entryOf('2025-03-01', [of(debit('6063', 2_000)), credit('512100', 2_000)]),
      ],
      new Date('2025-04-01T10:00:00Z')
    )
    assert.deepEqual(await closeYear(2025, null, AT), { ok: true, value: 0 })
    assert.deepEqual(await opening(2026), ['196 -7000', '512100 7000'])
    await inTheBooks(
      [entryOf('2026-03-01', [of(debit('6063', 3_000)), credit('512100', 3_000)])],
      new Date('2026-03-02T10:00:00Z')
    )
    // What is spent out of last year's gifts costs this year nothing.
    assert.deepEqual(await closeYear(2026, null, new Date('2027-02-01T10:00:00Z')), {
      ok: true,
      value: 0,
    })
    assert.deepEqual(await opening(2027), ['196 -4000', '512100 4000'])
  })
})
