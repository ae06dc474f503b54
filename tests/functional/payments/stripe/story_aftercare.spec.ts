import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import { syncObject } from '#payments/applying/sync_object'
import { payingByStripe } from '#tests/support/stripe_world'

test.group('What comes after a payment by Stripe', (group) => {
  const world = payingByStripe(group)

  async function paid(client: ApiClient) {
    const { session } = await world().goesToPay(client)
    const paymentRef = world().stripe.paysByCard(session).payment_intent ?? ''
    world().stripe.feesArrive()
    await world().noticesCome()
    return paymentRef
  }

  test('refunded in the dashboard, a part and then the rest', async ({ client, assert }) => {
    const paymentRef = await paid(client)
    world().stripe.refundsInDashboard(paymentRef, 600)
    await world().noticesCome()
    assert.deepEqual(await world().states(), ['partially_refunded'])
    world().stripe.refundsInDashboard(paymentRef)
    await world().noticesCome()
    assert.deepEqual(await world().states(), ['refunded'])
    assert.deepEqual(world().told, ['paid', 'given_back 600', 'given_back 2000'])
    assert.lengthOf(await db.from('refunds'), 2)
    await world().assertTrue(assert)
  })

  test('a refund that the bank sends back is none any more', async ({ client, assert }) => {
    const paymentRef = await paid(client)
    const { id } = world().stripe.refundsInDashboard(paymentRef)
    await world().noticesCome()
    world().stripe.refundFails(id)
    await world().noticesCome()
    assert.deepEqual(world().told, ['paid', 'given_back 2000', 'given_back 0'])
    assert.deepEqual(await world().states(), ['paid'])
    await world().assertTrue(assert)
  })

  test('a late word of its success does not make a refunded payment paid again', async ({
    client,
    assert,
  }) => {
    const paymentRef = await paid(client)
    world().stripe.refundsInDashboard(paymentRef)
    await world().noticesCome()
    const late = world().stripe.store.happened(
      'payment_intent.succeeded',
      world().stripe.store.get('payment_intent', paymentRef)
    )
    assert.equal(await world().noticeComes(late), 200)
    await world().noticesCome()
    assert.deepEqual(await world().states(), ['refunded'])
    await world().assertTrue(assert)
  })

  test('a dispute that is won gives all back, one that is lost keeps it', async ({
    client,
    assert,
  }) => {
    const first = await paid(client)
    const second = await paid(client)
    const won = world().stripe.disputes(first)
    const lost = world().stripe.disputes(second)
    await world().noticesCome()
    assert.deepEqual(await world().states(), ['disputed', 'disputed'])
    world().stripe.disputeWon(won.id)
    world().stripe.disputeLost(lost.id)
    await world().noticesCome((events) => events.reverse())
    assert.sameMembers(await world().states(), ['paid', 'lost'])
    assert.sameMembers(
      [...world().told],
      ['paid', 'paid', 'given_back 2000', 'given_back 2000', 'given_back 0']
    )
    await world().assertTrue(assert)
  })

  test('a payout matches what it is made of', async ({ client, assert }) => {
    const first = await paid(client)
    await paid(client)
    world().stripe.refundsInDashboard(first, 500)
    world().stripe.billsCosts(120)
    const payout = world().stripe.paysOut()
    await world().noticesCome()
    world().stripe.payoutArrives(payout.id)
    await world().noticesCome()
    const [row] = await db.from('payouts')
    assert.include(row, { ref: payout.id, state: 'paid', amount_cents: payout.amount })
    const lines = await db.from('payout_lines').where('payout_id', row.id)
    const net = lines.reduce((sum, { net_cents: cents }) => sum + Number(cents), 0)
    assert.equal(net, payout.amount)
    assert.lengthOf(
      lines.filter(({ payment_id: payment }) => payment !== null),
      3
    )
    await world().assertTrue(assert)
    const [{ sum }] = await db.from('money_movements').sum('amount_cents as sum')
    assert.equal(Number(sum), 0)
  })

  test('a payout that the bank sends back is on the account again', async ({ client, assert }) => {
    await paid(client)
    const payout = world().stripe.paysOut()
    world().stripe.payoutFails(payout.id)
    await world().noticesCome()
    assert.equal((await db.from('payouts').firstOrFail()).state, 'failed')
    await world().assertTrue(assert)
  })

  test('a look at any object tells the same once more, and nothing new', async ({
    client,
    assert,
  }) => {
    const paymentRef = await paid(client)
    const { id } = world().stripe.refundsInDashboard(paymentRef, 100)
    await world().noticesCome()
    const before = [...world().told]
    for (const one of [paymentRef, id]) {
      await syncObject(world().provider, { kind: 'payment', id: one }, 'desk')
    }
    assert.deepEqual([...world().told], before)
    await world().assertTrue(assert)
  })
})
