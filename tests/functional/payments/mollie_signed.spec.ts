import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import type { Assert } from '@japa/assert'
import db from '@adonisjs/lucid/services/db'
import { PaymentIntent } from '#payments/payment_intent'
import { WEBHOOK_SECRET } from '#tests/support/mollie_double/mollie_at'
import { MollieWorld } from '#tests/support/mollie_double/mollie_world'
import { signedNotice } from '#tests/support/mollie_double/notices'
import { ownDatabase } from '#tests/support/own_database'
import { runJobs } from '#tests/support/payment_world'
import { toldOfPayments } from '#tests/support/told_of_payments'
import { assertWhatMoneyDid, duesAndGift } from '#tests/support/what_money_did'

const told = toldOfPayments()

test.group('Signed notices of Mollie, the whole way', (group) => {
  ownDatabase(group)
  const world = MollieWorld.of(group)
  group.each.setup(() => told.forget())

  let events = 0
  const event = (type: string, entity: { id: string; [fact: string]: unknown }) => ({
    ...{ id: `event_${(events += 1)}`, type, entity },
  })

  /** Sends it so often, at once, and has it read; gives each answer's status. */
  async function send(client: ApiClient, notice: { body: string; headers: object }, times = 1) {
    const answers = await Promise.all(
      Array.from({ length: times }, () =>
        client
          .post('/webhooks/mollie')
          .headers({ ...notice.headers })
          .json(JSON.parse(notice.body))
      )
    )
    await runJobs()
    return answers.map((answer) => answer.status())
  }

  const signed = (one: ReturnType<typeof event>) => signedNotice(one, WEBHOOK_SECRET)
  const paymentOf = (ref: string) => ({ resource: 'payment', id: ref })

  async function paid(client: ApiClient) {
    world.loseNotices()
    const intent = await duesAndGift()
    const ref = await world.open(client, intent)
    world.double.acts.pay(ref)
    world.loseNotices()
    return { intent, ref }
  }

  async function booksAgree(assert: Assert, cents: number) {
    const { ours, theirs, refused } = await world.books()
    assert.deepEqual(ours, theirs)
    assert.deepEqual(refused, [])
    assert.equal(world.double.account.balanceCents(), cents)
    await assertWhatMoneyDid(assert, 'mollie', (ref) => world.truth(ref))
  }

  test('paid: the same event three times, and once more a day later, is told once', async ({
    client,
    assert,
  }) => {
    const { intent, ref } = await paid(client)
    const notice = signed(event('payment.paid', paymentOf(ref)))
    assert.deepEqual(await send(client, notice, 3), [200, 200, 200])
    world.clock.advance({ days: 1 })
    assert.deepEqual(await send(client, notice), [200])
    assert.equal((await PaymentIntent.findOrFail(intent.id)).state, 'paid')
    assert.lengthOf(await db.from('webhook_inbox'), 1)
    assert.equal((await db.from('webhook_inbox').firstOrFail()).state, 'done')
    assert.deepEqual(told.names, ['paid'])
    await booksAgree(assert, 2000)
  })

  test('a refund and a chargeback are named by their own ids, and move their payment', async ({
    client,
    assert,
  }) => {
    const { ref } = await paid(client)
    const other = await paid(client)
    for (const one of [ref, other.ref])
      await send(client, signed(event('payment.paid', paymentOf(one))))
    const refund = world.double.acts.refundInDashboard(ref, 700)
    const ofRefund = { resource: 'refund', id: refund, paymentId: ref }
    const chargeback = world.double.acts.chargeBack(other.ref)
    const ofChargeback = { resource: 'chargeback', id: chargeback.id, paymentId: other.ref }
    world.loseNotices()
    await send(client, signed(event('refund.queued', ofRefund)), 2)
    await send(client, signed(event('chargeback.received', ofChargeback)), 2)
    assert.deepEqual(told.withCents, ['paid', 'paid', 'given_back 700', 'given_back 2000'])
    world.double.acts.reverseChargeback(chargeback.id)
    world.loseNotices()
    await send(client, signed(event('chargeback.reversed', ofChargeback)))
    assert.equal(told.withCents.at(-1), 'given_back 0')
    await booksAgree(assert, 3300)
  })

  test('said both ways, by the newer notice and by the classic one: told once', async ({
    client,
    assert,
  }) => {
    const intent = await duesAndGift()
    const ref = await world.open(client, intent)
    world.double.acts.pay(ref)
    await Promise.all([
      send(client, signed(event('payment.paid', paymentOf(ref)))),
      world.notify(client, 2),
    ])
    await runJobs()
    assert.deepEqual(told.names, ['paid'])
    await booksAgree(assert, 2000)
  })

  test('signed with another secret, or changed on its way: refused, and nothing is read', async ({
    client,
    assert,
  }) => {
    const { ref } = await paid(client)
    const forged = signedNotice(event('payment.paid', paymentOf(ref)), 'whsec_of_someone')
    const { body, headers } = signed(event('payment.paid', paymentOf(ref)))
    const tampered = { headers, body: body.replace('payment.paid', 'payment.void') }
    for (const notice of [forged, tampered]) assert.deepEqual(await send(client, notice), [400])
    assert.lengthOf(await db.from('webhook_inbox'), 0)
    assert.deepEqual(told.names, [])
    const both = signedNotice(
      event('payment.paid', paymentOf(ref)),
      ...['whsec_that_comes', WEBHOOK_SECRET]
    )
    assert.deepEqual(await send(client, both), [200])
    assert.deepEqual(told.names, ['paid'])
  })

  test('of a payment that is not ours, or of none: answered, and without effect', async ({
    client,
    assert,
  }) => {
    await paid(client)
    const foreign = signed(event('payment.paid', paymentOf('tr_notOurs0001')))
    assert.deepEqual(await send(client, foreign), [200])
    const link = signed(event('payment-link.paid', { resource: 'payment-link', id: 'pl_12345678' }))
    assert.deepEqual(await send(client, link), [200])
    assert.deepEqual(
      (await db.from('webhook_inbox')).map(({ state }) => state),
      ['ignored']
    )
    assert.lengthOf(await db.from('payments'), 0)
  })
})
