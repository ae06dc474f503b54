import { test } from '@japa/runner'
import type { PayoutSeen } from '#payments/provider'
import {
  anOrder,
  INSTALL,
  NOON,
  seenOf,
  speakingWithStripe,
  sumOfMovements,
  sumOfStatement,
} from '#tests/support/stripe_double/adapter'

test.group('Stripe: payouts', (group) => {
  const world = speakingWithStripe(group)

  async function twoPaid() {
    const { stripe, provider } = world()
    const refs: string[] = []
    for (let n = 0; n < 2; n += 1) {
      const { ref } = await provider.createCheckout(anOrder())
      refs.push(stripe.paysByCard(ref).payment_intent ?? '')
    }
    stripe.feesArrive()
    return { stripe, provider, refs }
  }

  async function payout(id: string): Promise<PayoutSeen> {
    const seen = await world().provider.fetch({ kind: 'payout', id }, INSTALL)
    if (seen.about !== 'payout') throw new Error(seen.about)
    return seen.payout
  }

  test('its lines make its amount, and each names its payment', async ({ assert }) => {
    const { stripe, provider, refs } = await twoPaid()
    await provider.refund(refs[1] ?? '', 500, 'refund:1')
    stripe.disputes(refs[0] ?? '')
    stripe.billsCosts(150)
    stripe.paysByCard((await provider.createCheckout(anOrder({ amountCents: 9000 }))).ref)
    stripe.feesArrive()
    const { id } = stripe.paysOut()
    const seen = await payout(id)
    const net = seen.lines.reduce((sum, { netCents }) => sum + netCents, 0)
    assert.equal(net, seen.amountCents)
    assert.equal(seen.state, 'pending')
    assert.equal(seen.arrivesOn, '2026-03-04')
    const named = seen.lines.map(({ kind, paymentRef }) => `${kind} ${paymentRef}`)
    assert.includeMembers(named, [
      `charge ${refs[0]}`,
      `charge ${refs[1]}`,
      `refund ${refs[1]}`,
      `dispute ${refs[0]}`,
      'fee null',
    ])
    const payments = await Promise.all(
      stripe.store
        .all('payment_intent')
        .map(async ({ id: ref }) => (await seenOf(provider, { kind: 'payment', id: ref })).payments)
    )
    const ofPayments = sumOfMovements(payments.flat())
    const ofPayout = seen.movements.reduce((sum, { amountCents }) => sum + amountCents, 0)
    assert.equal(ofPayments + ofPayout, sumOfStatement(stripe))
    assert.equal(ofPayments + ofPayout, 0)
  })

  test('it arrives, or comes back', async ({ assert }) => {
    const { stripe } = await twoPaid()
    const { id, amount } = stripe.paysOut()
    stripe.payoutArrives(id)
    assert.equal((await payout(id)).state, 'paid')
    stripe.payoutFails(id)
    const failed = await payout(id)
    assert.equal(failed.state, 'failed')
    assert.deepEqual(
      failed.movements.map(({ kind, amountCents }) => [kind, amountCents]),
      [
        ['payout', -amount],
        ['payout_failure', amount],
      ]
    )
  })

  test('those since a day are listed whole', async ({ assert }) => {
    const { stripe, provider } = await twoPaid()
    const first = stripe.paysOut()
    stripe.store.moveTo(stripe.store.now + 86_400)
    stripe.paysByCard((await provider.createCheckout(anOrder())).ref)
    stripe.feesArrive()
    const second = stripe.paysOut()
    const refs: string[] = []
    for await (const { ref } of provider.listPayouts(NOON)) refs.push(ref)
    assert.deepEqual(refs, [second.id, first.id])
    const later: PayoutSeen[] = []
    for await (const seen of provider.listPayouts(new Date(NOON.getTime() + 1000))) later.push(seen)
    assert.deepEqual(later, [await payout(second.id)])
    assert.deepEqual(await provider.fetch({ kind: 'payout', id: 'po_none' }, INSTALL), {
      about: 'nothing_of_ours',
    })
  })
})
