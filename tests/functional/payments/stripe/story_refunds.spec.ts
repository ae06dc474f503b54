import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import { makeRefund } from '#payments/refunding/make_refund_job'
import { ProviderUnreachable } from '#payments/provider'
import { someoneWith } from '#tests/support/cast'
import { as } from '#tests/support/client'
import { runJobs } from '#tests/support/payment_world'
import { payingByStripe } from '#tests/support/stripe_world'

test.group('Émile gives back what came by Stripe', (group) => {
  const world = payingByStripe(group)

  async function paid(client: ApiClient) {
    const { session } = await world().goesToPay(client)
    const ref = world().stripe.paysByCard(session).payment_intent ?? ''
    world().stripe.feesArrive()
    await world().noticesCome()
    const { id } = await db.from('payments').where('ref', ref).firstOrFail()
    return { id: Number(id), ref }
  }

  async function asks(client: ApiClient, id: number, amount: string, left: number) {
    const emile = await as(client, await someoneWith('treasurer'))
    const form = { amount, reason: 'Trop payé', left: String(left) }
    const sent = await emile.post(`/payments/${id}/refunds`, form)
    sent.assertStatus(303)
  }

  const refunds = () => db.from('refunds').select('ref', 'state', 'amount_cents').orderBy('id')

  test('a part, then the rest; each is one refund, here and there', async ({ client, assert }) => {
    const { id } = await paid(client)
    await asks(client, id, '5,50', 2000)
    await runJobs()
    await world().noticesCome()
    assert.deepEqual(await world().states(), ['partially_refunded'])
    await asks(client, id, '14,50', 1450)
    await runJobs()
    await world().noticesCome()
    assert.deepEqual(await world().states(), ['refunded'])
    assert.deepEqual([...world().told], ['paid', 'given_back 550', 'given_back 2000'])
    const rows = await refunds()
    assert.deepEqual(
      rows.map(({ state, amount_cents: cents }) => [state, cents]),
      [
        ['done', 550],
        ['done', 1450],
      ]
    )
    assert.lengthOf(world().stripe.store.all('refund'), 2)
    await world().assertTrue(assert)
  })

  test('a part from here and the rest in the dashboard', async ({ client, assert }) => {
    const { id, ref } = await paid(client)
    await asks(client, id, '5,50', 2000)
    await runJobs()
    world().stripe.refundsInDashboard(ref)
    await world().noticesCome()
    assert.deepEqual(await world().states(), ['refunded'])
    assert.lengthOf(await refunds(), 2)
    await world().assertTrue(assert)
  })

  for (const kind of ['cut_before', 'cut_after', 'refuse_500', 'answer_500'] as const) {
    test(`the line breaks (${kind}): asked again, it is one refund`, async ({ client, assert }) => {
      const { id } = await paid(client)
      await asks(client, id, '20', 2000)
      const row = await db.from('refunds').firstOrFail()
      world().stripe.faults.plan(kind, /^POST \/v1\/refunds/, 2)
      await assert.rejects(() => makeRefund({ refundId: row.id }))
      const error = await makeRefund({ refundId: row.id }).catch((caught: unknown) => caught)
      assert.notInstanceOf(error, ProviderUnreachable, 'the line is whole again')
      await world().noticesCome()
      assert.lengthOf(world().stripe.store.all('refund'), 1)
      assert.lengthOf(await refunds(), 1)
      assert.deepEqual([...world().told], ['paid', 'given_back 2000'])
      await world().assertTrue(assert)
    })
  }

  test('its notice comes before the answer: still one refund', async ({ client, assert }) => {
    const { id } = await paid(client)
    await asks(client, id, '20', 2000)
    const row = await db.from('refunds').firstOrFail()
    world().stripe.faults.plan('cut_after', /^POST \/v1\/refunds/, 2)
    await assert.rejects(() => makeRefund({ refundId: row.id }))
    await world().noticesCome()
    assert.deepEqual(await world().states(), ['refunded'])
    await makeRefund({ refundId: row.id })
    assert.lengthOf(await refunds(), 1)
    assert.lengthOf(world().stripe.store.all('refund'), 1)
    await world().assertTrue(assert)
  })

  test('given back in the dashboard meanwhile: refused there, and said so here', async ({
    client,
    assert,
  }) => {
    const { id, ref } = await paid(client)
    await asks(client, id, '20', 2000)
    world().stripe.refundsInDashboard(ref)
    await runJobs()
    await world().noticesCome()
    assert.deepEqual(
      (await refunds()).map(({ state }) => state),
      ['failed', 'done']
    )
    assert.deepEqual(await world().states(), ['refunded'])
    assert.deepEqual(
      world()
        .stripe.refusals()
        .map(({ refusal }) => refusal?.code),
      ['charge_already_refunded']
    )
  })
})
