import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { someone } from '#tests/support/cast'
import {
  anOrder,
  DuesPayment,
  memberOf,
  noon,
  orderOf,
  paysDues,
  spansOf,
} from '#tests/support/dues'
import { inTransaction } from '#tests/support/in_transaction'
import { ruledBy } from '#tests/support/ruled_by'
import { Member } from '#membership/register/member'
import { DuesOrder, type Payer } from '#membership/dues/dues_order'
import { Surplus } from '#membership/dues/surplus'
import { foundedBy } from '#tests/support/founded_by'

/** An association whose rules are the founding ones; Awa, in its register without a number. */
async function awa() {
  const person = await someone('Awa')
  await foundedBy(await someone('Chloé'), { legalForm: 'association' })
  return { person, member: await memberOf(person, noon('2026-03-01')) }
}

async function nextPart(orderId: number, payer: Payer, at: Date) {
  const asked = await DuesOrder.askPart(orderId, payer, at)
  return asked.ok ? asked.value : null
}

test.group('Dues that are paid', (group) => {
  inTransaction(group)

  test('open a year from the payment on, and give a number', async ({ assert }) => {
    const { member } = await awa()
    assert.isNull(member.number)
    assert.equal((await spansOf(member, '2026-03-10')).standing, 'candidate')
    await paysDues(member, '2026-03-10')
    const found = await spansOf(member, '2026-03-10')
    assert.deepEqual(found.spans, ['2026-03-10…2027-03-09'])
    assert.equal(found.standing, 'active')
    assert.isNumber((await member.refresh()).number)
  })

  test('said twice to be paid, cover once', async ({ assert }) => {
    const { member } = await awa()
    const { payment } = await paysDues(member, '2026-03-10')
    await payment.paid()
    const { periods } = await spansOf(member, '2026-03-10')
    assert.deepEqual(
      periods.map(({ paidCents }) => paidCents),
      [2000]
    )
  })

  test('renewed early, go on the day after; a third year ahead is refused', async ({ assert }) => {
    const { member } = await awa()
    await paysDues(member, '2026-03-10')
    await paysDues(member, '2027-02-01')
    const { spans } = await spansOf(member, '2027-02-01')
    assert.deepEqual(spans, ['2026-03-10…2027-03-09', '2027-03-10…2028-03-09'])
    const third = await orderOf(member, noon('2027-02-02'))
    assert.deepEqual(third, { ok: false, refusal: 'already_paid' })
  })

  test('on their way: a newcomer waits, a member keeps their place; failed, it is gone', async ({
    assert,
  }) => {
    const { member } = await awa()
    const first = await anOrder(member, noon('2026-03-10'))
    const debit = await DuesPayment.of(first.intent, noon('2026-03-10'), { state: 'pending' })
    await debit.pending()
    assert.equal((await spansOf(member, '2026-03-11')).standing, 'pending')
    await debit.paid(noon('2026-03-16'))
    assert.equal((await spansOf(member, '2026-03-16')).standing, 'active')

    const second = await anOrder(member, noon('2027-03-09'))
    const renewal = await DuesPayment.of(second.intent, noon('2027-03-09'), { state: 'pending' })
    await renewal.pending()
    assert.include(await spansOf(member, '2027-03-12'), { standing: 'active', provisional: true })
    await renewal.failed(noon('2027-03-15'))
    const found = await spansOf(member, '2027-03-15')
    assert.equal(found.standing, 'grace')
    assert.lengthOf(found.spans, 1)
    await paysDues(member, '2027-03-16')
    assert.deepEqual((await spansOf(member, '2027-03-16')).spans[1], '2027-03-10…2028-03-09')
  })

  test('refunded or disputed, lose their cover; a dispute that is won brings it back', async ({
    assert,
  }) => {
    const { member } = await awa()
    const { payment } = await paysDues(member, '2026-03-10')
    await payment.givenBack(2000, 'dispute')
    assert.equal((await spansOf(member, '2026-05-01')).standing, 'candidate')
    await payment.givenBack(0, 'dispute')
    assert.equal((await spansOf(member, '2026-05-01')).standing, 'active')
    await payment.givenBack(2000, 'refund')
    assert.equal((await spansOf(member, '2026-05-01')).standing, 'candidate')
    const { rows } = await db.rawQuery(
      'select cause, amount_cents from period_coverage order by id'
    )
    assert.deepEqual(
      rows.map(
        (row: { cause: string; amount_cents: number }) => `${row.cause} ${row.amount_cents}`
      ),
      ['paid 2000', 'dispute -2000', 'restored 2000', 'refund -2000']
    )
  })

  test('disputed, then paid anew, then won: the money that came back is asked about', async ({
    assert,
  }) => {
    const { person, member } = await awa()
    const { payment } = await paysDues(member, '2026-03-10')
    await payment.givenBack(2000, 'dispute', noon('2026-04-01'))
    await paysDues(member, '2026-04-10')
    assert.deepEqual((await spansOf(member, '2026-04-10')).spans, ['2026-04-10…2027-04-09'])
    await payment.givenBack(0, 'dispute', noon('2026-06-01'))
    assert.deepEqual((await spansOf(member, '2026-06-01')).spans, ['2026-04-10…2027-04-09'])
    assert.lengthOf(await Surplus.undecided(person.id), 1)
  })

  test('paid twice never give two years in silence: one is asked', async ({ assert }) => {
    const { person, member } = await awa()
    const first = await anOrder(member, noon('2026-03-10'))
    const second = await anOrder(member, noon('2026-03-10'), { cents: 3500 })
    await (await DuesPayment.of(second.intent, noon('2026-03-10'))).paid()
    await (await DuesPayment.of(first.intent, noon('2026-03-10'))).paid()
    assert.deepEqual((await spansOf(member, '2026-03-11')).spans, ['2026-03-10…2027-03-09'])
    const [surplus] = await Surplus.undecided(person.id)
    assert.equal(surplus?.amountCents, 2000)
    assert.isTrue((await surplus?.choose('next_period', person.id, noon('2026-03-12')))?.ok)
    const again = await surplus?.choose('gift', person.id, noon('2026-03-12'))
    assert.deepEqual(again, { ok: false, refusal: 'already_chosen' })
    const found = await spansOf(member, '2026-03-12')
    assert.deepEqual(found.spans, ['2026-03-10…2027-03-09', '2027-03-10…2028-03-09'])
    assert.isEmpty(await Surplus.undecided(person.id))
  })

  test('what the payments room calls surplus is asked about, or goes back by itself', async ({
    assert,
  }) => {
    const { person, member } = await awa()
    const { intent } = await anOrder(member, noon('2026-03-10'))
    await (await DuesPayment.of(intent, noon('2026-03-10'))).paid()
    const twice = await DuesPayment.of(intent, noon('2026-03-10'))
    await twice.surplus()
    assert.lengthOf(await Surplus.undecided(person.id), 1)
    await twice.givenBack(2000)
    assert.isEmpty(await Surplus.undecided(person.id))
    assert.lengthOf((await spansOf(member, '2026-03-11')).spans, 1)
  })

  test('a surplus given away counts as a gift', async ({ assert }) => {
    const { person, member } = await awa()
    const { intent } = await anOrder(member, noon('2026-03-10'))
    await (await DuesPayment.of(intent, noon('2026-03-10'))).paid()
    await (await DuesPayment.of(intent, noon('2026-03-10'))).surplus()
    const [surplus] = await Surplus.undecided(person.id)
    await surplus?.choose('gift', person.id, noon('2026-03-12'))
    const { rows } = await db.rawQuery('select sum(amount_cents)::int as cents from gift_money')
    assert.equal(rows[0].cents, 2000)
  })

  test('by agreement, each payment gives the next period', async ({ assert }) => {
    const { member } = await awa()
    const at = noon('2026-01-31')
    const { intent } = await anOrder(member, at, { plan: 'monthly', cents: 200, recurring: true })
    await (await DuesPayment.of(intent, at, { again: 'first' })).paid()
    for (const day of ['2026-02-28', '2026-03-31']) {
      await (await DuesPayment.of(intent, noon(day), { again: 'later' })).paid()
    }
    assert.deepEqual((await spansOf(member, '2026-04-01')).spans, [
      '2026-01-31…2026-02-27',
      '2026-02-28…2026-03-30',
      '2026-03-31…2026-04-29',
    ])
  })

  test('by agreement and by hand for the same year: one is asked', async ({ assert }) => {
    const { person, member } = await awa()
    const { intent } = await anOrder(member, noon('2026-03-10'), { recurring: true })
    await (await DuesPayment.of(intent, noon('2026-03-10'), { again: 'first' })).paid()
    await paysDues(member, '2027-03-01')
    await (await DuesPayment.of(intent, noon('2027-03-10'), { again: 'later' })).paid()
    assert.lengthOf((await spansOf(member, '2027-03-10')).spans, 2)
    assert.lengthOf(await Surplus.undecided(person.id), 1)
  })

  test('in three parts: the first opens the year, the last completes it', async ({ assert }) => {
    const { member } = await awa()
    const { order, intent } = await anOrder(member, noon('2026-03-10'), { instalments: 3 })
    assert.equal(intent?.amountCents, 668)
    await (await DuesPayment.of(intent, noon('2026-03-10'))).paid()
    assert.equal((await spansOf(member, '2026-03-11')).standing, 'active')
    for (const [day, cents] of [
      ['2026-04-10', 666],
      ['2026-05-10', 666],
    ] as const) {
      const payer = { personId: member.personId, name: 'Awa', email: null, locale: 'fr' as const }
      const asked = await nextPart(order.id, payer, noon(day))
      assert.equal(asked?.amountCents, cents)
      await (await DuesPayment.of(asked, noon(day))).paid()
    }
    const { periods } = await spansOf(member, '2026-12-01')
    assert.deepEqual(
      periods.map(({ paidCents, from }) => [paidCents, from]),
      [[2000, '2026-03-10']]
    )
  })

  test('one payer for a household: each has their year', async ({ assert }) => {
    const { member } = await awa()
    const at = noon('2026-03-10')
    const bastien = await Member.enter({ kind: 'person', name: 'Bastien' }, at)
    const { intent } = await anOrder(member, at, {}, [bastien])
    assert.equal(intent?.amountCents, 4000)
    const payment = await DuesPayment.of(intent, at)
    await payment.paid()
    for (const one of [member, bastien]) {
      assert.equal((await spansOf(one, '2026-03-11')).standing, 'active')
    }
    await payment.givenBack(1500)
    assert.equal((await spansOf(member, '2026-03-11')).standing, 'active')
    assert.equal((await spansOf(bastien, '2026-03-11')).standing, 'candidate')
  })

  test('above the floor, feed the pot that completes a solidarity price', async ({ assert }) => {
    const { member } = await awa()
    await ruledBy({ 'dues.solidarity_pot': true })
    const driss = await memberOf(await someone('Driss'), noon('2026-03-01'))
    const choice = { solidarity: true, cents: 100 }
    const early = await orderOf(driss, noon('2026-03-10'), choice)
    assert.deepEqual(early, { ok: false, refusal: 'pot_empty' })
    const { payment } = await paysDues(member, '2026-03-10', { cents: 3500 })
    await paysDues(driss, '2026-03-11', choice)
    assert.equal((await spansOf(driss, '2026-03-11')).standing, 'active')
    await payment.givenBack(3500)
    const { rows } = await db.rawQuery('select * from solidarity_pot_entries order by id')
    assert.deepEqual(
      rows.map((row: { amount_cents: number }) => row.amount_cents),
      [2500, -900, -2500]
    )
    assert.notProperty(rows[1], 'member_id')
  })

  test('a free plan is there at once', async ({ assert }) => {
    await foundedBy(await someone('Chloé'), { legalForm: 'collective' })
    const member = await memberOf(await someone('Awa'), noon('2026-03-01'))
    const { intent } = await anOrder(member, noon('2026-03-10'), { plan: 'charter', cents: 0 })
    assert.isNull(intent)
    assert.deepEqual((await spansOf(member, '2030-01-01')).spans, ['2026-03-10…'])
    assert.equal((await spansOf(member, '2030-01-01')).standing, 'active')
  })
})
