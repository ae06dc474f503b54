import { test } from '@japa/runner'
import fc from 'fast-check'
import { decide, hasCome, type Known, type KnownPayment } from '#payments/applying/decide'
import type { PaymentSeen, Seen } from '#payments/provider'

type SeenOfIntent = Extract<Seen, { about: 'intent' }>

const at = (minutes: number) => new Date(Date.UTC(2026, 0, 1, 0, minutes))

const aPayment = (facts: Partial<PaymentSeen> = {}): PaymentSeen => ({
  ref: 'p1',
  checkoutRef: 'c1',
  subscriptionRef: null,
  state: 'paid',
  grossCents: 2000,
  currency: 'EUR',
  feeCents: null,
  method: 'card',
  methodLabel: '',
  mandateRef: null,
  initiatedAt: at(0),
  paidAt: at(1),
  failureCode: null,
  refunds: [],
  disputes: [],
  movements: [],
  ...facts,
})

const seen = (...payments: PaymentSeen[]): SeenOfIntent => ({
  about: 'intent',
  intentId: 'i',
  checkouts: [],
  payments,
  subscription: null,
})

const NEW: Known = { schedule: 'once', state: 'open', attempts: [], payments: [], scopePaid: false }

/** What the rows are once a decision is written. */
function after(known: Known, word: SeenOfIntent): Known {
  const decision = decide(known, word)
  const rows = new Map(known.payments.map((one) => [one.ref, one]))
  for (const { seen: one, state, surplus, backCents } of decision.payments) {
    const { ref, feeCents, subscriptionRef } = one
    const row: KnownPayment = { ref, state, feeCents, surplus, backCents, subscriptionRef }
    rows.set(ref, row)
  }
  const attempts = known.attempts.map((attempt) => ({
    ...attempt,
    ...decision.attempts.find(({ ref }) => ref === attempt.ref),
  }))
  return { ...known, state: decision.state, payments: [...rows.values()], attempts }
}

const refund = (amountCents: number, state: 'pending' | 'done' | 'failed' = 'done') => ({
  ref: `r${amountCents}${state}`,
  amountCents,
  state,
  createdAt: at(2),
  ours: null,
})

const dispute = (state: 'open' | 'won' | 'lost') => ({
  ref: 'd1',
  amountCents: 2000,
  feeCents: 1500,
  state,
  reason: 'fraudulent',
  openedAt: at(3),
  closedAt: state === 'open' ? null : at(4),
})

const words = fc
  .record({
    state: fc.constantFrom<PaymentSeen['state'][]>('pending', 'paid', 'failed', 'canceled'),
    refunds: fc.array(
      fc.tuple(fc.integer({ min: 1, max: 2500 }), fc.constantFrom('pending', 'done', 'failed')),
      { maxLength: 3 }
    ),
    disputes: fc.array(fc.constantFrom('open', 'won', 'lost'), { maxLength: 1 }),
  })
  .map(({ state, refunds, disputes }) =>
    aPayment({
      state,
      refunds: refunds.map(([cents, how]) => refund(cents, how as 'done')),
      disputes: disputes.map((how) => dispute(how as 'open')),
    })
  )

test.group('What a provider’s word makes of our rows', () => {
  test('money that comes is told once, however often it is said', ({ assert }) => {
    const first = decide(NEW, seen(aPayment()))
    assert.deepEqual(first.payments[0]?.tells, ['paid'])
    assert.equal(first.state, 'paid')
    const again = decide(after(NEW, seen(aPayment())), seen(aPayment()))
    assert.deepEqual(again.payments[0]?.tells, [])
  })

  test('a debit is on its way, then there, or taken back', ({ assert }) => {
    const underWay = seen(aPayment({ state: 'pending', paidAt: null }))
    const waiting = after(NEW, underWay)
    assert.equal(waiting.state, 'processing')
    assert.deepEqual(decide(waiting, seen(aPayment())).payments[0]?.tells, ['paid'])
    const paid = after(waiting, seen(aPayment()))
    const back = decide(paid, seen(aPayment({ state: 'failed' })))
    assert.deepEqual(back.payments[0]?.tells, ['failed'])
    assert.equal(back.state, 'failed')
  })

  test('of two tabs both paid, the first covers and the second is surplus, in either order of hearing', ({
    assert,
  }) => {
    const one = aPayment({ ref: 'one', paidAt: at(1) })
    const two = aPayment({ ref: 'two', paidAt: at(2) })
    const together = decide(NEW, seen(two, one))
    assert.deepEqual(
      together.payments.map((payment) => [payment.seen.ref, payment.surplus]),
      [
        ['one', false],
        ['two', true],
      ]
    )
    const later = decide(after(NEW, seen(two)), seen(two, one))
    assert.deepEqual(later.payments.find((payment) => payment.seen.ref === 'one')?.tells, [
      'surplus',
    ])
  })

  test('each payment of a recurring one covers; none is surplus', ({ assert }) => {
    const monthly: Known = { ...NEW, schedule: 'month' }
    const decision = decide(
      monthly,
      seen(aPayment(), aPayment({ ref: 'p2', checkoutRef: null, paidAt: at(9) }))
    )
    assert.deepEqual(
      decision.payments.map(({ tells }) => tells),
      [['paid'], ['paid']]
    )
  })

  test('a monthly one begun from two pages: the second, and all that renews it, is surplus', ({
    assert,
  }) => {
    const monthly: Known = { ...NEW, schedule: 'month' }
    const page = (name: string, minutes: number, more: Partial<PaymentSeen> = {}) =>
      aPayment({
        ref: `${name}${minutes}`,
        checkoutRef: `page ${name}`,
        subscriptionRef: `agreement ${name}`,
        paidAt: at(minutes),
        ...more,
      })
    const renewal = { checkoutRef: null }
    const first = after(monthly, seen(page('a', 1), page('a', 3, renewal)))
    const second = decide(first, seen(page('b', 2), page('b', 4, renewal)))
    assert.deepEqual(
      second.payments.map(({ tells }) => tells),
      [['surplus'], ['surplus']]
    )
    const both = after(first, seen(page('b', 2), page('b', 4, renewal)))
    const next = decide(both, seen(page('b', 5, renewal)))
    assert.deepEqual(next.payments[0]?.tells, ['surplus'])
    const rightful = decide(both, seen(page('a', 6, renewal)))
    assert.deepEqual(rightful.payments[0]?.tells, ['paid'])
  })

  test('where two first payments share one agreement, only the second is surplus, never what renews', ({
    assert,
  }) => {
    const monthly: Known = { ...NEW, schedule: 'month' }
    const known = { subscriptionRef: 's', paidAt: at(1) }
    const word = seen(
      aPayment({ ref: 'one', checkoutRef: 'one', ...known }),
      aPayment({ ref: 'two', checkoutRef: 'two', ...known, paidAt: at(2) }),
      aPayment({ ref: 'three', checkoutRef: null, ...known, paidAt: at(3) })
    )
    assert.deepEqual(
      decide(monthly, word).payments.map(({ tells }) => tells),
      [['paid'], ['surplus'], ['paid']]
    )
  })

  test('a word that cannot be so after what is known is left aside', ({ assert }) => {
    const lost = after(NEW, seen(aPayment({ disputes: [dispute('lost')] })))
    const old = aPayment({ state: 'pending', paidAt: null })
    const decision = decide(lost, seen(old))
    assert.deepEqual(decision.payments, [])
    assert.deepEqual(decision.left, [old])
    assert.equal(decision.state, 'paid')
  })

  test('what goes back is told each time it changes, and zero when a dispute is won', ({
    assert,
  }) => {
    const paid = after(NEW, seen(aPayment()))
    const part = seen(aPayment({ refunds: [refund(500)] }))
    assert.equal(decide(paid, part).payments[0]?.backCents, 500)
    assert.equal(decide(paid, part).payments[0]?.state, 'partially_refunded')
    const held = after(paid, seen(aPayment({ disputes: [dispute('open')] })))
    const won = decide(held, seen(aPayment({ disputes: [dispute('won')] })))
    assert.deepEqual(won.payments[0]?.tells, ['given_back'])
    assert.equal(won.payments[0]?.backCents, 0)
    assert.equal(won.payments[0]?.state, 'paid')
  })

  test('a replaced intent that is paid all the same is surplus when the other was paid', ({
    assert,
  }) => {
    const replaced: Known = { ...NEW, state: 'canceled', scopePaid: true }
    assert.deepEqual(decide(replaced, seen(aPayment())).payments[0]?.tells, ['surplus'])
  })

  test('a page that closes unpaid leaves the intent to be asked again', ({ assert }) => {
    const tried: Known = { ...NEW, attempts: [{ ref: 'c1', state: 'open' }] }
    const closed = decide(tried, { ...seen(), checkouts: [{ ref: 'c1', state: 'expired' }] })
    assert.equal(closed.state, 'expired')
    assert.deepEqual(closed.attempts, [{ ref: 'c1', state: 'expired' }])
  })

  test('for any words in any order: the same word twice says nothing new, what is told adds up', ({
    assert,
  }) => {
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 8 }), (said) => {
        let known = NEW
        let there = false
        let back = 0
        for (const word of said) {
          const decision = decide(known, seen(word))
          const [payment] = decision.payments
          for (const told of payment?.tells ?? []) {
            if (told === 'paid' || told === 'surplus') {
              assert.isFalse(there, 'not paid twice')
              there = true
              back = 0
            }
            if (told === 'failed') there = false
            if (told === 'given_back') back = payment?.backCents ?? 0
          }
          known = after(known, seen(word))
          const state = known.payments[0]?.state ?? 'pending'
          assert.equal(there, hasCome(state), 'what was told is what is so')
          if (there && payment) assert.equal(back, payment.backCents, 'and what went back')
          assert.isAtMost(payment?.refundedCents ?? 0, 2000)
          assert.deepEqual(decide(known, seen(word)).payments[0]?.tells ?? [], [])
        }
      })
    )
  })
})
