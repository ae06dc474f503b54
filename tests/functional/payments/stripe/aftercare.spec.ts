import { test } from '@japa/runner'
import { ProviderRefused } from '#payments/provider'
import {
  anOrder,
  onlyPayment,
  seenOf,
  speakingWithStripe,
  sumOfMovements,
  sumOfStatement,
} from '#tests/support/stripe_double/adapter'

test.group('Stripe: refunds and disputes', (group) => {
  const world = speakingWithStripe(group)

  async function paid() {
    const { stripe, provider } = world()
    const { ref } = await provider.createCheckout(anOrder())
    const paymentRef = stripe.paysByCard(ref).payment_intent ?? ''
    stripe.feesArrive()
    const look = async () => onlyPayment(await seenOf(provider, { kind: 'checkout', id: ref }))
    return { stripe, provider, paymentRef, look }
  }

  async function codeOf(call: Promise<unknown>) {
    const error = await call.catch((caught: unknown) => caught)
    return error instanceof ProviderRefused ? error.code : error
  }

  test('a refund of ours is known again by its key', async ({ assert }) => {
    const { stripe, provider, paymentRef, look } = await paid()
    const refund = await provider.refund(paymentRef, 700, 'refund:7')
    assert.include(refund, { amountCents: 700, state: 'done', ours: 'refund:7' })
    const again = await provider.refund(paymentRef, 700, 'refund:7')
    assert.equal(again.ref, refund.ref)
    const payment = await look()
    assert.deepEqual(payment.refunds, [refund])
    assert.equal(payment.state, 'paid')
    assert.equal(sumOfMovements([payment]), sumOfStatement(stripe))
    assert.equal(sumOfMovements([payment]), 2000 - 55 - 700)
  })

  test('one made in the dashboard is seen, and is nobody’s of ours', async ({ assert }) => {
    const { stripe, paymentRef, look } = await paid()
    stripe.refundsInDashboard(paymentRef, 600)
    stripe.refundsInDashboard(paymentRef)
    const payment = await look()
    assert.deepEqual(
      payment.refunds.map(({ amountCents, ours }) => [amountCents, ours]),
      [
        [1400, null],
        [600, null],
      ]
    )
    assert.equal(sumOfMovements([payment]), sumOfStatement(stripe))
  })

  test('more than ten refunds of one payment are all seen', async ({ assert }) => {
    const { stripe, paymentRef, look } = await paid()
    for (let n = 0; n < 12; n += 1) stripe.refundsInDashboard(paymentRef, 100)
    const payment = await look()
    assert.lengthOf(payment.refunds, 12)
    assert.equal(sumOfMovements([payment]), sumOfStatement(stripe))
  })

  test('one that the bank did not take comes back', async ({ assert }) => {
    const { stripe, provider, paymentRef, look } = await paid()
    const { ref } = await provider.refund(paymentRef, 2000, 'refund:8')
    stripe.refundFails(ref)
    const payment = await look()
    assert.equal(payment.refunds[0]?.state, 'failed')
    assert.include(
      payment.movements.map(({ kind }) => kind),
      'refund_failure'
    )
    assert.equal(sumOfMovements([payment]), sumOfStatement(stripe))
  })

  test('what cannot be given back is refused by its reason', async ({ assert }) => {
    const { stripe, provider, paymentRef } = await paid()
    assert.equal(await codeOf(provider.refund(paymentRef, 2001, 'a')), 'amount_too_high')
    assert.equal(await codeOf(provider.refund('pi_of_nobody', 1, 'b')), 'gone')
    await provider.refund(paymentRef, 2000, 'c')
    assert.equal(await codeOf(provider.refund(paymentRef, 1, 'd')), 'already_refunded')
    assert.equal(await codeOf(provider.refund(paymentRef, 3, 'c')), 'refused')
    const other = await paid()
    stripe.disputes(other.paymentRef)
    assert.equal(await codeOf(provider.refund(other.paymentRef, 1, 'e')), 'disputed')
  })

  test('a dispute takes the amount and a fee; won, it gives both back', async ({ assert }) => {
    const { stripe, paymentRef, look } = await paid()
    const { id } = stripe.disputes(paymentRef)
    const open = await look()
    assert.include(open.disputes[0], { ref: id, state: 'open', amountCents: 2000, feeCents: 2000 })
    assert.equal(sumOfMovements([open]), sumOfStatement(stripe))
    assert.equal(sumOfMovements([open]), -55 - 2000)
    stripe.store.moveTo(stripe.store.now + 86_400)
    stripe.disputeWon(id)
    const won = await look()
    assert.include(won.disputes[0], { state: 'won', feeCents: 0 })
    assert.equal(won.disputes[0]?.closedAt?.toISOString(), '2026-03-03T11:00:00.000Z')
    assert.equal(sumOfMovements([won]), 2000 - 55)
    assert.equal(sumOfMovements([won]), sumOfStatement(stripe))
  })

  test('lost, it keeps both', async ({ assert }) => {
    const { stripe, paymentRef, look } = await paid()
    const { id } = stripe.disputes(paymentRef)
    stripe.disputeLost(id)
    const lost = await look()
    assert.include(lost.disputes[0], { state: 'lost', feeCents: 2000 })
    assert.equal(sumOfMovements([lost]), sumOfStatement(stripe))
  })

  test('a bank’s question that withdraws nothing is no dispute', async ({ assert }) => {
    const { stripe, paymentRef, look } = await paid()
    stripe.inquires(paymentRef)
    const payment = await look()
    assert.deepEqual(payment.disputes, [])
    assert.equal(sumOfMovements([payment]), sumOfStatement(stripe))
  })
})
