import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { examine } from '#payments/reconciling/examine'
import { clock, FakeClock, useClock } from '#shared/clock'
import { keepBooks } from '#treasury/postings/keep_books'
import { keepPosting } from '#treasury/postings/post_facts'
import { side } from '#treasury/postings/posting'
import { ownDatabase } from '#tests/support/own_database'
import { aPaymentOf, anIntent } from '#tests/support/payments'

const now = () => clock.now()

const posted = (source: string, day: string) =>
  db.transaction((transaction) =>
    keepPosting(
      {
        ...{ journal: 'OD', day, pieceRef: 'X', source },
        explanation: { key: 'volunteering' },
        lines: [side('volunteering_used', 500), side('volunteering_given', -500)],
      },
      now(),
      transaction
    )
  )

const OF_BOOKS = ['facts without an entry', 'books and providers']

const unwell = async () =>
  (await examine([], now()))
    .filter(({ name, well }) => !well && OF_BOOKS.includes(name))
    .map(({ name }) => name)

test.group('Keeping the books by the clock', (group) => {
  ownDatabase(group)

  test('one draft that the books refuse keeps no other out, and the doctor names it', async ({
    assert,
  }) => {
    await posted('hours:1', '2026-03-01')
    await posted('hours:2', '2026-03-02')
    await posted('hours:3', '2026-03-03')
    // Behind the code's back: an account that the chart has not.
    const lines = `insert into ledger_draft_lines (draft_id, position, account, debit_cents, credit_cents)
      select id, n, '699999', case n when 8 then 1 else 0 end, case n when 9 then 1 else 0 end
        from ledger_drafts, unnest(array[8, 9]) n where source = 'hours:2'`
    await db.rawQuery(lines)
    const kept = await keepBooks(now())
    assert.equal(kept.entries, 2)
    const again = await keepBooks(new Date(now().getTime() + 1000))
    assert.equal(again.entries, 0)
    assert.deepEqual(await unwell(), [])
    const back = useClock(new FakeClock(new Date(now().getTime() + 2 * 3_600_000)))
    try {
      assert.deepEqual(await unwell(), ['facts without an entry'])
    } finally {
      back()
    }
  })

  test('what a provider dates of tomorrow is of today', async ({ assert }) => {
    await posted('hours:4', '2099-01-01')
    assert.equal((await keepBooks(now())).entries, 1)
    assert.lengthOf(await db.from('ledger_years'), 1)
  })

  test('a fact that the books refuse keeps no other out, and waits', async ({ assert }) => {
    const moved = (ref: string, cents: number) =>
      db.table('money_movements').insert({
        ...{ provider: 'stripe', kind: 'payout', ref, payment_id: null, amount_cents: cents },
        ...{ occurred_at: now(), recorded_at: now() },
      })
    await moved('po_absurd', -200_000_000_000)
    await moved('', -500)
    await moved('po_1', -700)
    assert.equal((await keepBooks(now())).entries, 2)
    const waiting = await db.from('ledger_waiting').where('fact', 'movement')
    assert.lengthOf(waiting, 1)
  })

  test('a movement taken off its list without an entry is seen', async ({ assert }) => {
    const payment = await aPaymentOf(await anIntent())
    const id = typeof payment === 'number' ? payment : Number(Reflect.get(payment, 'id'))
    await db.table('money_movements').insert({
      ...{
        provider: 'stripe',
        kind: 'payment',
        ref: 'ch_lost',
        payment_id: id,
        amount_cents: 2000,
      },
      ...{ occurred_at: now(), recorded_at: now() },
    })
    assert.deepEqual(await unwell(), [])
    await db.from('ledger_waiting').where('fact', 'movement').delete()
    assert.deepEqual(await unwell(), ['books and providers'])
  })
})
