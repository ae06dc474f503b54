import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { examine } from '#payments/reconciling/examine'
import { reconcile } from '#payments/reconciling/reconcile'
import { as } from '#tests/support/client'
import { payingByStripe } from '#tests/support/stripe_world'
import { duesAndGift, periodsHeld } from '#tests/support/what_money_did'

test.group('Every notice of Stripe is lost', (group) => {
  const world = payingByStripe(group)

  async function reconciled() {
    const found = await reconcile(world().provider, world().clock.now())
    if (found.failed.length > 0) throw new Error(found.failed.join(', '))
    return found
  }

  test('the reconciliation finds all that happened, and a second one nothing new', async ({
    client,
    assert,
  }) => {
    const { stripe } = world()
    const once = await world().goesToPay(client)
    const refunded = stripe.paysByCard(once.session).payment_intent ?? ''
    const other = await world().goesToPay(client)
    const disputed = stripe.paysByCard(other.session).payment_intent ?? ''
    const debit = await world().goesToPay(client)
    stripe.paysBySepa(debit.session)
    const monthly = await world().goesToPay(client, { schedule: 'month' })
    stripe.paysByCard(monthly.session)
    stripe.feesArrive()
    stripe.refundsInDashboard(refunded)
    stripe.disputes(disputed)
    stripe.foreignPayment()
    stripe.paysOut()
    world().clock.advance({ minutes: 15 })
    const first = await reconciled()
    assert.equal(first.payouts, 1)
    assert.isBelow(first.ours, first.looked)
    const told = [...world().told]
    assert.sameMembers(told, [
      'paid',
      'given_back 2000',
      'paid',
      'given_back 2000',
      'pending',
      'paid',
    ])
    await reconciled()
    assert.deepEqual([...world().told], told)
    assert.sameMembers(await world().states(), ['refunded', 'disputed', 'pending', 'paid'])
    await world().assertTrue(assert)
  })

  test('it follows renewals, fees and payouts to the cent', async ({ client, assert }) => {
    const { stripe } = world()
    const { session } = await world().goesToPay(client, { schedule: 'month' })
    stripe.paysByCard(session)
    await reconciled()
    assert.isNull((await db.from('payments').firstOrFail()).fee_cents)
    const id = String(stripe.session(session).subscription)
    for (let n = 0; n < 3; n += 1) {
      stripe.renews(id)
      stripe.feesArrive()
      world().timeGoesTo()
      await reconciled()
    }
    stripe.billsCosts(90)
    stripe.payoutArrives(stripe.paysOut().id)
    await reconciled()
    assert.deepEqual([...world().told], ['paid', 'paid', 'paid', 'paid'])
    await world().assertTrue(assert)
    const sum = await db.from('money_movements').sum('amount_cents as cents')
    assert.equal(Number(sum[0].cents), 0)
    const findings = await examine([world().provider], world().clock.now())
    assert.isTrue(findings.find(({ name }) => name === 'payouts that do not add up')?.well)
    assert.isFalse(findings.find(({ name }) => name === 'stripe: last notice')?.well)
  })

  test('three months seen at once are three memberships, one after another', async ({
    client,
    assert,
  }) => {
    const { stripe } = world()
    const { session } = await world().goesToPay(client, { schedule: 'month' })
    stripe.paysByCard(session)
    const id = String(stripe.session(session).subscription)
    for (let n = 0; n < 2; n += 1) stripe.renews(id)
    stripe.feesArrive()
    world().timeGoesTo()
    await reconciled()
    assert.deepEqual([...world().told], ['paid', 'paid', 'paid'])
    assert.deepEqual(await periodsHeld(), [
      '2026-03-02…2026-04-01 100/100',
      '2026-04-02…2026-05-01 100/100',
      '2026-05-02…2026-06-01 100/100',
    ])
    await world().assertTrue(assert)
  })

  test('a page whose opening was never answered is found again, and paid', async ({
    client,
    assert,
  }) => {
    const intent = await duesAndGift()
    const visitor = await as(client, null)
    world().stripe.faults.plan('cut_after', /^POST/, 2)
    await visitor.post(`/pay/${intent.id}/attempts`, { provider: 'stripe' })
    world().stripe.faults.clear()
    const [session] = world().stripe.store.all('checkout.session')
    if (!session) throw new Error('No page was opened')
    world().stripe.paysByCard(session.id)
    world().stripe.feesArrive()
    world().clock.advance({ minutes: 15 })
    await reconciled()
    assert.lengthOf(world().stripe.store.all('checkout.session'), 1)
    assert.deepEqual([...world().told], ['paid'])
    await world().assertTrue(assert)
  })

  test('Stripe fails in the middle: the next time goes on from there', async ({
    client,
    assert,
  }) => {
    const { stripe } = world()
    for (let n = 0; n < 3; n += 1) {
      const { session } = await world().goesToPay(client)
      stripe.paysByCard(session)
    }
    stripe.feesArrive()
    world().clock.advance({ minutes: 5 })
    stripe.faults.plan('refuse_500', /charges/, 2)
    const broken = await reconcile(world().provider, world().clock.now())
    assert.lengthOf(broken.failed, 1)
    stripe.faults.clear()
    await reconciled()
    assert.deepEqual(await world().states(), ['paid', 'paid', 'paid'])
    await world().assertTrue(assert)
  })
})
