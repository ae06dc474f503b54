import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import fc from 'fast-check'
import { capitalAt, capitalByCollege } from '#membership/shares/share_capital'
import { ShareSubscription } from '#membership/shares/share_subscription'
import { ShareWithdrawal } from '#membership/shares/share_withdrawal'
import { Member } from '#membership/register/member'
import { forgetNetwork } from '#organisation/network'
import { clock } from '#shared/clock'
import { someone, someoneWith } from '#tests/support/cast'
import type { DuesPayment } from '#tests/support/dues'
import { asOwner, ownDatabase } from '#tests/support/own_database'
import { ruledBy } from '#tests/support/ruled_by'
import { anIntent, aPaymentOf } from '#tests/support/payments'
import {
  aCooperative,
  asksBack,
  aSubscription,
  heldBy,
  holds,
  sharePayment,
  signs,
  takesBack,
} from '#tests/support/shares'

const owner = (statement: string) => asOwner((client) => client.query(statement))

const TABLES = [
  'share_subscriptions',
  'share_money',
  'share_movements',
  'share_withdrawals',
  'share_withdrawal_decisions',
  'share_refunds',
]

const moves = (
  subscription: { id: number },
  shares: number,
  cause: string,
  withdrawal: { id: number } | null = null
) =>
  db.table('share_movements').insert({
    subscription_id: subscription.id,
    withdrawal_id: withdrawal?.id ?? null,
    ...{ shares, cause, counted_at: clock.now() },
  })

const counts = (subscription: { id: number }, paymentId: number, cents: number) =>
  db.table('share_money').insert({
    subscription_id: subscription.id,
    payment_id: paymentId,
    amount_cents: cents,
    counted_at: clock.now(),
  })

const refunds = (withdrawal: { id: number }, cents: number, recorder: { id: number }) =>
  db.table('share_refunds').insert({
    withdrawal_id: withdrawal.id,
    ...{ amount_cents: cents, loss_cents: 1, refunded_at: clock.now() },
    recorded_by_id: recorder.id,
  })

test.group('The database guards of shares', (group) => {
  ownDatabase(group)
  group.each.setup(async () => aCooperative(await someone('Chloé')))

  test('all of it is history: neither role changes or takes away a line', async ({ assert }) => {
    const awa = await someone('Awa')
    await holds(await someone('Bastien'), 9)
    await holds(awa, 1)
    const { withdrawal } = await takesBack(awa, 1)
    const emile = await someoneWith('treasurer')
    await withdrawal.repay(
      { recorderId: emile.id, lossCents: 0, twoPeopleFrom: 20_000 },
      clock.now()
    )
    const change = 'update share_movements set shares = 2'
    await assert.rejects(() => db.rawQuery(change), /permission denied/)
    await assert.rejects(() => owner(change), /history/)
    for (const table of TABLES) {
      assert.isNotEmpty(await db.from(table), table)
      await assert.rejects(() => db.rawQuery(`delete from ${table}`), /permission denied/)
      await assert.rejects(() => owner(`delete from ${table}`), /history/)
    }
  })

  test('only a cooperative has shares, whoever asks', async ({ assert }) => {
    const awa = await someone('Awa')
    await db.from('organisation').update({ legal_form: 'association' })
    forgetNetwork()
    await assert.rejects(() => signs(awa, 1), /share_subscriptions_cooperative/)
    await owner('drop trigger share_subscriptions_guard on share_subscriptions')
    assert.isTrue((await signs(awa, 1)).ok)
  })

  test('money counts for the form that its payment is for, and never more than either', async ({
    assert,
  }) => {
    const awa = await someone('Awa')
    const { subscription, payment } = await holds(awa, 2)
    const gift = await aPaymentOf(await anIntent())
    const refusals: Array<[() => Promise<unknown>, RegExp]> = [
      [() => counts(subscription, gift, 1), /share_money_of_its_payment/],
      [() => counts(subscription, payment.id, 1), /share_money_within_subscription/],
      [() => counts(subscription, payment.id, -4001), /share_money_stays_above_zero/],
      [() => counts(subscription, payment.id, 0), /share_money_amount/],
    ]
    for (const [act, refusal] of refusals) await assert.rejects(act, refusal)
    await counts(subscription, payment.id, -4000)
    await owner('drop trigger share_money_guard on share_money')
    await counts(subscription, gift, 1)
  })

  test('shares come with a quarter paid, and never more than signed for', async ({ assert }) => {
    const awa = await someone('Awa')
    const { subscription: unpaid } = await aSubscription(awa, 2)
    await assert.rejects(() => moves(unpaid, 2, 'paid'), /share_movements_quarter_paid/)
    const { subscription } = await holds(awa, 2)
    const refusals: Array<[() => Promise<unknown>, RegExp]> = [
      [() => moves(subscription, 1, 'paid'), /share_movements_within_subscription/],
      [() => moves(subscription, -3, 'refund'), /share_movements_within_subscription/],
      [() => moves(subscription, 0, 'paid'), /share_movements_shares/],
      [() => moves(subscription, -1, 'paid'), /share_movements_sign/],
      [() => moves(subscription, -1, 'withdrawn'), /share_movements_own_withdrawal/],
    ]
    for (const [act, refusal] of refusals) await assert.rejects(act, refusal)
    await owner('drop trigger share_movements_guard on share_movements')
    await moves(unpaid, 2, 'paid')
  })

  test('a withdrawal takes its own member’s shares, accepted, as many as asked, above the floor', async ({
    assert,
  }) => {
    const [awa, bastien] = [await someone('Awa'), await someone('Bastien')]
    await ruledBy({ 'dues.capital_floor_cents': 14_000 })
    const { subscription } = await holds(awa, 4)
    const { subscription: other } = await holds(bastien, 4)
    const asked = await asksBack(awa, 2)
    const board = await someoneWith('board')
    const take = (from: { id: number }, shares: number) => moves(from, -shares, 'withdrawn', asked)
    await assert.rejects(() => take(subscription, 1), /share_movements_accepted_withdrawal/)
    await asked.decide({ accepted: true, reason: '', deciderId: board.id }, clock.now())
    const refusals: Array<[() => Promise<unknown>, RegExp]> = [
      [() => take(other, 1), /share_movements_own_withdrawal/],
      [() => take(subscription, 3), /share_movements_within_withdrawal/],
      [() => take(subscription, 2), /share_movements_above_floor/],
    ]
    for (const [act, refusal] of refusals) await assert.rejects(act, refusal)
    await take(subscription, 1)
    await assert.rejects(() => take(subscription, 1), /share_movements_above_floor/)
    await owner('drop trigger share_movements_guard on share_movements')
    await take(subscription, 1)
  })

  test('nobody asks back more than they hold, in two tabs either', async ({ assert }) => {
    const awa = await someone('Awa')
    await holds(awa, 3)
    const memberId = (await Member.ofPerson(awa.id))?.id ?? 0
    const both = await Promise.all([
      ShareWithdrawal.ask(memberId, 2, clock.now()),
      ShareWithdrawal.ask(memberId, 2, clock.now()),
    ])
    assert.deepEqual(both.map(({ ok }) => ok).sort(), [false, true])
    const ask = (shares: number) =>
      db.table('share_withdrawals').insert({ member_id: memberId, shares, asked_at: clock.now() })
    await assert.rejects(() => ask(2), /share_withdrawals_within_holding/)
    await assert.rejects(() => ask(0), /share_withdrawals_shares/)
    await owner('drop trigger share_withdrawals_guard on share_withdrawals')
    await ask(2)
  })

  test('nobody decides of their own, or gives themselves back, or more than left', async ({
    assert,
  }) => {
    const [awa, emile] = [await someone('Awa'), await someoneWith('treasurer')]
    await holds(await someone('Bastien'), 9)
    await holds(awa, 2)
    const asked = await asksBack(awa, 1)
    const decides = (person: { id: number }, accepted: boolean) =>
      db.table('share_withdrawal_decisions').insert({
        withdrawal_id: asked.id,
        ...{ accepted, reason: '', decided_by_id: person.id, decided_at: clock.now() },
      })
    await assert.rejects(() => decides(awa, true), /share_withdrawal_decisions_not_own/)
    await assert.rejects(() => decides(emile, false), /share_withdrawal_decisions_reason/)
    await assert.rejects(() => refunds(asked, 1, emile), /share_refunds_within_withdrawal/)
    const board = await someoneWith('board')
    await asked.decide({ accepted: true, reason: '', deciderId: board.id }, clock.now())
    await assert.rejects(() => refunds(asked, 1999, awa), /share_refunds_not_own/)
    await assert.rejects(() => refunds(asked, 2000, emile), /share_refunds_within_withdrawal/)
    await refunds(asked, 1999, emile)
    await assert.rejects(() => refunds(asked, 1, emile), /share_refunds_pkey/)
  })

  test('two decisions at once are one; a payment told twice at once counts once', async ({
    assert,
  }) => {
    const awa = await someone('Awa')
    await holds(await someone('Bastien'), 9)
    const { intent } = await aSubscription(awa, 2)
    const payment = await sharePayment(intent)
    await Promise.all([payment.paid(), payment.paid()])
    assert.equal(await heldBy(awa), 2)
    const asked = await asksBack(awa, 1)
    const board = await someoneWith('board')
    const decide = (accepted: boolean) =>
      asked.decide({ accepted, reason: 'Trop tôt', deciderId: board.id }, clock.now())
    const both = await Promise.all([decide(true), decide(false)])
    assert.deepEqual(both.map(({ ok }) => ok).sort(), [false, true])
  })

  test('a form refused because a payment is on its way leaves nothing behind', async ({
    assert,
  }) => {
    const awa = await someone('Awa')
    const { intent } = await aSubscription(awa, 1)
    await intent.merge({ state: 'processing' }).save()
    assert.deepEqual(await signs(awa, 2), { ok: false, refusal: 'on_its_way' })
    assert.lengthOf(await ShareSubscription.all(), 1)
  })
})

type Act =
  | { kind: 'subscribe'; who: number; shares: number; quarter: boolean }
  | { kind: 'back'; which: number; part: number }
  | { kind: 'ask'; who: number; shares: number; accepted: boolean }

const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    kind: fc.constant('subscribe' as const),
    who: fc.nat(2),
    shares: fc.integer({ min: 1, max: 6 }),
    quarter: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('back' as const), which: fc.nat(5), part: fc.nat(4) }),
  fc.record({
    kind: fc.constant('ask' as const),
    who: fc.nat(2),
    shares: fc.integer({ min: 1, max: 6 }),
    accepted: fc.boolean(),
  })
)

test.group('The capital, whatever happens', (group) => {
  ownDatabase(group)

  test('is the sum of the members’ shares, and no withdrawal takes it under its floor', async ({
    assert,
  }) => {
    await aCooperative(await someone('Chloé'))
    await ruledBy({ 'dues.capital_floor_cents': 6000 })
    const board = await someoneWith('board')
    const live = async (acts: Act[]) => {
      const people = [await someone('Awa'), await someone('Bastien'), await someone('Driss')]
      const payments: Array<{ payment: DuesPayment; cents: number }> = []
      for (const one of acts) {
        const before = await capitalAt(clock.now())
        if (one.kind === 'subscribe') {
          const paying = one.quarter ? 'quarter' : 'whole'
          const person = people[one.who] ?? people[0]
          if (!person) throw new Error('nobody')
          const { payment, intent } = await holds(person, one.shares, { paying })
          payments.push({ payment, cents: intent.amountCents })
        }
        if (one.kind === 'back') {
          const found = payments[one.which]
          if (found) await found.payment.givenBack(Math.floor((found.cents * one.part) / 4))
        }
        if (one.kind === 'ask') {
          const member = await Member.ofPerson(people[one.who]?.id ?? 0)
          const asked = member && (await ShareWithdrawal.ask(member.id, one.shares, clock.now()))
          const decision = { accepted: one.accepted, reason: 'Non', deciderId: board.id }
          if (asked?.ok) await asked.value.decide(decision, clock.now())
        }
        const after = await capitalAt(clock.now())
        const { rows } = await db.rawQuery(
          'select coalesce(sum(share_holding(id)), 0)::int as shares from members'
        )
        assert.equal(after.subscribedCents, rows[0].shares * 2000)
        assert.equal(after.shares, rows[0].shares)
        assert.isAtMost(after.paidUpCents, after.subscribedCents)
        const colleges = await capitalByCollege()
        assert.equal(
          colleges.reduce((sum, { cents }) => sum + cents, 0),
          after.subscribedCents
        )
        if (one.kind === 'ask' && after.subscribedCents < before.subscribedCents) {
          assert.isAtLeast(after.subscribedCents, after.floorCents)
        }
      }
    }
    const scenario = fc.asyncProperty(fc.array(act, { minLength: 3, maxLength: 10 }), live)
    await fc.assert(scenario, { numRuns: 12 })
  }).timeout(60_000)
})
