import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { ShareSubscription } from '#membership/shares/share_subscription'
import { capitalAt } from '#membership/shares/share_capital'
import { ShareWithdrawal } from '#membership/shares/share_withdrawal'
import { Member } from '#membership/register/member'
import { StandingOverride } from '#membership/dues/overrides'
import { clock } from '#shared/clock'
import { someone, someoneWith } from '#tests/support/cast'
import { inTransaction } from '#tests/support/in_transaction'
import { ruledBy } from '#tests/support/ruled_by'
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

async function awa() {
  await aCooperative(await someone('Chloé'))
  return someone('Awa')
}

const movements = async () => {
  const { rows } = await db.rawQuery('select cause, shares from share_movements order by id')
  return rows.map(({ cause, shares }: { cause: string; shares: number }) => `${cause} ${shares}`)
}

const capital = async () => (await capitalAt(clock.now())).subscribedCents

const refundsAsked = async () => {
  const { rows } = await db.rawQuery('select amount_cents from refunds order by id')
  return rows.map((row: { amount_cents: number }) => row.amount_cents)
}

test.group('Shares that are paid for', (group) => {
  inTransaction(group)

  test('are credited once, however often it is said', async ({ assert }) => {
    const person = await awa()
    const { intent } = await aSubscription(person, 3)
    assert.equal(intent.amountCents, 6000)
    assert.equal(await heldBy(person), 0)
    const payment = await sharePayment(intent)
    await payment.paid()
    await payment.paid()
    assert.equal(await heldBy(person), 3)
    assert.deepEqual(await movements(), ['paid 3'])
    assert.include(await capitalAt(clock.now()), {
      ...{ shares: 3, holders: 1, subscribedCents: 6000, paidUpCents: 6000 },
      ...{ highestCents: 6000, floorCents: 1500 },
    })
  })

  test('on their way, are not there yet', async ({ assert }) => {
    const person = await awa()
    const { intent } = await aSubscription(person, 1)
    const payment = await sharePayment(intent, { state: 'pending' })
    await payment.pending()
    assert.equal(await heldBy(person), 0)
    await payment.failed()
    assert.deepEqual(await movements(), [])
  })

  test('stand with a quarter paid; the rest is asked once, and paid later', async ({ assert }) => {
    const person = await awa()
    const { subscription } = await holds(person, 3, { paying: 'quarter' })
    assert.equal(await heldBy(person), 3)
    assert.include(await capitalAt(clock.now()), { subscribedCents: 6000, paidUpCents: 1500 })
    const asked = await subscription.askRest({ person, locale: 'fr' }, clock.now())
    if (!asked.ok) throw new Error(asked.refusal)
    assert.equal(asked.value.amountCents, 4500)
    await (await sharePayment(asked.value)).paid()
    assert.deepEqual(await movements(), ['paid 3'])
    assert.include(await capitalAt(clock.now()), { subscribedCents: 6000, paidUpCents: 6000 })
    const again = await subscription.askRest({ person, locale: 'fr' }, clock.now())
    assert.deepEqual(again, { ok: false, refusal: 'nothing_due' })
  })

  test('disputed, are taken back; a dispute won brings them back; refunded, they are gone', async ({
    assert,
  }) => {
    const person = await awa()
    const { payment } = await holds(person, 2)
    await payment.givenBack(4000, 'dispute')
    assert.equal(await heldBy(person), 0)
    assert.equal(await capital(), 0)
    await payment.givenBack(0, 'dispute')
    assert.equal(await heldBy(person), 2)
    await payment.givenBack(4000, 'refund')
    await payment.givenBack(4000, 'refund')
    assert.deepEqual(await movements(), ['paid 2', 'dispute -2', 'restored 2', 'refund -2'])
    const { highestCents, floorCents } = await capitalAt(clock.now())
    assert.deepEqual([highestCents, floorCents], [0, 0], 'what went back was never reached')
  })

  test('refunded in part, stand as long as a quarter is there', async ({ assert }) => {
    const person = await awa()
    const { payment } = await holds(person, 2)
    await payment.givenBack(3000)
    assert.equal(await heldBy(person), 2)
    assert.include(await capitalAt(clock.now()), { subscribedCents: 4000, paidUpCents: 1000 })
    await payment.givenBack(3001)
    assert.equal(await heldBy(person), 0)
  })

  test('paid by a debit that the bank takes back, are taken back', async ({ assert }) => {
    const person = await awa()
    const { payment } = await holds(person, 2)
    await payment.failed()
    assert.deepEqual(await movements(), ['paid 2', 'failed -2'])
  })

  test('paid a second time, give nothing more: the money goes back by itself', async ({
    assert,
  }) => {
    const person = await awa()
    const { intent } = await holds(person, 2)
    const twice = await sharePayment(intent)
    await twice.surplus()
    await twice.surplus()
    assert.equal(await heldBy(person), 2)
    assert.deepEqual(await refundsAsked(), [4000])
    await twice.givenBack(4000)
    assert.equal(await heldBy(person), 2)
  })

  test('paid too much, give back what is too much', async ({ assert }) => {
    const person = await awa()
    const { subscription } = await holds(person, 2, { paying: 'quarter' })
    const ask = async () => {
      const asked = await subscription.askRest({ person, locale: 'fr' }, clock.now())
      if (!asked.ok) throw new Error(asked.refusal)
      return sharePayment(asked.value)
    }
    const [first, second] = [await ask(), await ask()]
    await first.paid()
    await second.paid()
    assert.deepEqual(await refundsAsked(), [3000])
    await second.givenBack(3000)
    assert.include(await capitalAt(clock.now()), { subscribedCents: 4000, paidUpCents: 4000 })
  })
})

test.group('A form for shares', (group) => {
  inTransaction(group)

  test('signed in two tabs is asked for once: the later one stands', async ({ assert }) => {
    const person = await awa()
    const first = await aSubscription(person, 1)
    const second = await aSubscription(person, 2)
    await first.intent.refresh()
    assert.equal(first.intent.state, 'canceled')
    await (await sharePayment(second.intent)).paid()
    const third = await aSubscription(person, 1)
    await second.intent.refresh()
    assert.notEqual(third.intent.scopeKey, second.intent.scopeKey)
  })

  test('is refused while a payment of another is on its way, and leaves nothing', async ({
    assert,
  }) => {
    const person = await awa()
    const { intent } = await aSubscription(person, 1)
    await intent.merge({ state: 'processing' }).save()
    assert.deepEqual(await signs(person, 2), { ok: false, refusal: 'on_its_way' })
    assert.lengthOf(await ShareSubscription.all(), 1)
  })

  test('read before the price changed is read again', async ({ assert }) => {
    const person = await awa()
    await ruledBy({ 'dues.share_cents': 5000 })
    assert.deepEqual(await signs(person, 1), { ok: false, refusal: 'price_changed' })
    assert.isTrue((await signs(person, 1, { shareCents: 5000 })).ok)
  })

  test('is not for someone excluded', async ({ assert }) => {
    const person = await awa()
    await holds(person, 1)
    const member = await Member.ofPerson(person.id)
    const facts = { kind: 'excluded' as const, reason: 'Voté', fromOn: '2020-01-01', untilOn: null }
    await StandingOverride.record(
      { ...facts, memberId: member?.id ?? 0, recordedById: person.id },
      clock.now()
    )
    assert.deepEqual(await signs(person, 1), { ok: false, refusal: 'not_welcome' })
  })
})

test.group('Shares asked back', (group) => {
  inTransaction(group)

  test('never more than held, those already asked included', async ({ assert }) => {
    const person = await awa()
    await holds(person, 3)
    const member = await Member.ofPerson(person.id)
    await asksBack(person, 2)
    const asked = await ShareWithdrawal.ask(member?.id ?? 0, 2, clock.now())
    assert.deepEqual(asked, { ok: false, refusal: 'more_than_held' })
    await asksBack(person, 1)
  })

  test('in part, are those paid up only; all of them may go as they are', async ({ assert }) => {
    const person = await awa()
    await holds(await someone('Bastien'), 9)
    await holds(person, 2, { paying: 'quarter' })
    const member = await Member.ofPerson(person.id)
    const part = await ShareWithdrawal.ask(member?.id ?? 0, 1, clock.now())
    assert.deepEqual(part, { ok: false, refusal: 'not_paid_up' })
    const { withdrawal } = await takesBack(person, 2)
    assert.equal(await heldBy(person), 0)
    assert.equal(await withdrawal.dueCents(), 1000, 'no more than was paid')
  })

  test('of a part may be refused with a reason; of all, never: leaving is a right', async ({
    assert,
  }) => {
    const person = await awa()
    await holds(await someone('Bastien'), 9)
    await holds(person, 3)
    const board = await someoneWith('board')
    const no = { accepted: false, reason: 'Trop tôt', deciderId: board.id }
    const part = await asksBack(person, 1)
    assert.deepEqual(await part.decide({ ...no, reason: '' }, clock.now()), {
      ...{ ok: false, refusal: 'reason' },
    })
    assert.isTrue((await part.decide(no, clock.now())).ok)
    assert.deepEqual(await part.decide({ ...no, accepted: true }, clock.now()), {
      ...{ ok: false, refusal: 'decided_already' },
    })
    const all = await asksBack(person, 3)
    assert.deepEqual(await all.decide(no, clock.now()), {
      ...{ ok: false, refusal: 'leaving_is_a_right' },
    })
    assert.isTrue((await all.decide({ ...no, accepted: true }, clock.now())).ok)
    assert.equal(await heldBy(person), 0)
  })

  test('are not decided of by whoever asks, nor given back by them', async ({ assert }) => {
    await awa()
    await holds(await someone('Bastien'), 9)
    const chloe = await someoneWith('board')
    await holds(chloe, 1)
    const withdrawal = await asksBack(chloe, 1)
    const decision = { accepted: true, reason: '', deciderId: chloe.id }
    assert.deepEqual(await withdrawal.decide(decision, clock.now()), { ok: false, refusal: 'own' })
  })

  test('wait, in the order of asking, while the capital would be under its floor', async ({
    assert,
  }) => {
    const [person, bastien, driss] = [await awa(), await someone('Bastien'), await someone('Driss')]
    await ruledBy({ 'dues.capital_floor_cents': 10_000 })
    await holds(person, 4)
    await holds(bastien, 2)
    const first = await takesBack(person, 2)
    const second = await takesBack(bastien, 1)
    assert.isNull(await first.withdrawal.dueCents())
    assert.isNull(await second.withdrawal.dueCents(), 'a smaller one does not overtake')
    await holds(driss, 1)
    assert.equal(await first.withdrawal.dueCents(), 4000)
    assert.isNull(await second.withdrawal.dueCents())
    assert.equal(await capital(), 10_000)
    await holds(driss, 1)
    assert.equal(await second.withdrawal.dueCents(), 2000)
    assert.equal(await capital(), 10_000)
  })

  test('leave a quarter of the highest capital ever reached, whatever the rule says', async ({
    assert,
  }) => {
    const person = await awa()
    await holds(person, 4)
    const { withdrawal } = await takesBack(person, 4)
    assert.isNull(await withdrawal.dueCents())
    await holds(await someone('Bastien'), 2)
    assert.equal(await capital(), 4000)
    assert.equal((await capitalAt(clock.now())).highestCents, 12_000)
  })

  test('are given back once, at par less the share of losses, by someone else above the amount', async ({
    assert,
  }) => {
    const person = await awa()
    await holds(await someone('Bastien'), 9)
    await holds(person, 2)
    const { withdrawal, board } = await takesBack(person, 2)
    const emile = await someoneWith('treasurer')
    const repay = (recorderId: number, lossCents: number) =>
      withdrawal.repay({ recorderId, lossCents, twoPeopleFrom: 3000 }, clock.now())
    assert.deepEqual(await repay(board.id, 0), { ok: false, refusal: 'same_person' })
    assert.deepEqual(await repay(person.id, 0), { ok: false, refusal: 'own' })
    assert.deepEqual(await repay(emile.id, 4001), { ok: false, refusal: 'loss' })
    assert.isTrue((await repay(emile.id, 500)).ok)
    assert.deepEqual(await repay(emile.id, 500), { ok: false, refusal: 'repaid_already' })
    const row = await db.from('share_refunds').firstOrFail()
    assert.include(row, { amount_cents: 3500, loss_cents: 500 })
  })

  test('whose payment goes back meanwhile are worth nothing to give back', async ({ assert }) => {
    const person = await awa()
    await holds(await someone('Bastien'), 9)
    const { payment } = await holds(person, 2)
    const { withdrawal } = await takesBack(person, 1)
    assert.equal(await withdrawal.dueCents(), 2000)
    await payment.givenBack(4000, 'dispute')
    assert.equal(await withdrawal.dueCents(), 0)
    assert.equal(await heldBy(person), 0)
  })
})

test.group('Letters about shares', (group) => {
  inTransaction(group)

  const letters = async () => {
    const { rows } = await db.rawQuery('select kind, text_body from outbox_letters order by id')
    return rows as Array<{ kind: string; text_body: string }>
  }
  const kinds = async () => (await letters()).map(({ kind }) => kind)

  test('one for each thing that happens: paid, paid twice, gone back', async ({ assert }) => {
    const person = await awa()
    const { intent, payment } = await holds(person, 2)
    await payment.paid()
    await (await sharePayment(intent)).surplus()
    await payment.givenBack(4000, 'dispute')
    assert.deepEqual(await kinds(), ['share_paid', 'share_too_much', 'share_taken_back'])
    const [first, , last] = await letters()
    assert.match(first?.text_body ?? '', /40\s€ pour vos parts sociales. 2 parts sont à votre nom/)
    assert.match(last?.text_body ?? '', /2 parts sont annulées/)
  })

  test('what was decided, and what was given back', async ({ assert }) => {
    const person = await awa()
    await holds(await someone('Bastien'), 9)
    await holds(person, 2)
    const { withdrawal } = await takesBack(person, 1)
    const emile = await someoneWith('treasurer')
    const repayment = { recorderId: emile.id, lossCents: 100, twoPeopleFrom: 20_000 }
    await withdrawal.repay(repayment, clock.now())
    assert.deepEqual((await kinds()).slice(-2), ['share_decision', 'share_repaid'])
    const text = (await letters()).at(-1)?.text_body ?? ''
    assert.match(text, /rendu 19\s€ pour vos parts sociales, après déduction de 1\s€/)
  })
})
