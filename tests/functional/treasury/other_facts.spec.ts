import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { forgetNetwork } from '#organisation/network'
import { clock } from '#shared/clock'
import { tell } from '#shared/wiring/events'
import { verifyAllYears } from '#treasury/ledger/verify'
import { keepBooks } from '#treasury/postings/keep_books'
import { someone, someoneWith } from '#tests/support/cast'
import { aGiftInKind } from '#tests/support/gifts'
import { aChequeDeposit } from '#tests/support/offline'
import { ownDatabase } from '#tests/support/own_database'
import { ruledBy } from '#tests/support/ruled_by'
import { aCooperative, holds, takesBack } from '#tests/support/shares'

/** What the books hold on the accounts that begin so: `1013 -4000`. */
async function held(...accounts: string[]): Promise<string[]> {
  await keepBooks(clock.now())
  const { rows } = await db.rawQuery(
    `select account || ' ' || sum(debit_cents - credit_cents) as line from ledger_lines
      where account ~ ? group by account having sum(debit_cents) <> sum(credit_cents) order by account`,
    [`^(${accounts.join('|')})`]
  )
  return rows.map(({ line }: { line: string }) => line)
}

test.group('Facts that are no payment, in the books', (group) => {
  ownDatabase(group)
  group.each.teardown(async () => forgetNetwork())

  test('shares subscribed are the capital; withdrawn, they are owed; given back, they are not', async ({
    assert,
  }) => {
    const bastien = await someone('Bastien')
    await aCooperative(await someone('Chloé'))
    await holds(await someone('Awa'), 9)
    await holds(bastien, 2)
    assert.deepEqual(await held('1013', '4567'), ['1013 -22000'])
    const { withdrawal } = await takesBack(bastien, 2)
    assert.deepEqual(await held('1013', '4567'), ['1013 -18000', '4567 -4000'])
    const emile = await someoneWith('treasurer')
    await withdrawal.repay(
      { recorderId: emile.id, lossCents: 500, twoPeopleFrom: 20_000 },
      clock.now()
    )
    assert.deepEqual(await held('1013', '4567', '5121', '119'), [
      '1013 -18000',
      '119 -500',
      '512100 -3500',
    ])
    assert.deepEqual(
      (await verifyAllYears()).flatMap(({ fault }) => fault ?? []),
      []
    )
  })

  test('a gift in kind stands twice in class 8 once it is accepted, and never when it is refused', async ({
    assert,
  }) => {
    const emile = await someoneWith('treasurer')
    const [kept, refused] = [await aGiftInKind(null), await aGiftInKind(null)]
    assert.deepEqual(await held('8'), [])
    await kept.decide({ accepted: true, reason: '', deciderId: emile.id }, clock.now())
    await refused.decide({ accepted: false, reason: 'Trop loin', deciderId: emile.id }, clock.now())
    assert.deepEqual(await held('8'), ['860 1350', '870 -1350'])
  })

  test('cheques leave their account for the bank when they are deposited', async ({ assert }) => {
    await aChequeDeposit(await someoneWith('treasurer'))
    const [bank, ...others] = await held('5112', '5121')
    assert.match(bank ?? '', /^512100 [1-9]/)
    assert.deepEqual(others, [])
  })

  test('hours told twice count once, at the rate voted; without a rate, not at all', async ({
    assert,
  }) => {
    const hours = (ref: string, minutes: number) =>
      db.transaction((transaction) =>
        tell({ name: 'rota.hours', at: clock.now(), ref, minutes, day: '2026-03-29' }, transaction)
      )
    await hours('before', 120)
    assert.deepEqual(await held('8'), [])
    await ruledBy({ 'treasury.volunteer_hour_cents': 1202 })
    await Promise.all([hours('slot-1', 90), hours('slot-1', 90), hours('slot-2', 50)])
    await hours('slot-1', 90)
    assert.deepEqual(await held('8'), ['864 2805', '875 -2805'])
    await hours('slot-2', 50)
    assert.deepEqual(await held('8'), ['864 2805', '875 -2805'])
  })
})
