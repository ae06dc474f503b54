import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import { useProvider } from '#payments/providers'
import { StripeProvider } from '#payments/stripe/stripe_provider'
import { runJobs } from '#tests/support/payment_world'
import { payingByStripe } from '#tests/support/stripe_world'

/** The same disorder at each run. */
function shuffled<Item>(items: Item[], seed: number): Item[] {
  let state = seed
  const next = () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648)
  return items
    .map((item) => ({ item, at: next() }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item)
}

test.group('Notices of Stripe', (group) => {
  const world = payingByStripe(group)

  /** A payment once with a refund, another with a dispute that was won, and one that repeats. */
  async function muchHappens(client: ApiClient) {
    const { stripe } = world()
    const once = await world().goesToPay(client)
    const refunded = stripe.paysByCard(once.session).payment_intent ?? ''
    const other = await world().goesToPay(client)
    const disputed = stripe.paysByCard(other.session).payment_intent ?? ''
    const monthly = await world().goesToPay(client, { schedule: 'month' })
    stripe.paysByCard(monthly.session)
    stripe.feesArrive()
    stripe.refundsInDashboard(refunded, 700)
    stripe.disputeWon(stripe.disputes(disputed).id)
    const id = String(stripe.session(monthly.session).subscription)
    stripe.renewalFails(id)
    stripe.retries(id, null)
    stripe.feesArrive()
    stripe.paysOut()
    world().timeGoesTo()
  }

  for (const seed of [1, 7, 42]) {
    test(`each three times, in disorder ${seed}, read as they come`, async ({ client, assert }) => {
      await muchHappens(client)
      const events = world().stripe.events()
      const thrice = shuffled([...events, ...events, ...events], seed)
      for (let n = 0; n < thrice.length; n += 25) {
        const some = thrice.slice(n, n + 25)
        const statuses = Promise.all(some.map((event) => world().noticeComes(event)))
        await Promise.all([runJobs(), runJobs(), statuses])
        assert.deepEqual([...new Set(await statuses)], [200])
      }
      await runJobs()
      assert.lengthOf(await db.from('webhook_inbox'), (await kept(events)).length)
      assert.deepEqual(
        [...world().told].filter((each) => each === 'paid').length,
        4,
        'each payment is told to be paid once'
      )
      assert.sameMembers(await world().states(), ['partially_refunded', 'paid', 'paid', 'paid'])
      await world().assertTrue(assert)
    })
  }

  async function kept(events: Array<{ type: string }>) {
    const silent = ['invoice_payment.paid', 'payment_method.attached']
    return events.filter(({ type }) => !silent.includes(type))
  }

  test('changed, late, unsigned, or signed by another: refused, and nothing is kept', async ({
    client,
    assert,
  }) => {
    const { session } = await world().goesToPay(client)
    world().stripe.paysByCard(session)
    const [event] = world().stripe.events()
    if (!event) throw new Error('No event')
    assert.equal(await world().noticeComes(event, { tampered: true }), 400)
    assert.equal(await world().noticeComes(event, { age: 301 }), 400)
    assert.equal(await world().noticeComes(event, { unsigned: true }), 400)
    assert.equal(await world().noticeComes(event, { secret: 'whsec_other' }), 400)
    assert.lengthOf(await db.from('webhook_inbox'), 0)
    assert.deepEqual(await world().states(), [])
  })

  test('without a secret none is believed, and Stripe is told to come again', async ({
    client,
    assert,
  }) => {
    const { session } = await world().goesToPay(client)
    world().stripe.paysByCard(session)
    const [event] = world().stripe.events()
    if (!event) throw new Error('No event')
    const putBack = useProvider(
      new StripeProvider({ ...world().stripe.config, webhookSecret: null })
    )
    assert.equal(await world().noticeComes(event), 503)
    putBack()
    assert.lengthOf(await db.from('webhook_inbox'), 0)
  })

  test('what other programs sell on the account is answered and set aside', async ({
    client,
    assert,
  }) => {
    const { session } = await world().goesToPay(client)
    world().stripe.paysByCard(session)
    world().stripe.feesArrive()
    await world().noticesCome()
    world().stripe.foreignPayment()
    world().stripe.foreignPayment({ placette_install: 'elsewhere', placette_intent: 'x' })
    world().stripe.foreignSubscription()
    const ours = await db.from('webhook_inbox').count('* as n')
    await world().noticesCome()
    const rows = await db.from('webhook_inbox').orderBy('id').offset(Number(ours[0].n))
    assert.isNotEmpty(rows)
    assert.deepEqual([...new Set(rows.map(({ state }) => state))], ['ignored'])
    assert.deepEqual(await world().states(), ['paid'])
    await world().assertTrue(assert)
  })
})
