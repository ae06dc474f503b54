import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import {
  changeSubscription,
  changeSubscriptionJob,
  type SubscriptionChange,
} from '#payments/recurring/change_subscription'
import { someone } from '#tests/support/cast'
import { payingByStripe } from '#tests/support/stripe_world'

test.group('Awa changes what she gives each month by Stripe', (group) => {
  const world = payingByStripe(group)

  async function begun(client: ApiClient) {
    const awa = await someone('Awa')
    const { session } = await world().goesToPay(client, { schedule: 'month', person: awa })
    world().stripe.paysByCard(session)
    world().stripe.feesArrive()
    await world().noticesCome()
    return { awa, id: String(world().stripe.session(session).subscription) }
  }

  const row = () => db.from('subscriptions').firstOrFail()

  async function changes(personId: number, change: SubscriptionChange) {
    const { id, state, amount_cents: amountCents } = await row()
    const subscription = { id: Number(id), state, amountCents, provider: 'stripe' as const }
    return changeSubscription(subscription, change, personId, world().clock.now())
  }

  async function aMonthGoesBy(id: string) {
    world().stripe.renews(id)
    world().stripe.feesArrive()
    world().timeGoesTo()
    await world().noticesCome()
  }

  test('another amount from the next month on, then another again', async ({ client, assert }) => {
    const { awa, id } = await begun(client)
    for (const amountCents of [3000, 1000]) {
      assert.deepEqual(await changes(awa.id, { kind: 'amount', amountCents }), {
        ok: true,
        value: 'done',
      })
      await aMonthGoesBy(id)
    }
    assert.deepEqual(
      (await world().payments()).map(({ gross_cents: cents }) => cents),
      [2000, 3000, 1000]
    )
    await world().assertTrue(assert)
  })

  test('paused until a day, it goes on by itself and owes nothing for the time between', async ({
    client,
    assert,
  }) => {
    const { awa, id } = await begun(client)
    await changes(awa.id, { kind: 'pause', until: '2026-05-15' })
    assert.equal((await row()).state, 'paused')
    assert.equal((await row()).paused_until, '2026-05-15')
    for (let n = 0; n < 3; n += 1) await aMonthGoesBy(id)
    assert.equal((await row()).state, 'active')
    assert.deepEqual(await world().states(), ['paid', 'paid'])
    await world().assertTrue(assert)
  })

  test('paused and taken up by hand, again and again', async ({ client, assert }) => {
    const { awa, id } = await begun(client)
    for (let n = 0; n < 2; n += 1) {
      await changes(awa.id, { kind: 'pause', until: null })
      assert.equal((await row()).state, 'paused')
      await changes(awa.id, { kind: 'resume' })
      assert.equal((await row()).state, 'active')
    }
    await aMonthGoesBy(id)
    assert.deepEqual(await world().states(), ['paid', 'paid'])
    await world().assertTrue(assert)
  })

  test('ended: nothing more is taken', async ({ client, assert }) => {
    const { awa } = await begun(client)
    await changes(awa.id, { kind: 'cancel' })
    assert.equal((await row()).state, 'ended')
    await world().noticesCome()
    await world().assertTrue(assert)
  })

  for (const kind of ['cut_before', 'cut_after'] as const) {
    test(`the line breaks (${kind}): made a minute later, once`, async ({ client, assert }) => {
      const { awa, id } = await begun(client)
      world().stripe.faults.plan(kind, /^POST \/v1\/subscriptions/, 2)
      assert.deepEqual(await changes(awa.id, { kind: 'amount', amountCents: 3000 }), {
        ok: true,
        value: 'later',
      })
      const change = await db.from('subscription_changes').firstOrFail()
      await changeSubscriptionJob({ changeId: change.id })
      assert.equal((await row()).amount_cents, 3000)
      await aMonthGoesBy(id)
      await world().assertTrue(assert)
    })
  }

  test('another amount while the first was not answered: the last one stands', async ({
    client,
    assert,
  }) => {
    const { awa, id } = await begun(client)
    world().stripe.faults.plan('cut_after', /^POST \/v1\/subscriptions/, 2)
    await changes(awa.id, { kind: 'amount', amountCents: 3000 })
    const second = await changes(awa.id, { kind: 'amount', amountCents: 3500 })
    assert.deepEqual(second, { ok: true, value: 'done' })
    for (const change of await db.from('subscription_changes')) {
      await changeSubscriptionJob({ changeId: change.id })
    }
    assert.equal((await row()).amount_cents, 3500)
    await aMonthGoesBy(id)
    await world().assertTrue(assert)
  })
})
