import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import { payingByStripe } from '#tests/support/stripe_world'
import { periodsHeld } from '#tests/support/what_money_did'

test.group('Paying again and again by Stripe', (group) => {
  const world = payingByStripe(group)

  async function begun(client: ApiClient, schedule: 'month' | 'year' = 'month') {
    const { intent, session } = await world().goesToPay(client, { schedule })
    world().stripe.paysByCard(session)
    world().stripe.feesArrive()
    await world().noticesCome()
    const id = String(world().stripe.session(session).subscription)
    return { intent, id }
  }

  async function renewed(id: string) {
    world().stripe.renews(id)
    world().timeGoesTo()
    world().stripe.feesArrive()
    await world().noticesCome()
  }

  const subscription = () => db.from('subscriptions').firstOrFail()

  test('three renewals, each told once and on the account to the cent', async ({
    client,
    assert,
  }) => {
    const { id } = await begun(client)
    for (let n = 0; n < 3; n += 1) await renewed(id)
    assert.deepEqual(world().told, ['paid', 'paid', 'paid', 'paid'])
    assert.deepEqual(await world().states(), ['paid', 'paid', 'paid', 'paid'])
    const rows = await db.from('payments').whereNotNull('subscription_id')
    assert.lengthOf(rows, 4)
    const { state, next_charge_on: next } = await subscription()
    assert.equal(state, 'active')
    assert.equal(next, '2026-07-02')
    await world().assertTrue(assert)
  })

  test('renewals fail until Stripe gives up; a new card brings it back', async ({
    client,
    assert,
  }) => {
    const { id } = await begun(client)
    world().stripe.renewalFails(id)
    world().timeGoesTo()
    await world().noticesCome()
    assert.include(await subscription(), { state: 'past_due', failure_count: 1 })
    for (const decline of ['insufficient_funds', 'expired_card']) {
      world().stripe.retries(id, decline)
      await world().noticesCome()
    }
    assert.include(await subscription(), { state: 'past_due', failure_count: 3 })
    world().stripe.givesUp(id)
    await world().noticesCome()
    assert.equal((await subscription()).state, 'lapsed')
    assert.deepEqual(await world().states(), ['paid', 'failed'])
    world().stripe.cardUpdated(id)
    world().stripe.retries(id, null)
    world().stripe.feesArrive()
    await world().noticesCome()
    assert.include(await subscription(), {
      state: 'active',
      failure_count: 0,
      method_label: 'Visa •••• 4444',
    })
    assert.deepEqual(world().told, ['paid', 'paid'])
    await world().assertTrue(assert)
  })

  test('begun on 31 January, it falls on the last day of shorter months', async ({
    client,
    assert,
  }) => {
    world().timeGoesTo(new Date('2026-01-31T09:00:00Z'))
    const { id } = await begun(client)
    const days: string[] = []
    for (let n = 0; n < 3; n += 1) {
      days.push((await subscription()).next_charge_on)
      await renewed(id)
    }
    assert.deepEqual(days, ['2026-02-28', '2026-03-31', '2026-04-30'])
    assert.deepEqual(await periodsHeld(), [
      '2026-01-31…2026-02-27 100/100',
      '2026-02-28…2026-03-30 100/100',
      '2026-03-31…2026-04-29 100/100',
      '2026-04-30…2026-05-30 100/100',
    ])
    await world().assertTrue(assert)
  })

  test('cancelled in Stripe’s own pages, it is seen to have ended', async ({ client, assert }) => {
    const { id } = await begun(client, 'year')
    world().stripe.cancelsInDashboard(id)
    await world().noticesCome()
    assert.equal((await subscription()).state, 'ended')
    await world().assertTrue(assert)
  })

  test('a debit that renews is pending, then paid; another comes back', async ({
    client,
    assert,
  }) => {
    const { session } = await world().goesToPay(client, { schedule: 'month' })
    const first = world().stripe.paysBySepa(session).payment_intent ?? ''
    await world().noticesCome()
    world().stripe.sepaSettles(first)
    world().stripe.feesArrive()
    await world().noticesCome()
    const id = String(world().stripe.session(session).subscription)
    const second = world().stripe.renews(id)?.payment_intent ?? ''
    world().timeGoesTo()
    await world().noticesCome()
    assert.deepEqual(await world().states(), ['paid', 'pending'])
    world().stripe.sepaFails(second)
    await world().noticesCome()
    assert.deepEqual(world().told, ['pending', 'paid', 'pending', 'failed'])
    assert.equal((await subscription()).state, 'past_due')
    await world().assertTrue(assert)
  })
})
