import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { makeHappen } from '#payments/demo/demo_events'
import { providerOf } from '#payments/providers'
import { reconcile } from '#payments/reconciling/reconcile'
import { FakeClock, useClock } from '#shared/clock'
import { as } from '#tests/support/client'
import { someone } from '#tests/support/cast'
import { aDemoCheckout, aSubscriptionOf } from '#tests/support/payments'
import { bothStatements, deliver, demoNotices, runJobs } from '#tests/support/payment_world'
import { ownDatabase } from '#tests/support/own_database'

const clock = new FakeClock('2026-03-23T09:00:00Z')
const bank = () => providerOf('demo')

async function booksAgree(assert: { deepEqual(one: unknown, other: unknown): void }) {
  const { theirs, ours } = await bothStatements()
  assert.deepEqual(ours, theirs)
}

test.group('The play bank', (group) => {
  ownDatabase(group)
  group.each.setup(() => {
    clock.set('2026-03-23T09:00:00Z')
    return useClock(clock)
  })

  test('says what it keeps a while after the payment: it is unknown, then known to the cent', async ({
    client,
    assert,
  }) => {
    const page = await aDemoCheckout()
    await makeHappen(page, 'pay', clock.now())
    await reconcile(bank(), clock.now())
    const fee = async () => (await db.from('payments').firstOrFail()).fee_cents
    assert.isNull(await fee())
    await runJobs()
    for (const notice of await demoNotices()) await deliver(client, notice, { at: clock.now() })
    await runJobs()
    assert.equal(await fee(), 55, '1.5 % of 20 € and 25 cents')
    await booksAgree(assert)
  })

  test('sends each week’s money on Monday, the lines make the amount, nothing is sent twice', async ({
    assert,
  }) => {
    const days = ['2026-03-02', '2026-03-08', '2026-03-09', '2026-03-21', '2026-03-22']
    for (const day of days) {
      clock.set(`${day}T22:30:00Z`)
      const page = await aDemoCheckout()
      await makeHappen(page, 'pay', clock.now())
      if (day === '2026-03-09') await makeHappen(page, 'dispute', clock.now())
      await runJobs()
    }
    clock.set('2026-03-23T09:00:00Z')
    for (let time = 0; time < 2; time += 1) await reconcile(bank(), clock.now())
    const payouts = await db.from('payouts').orderBy('created_at')
    const kept = 2000 - 55
    assert.deepEqual(
      payouts.map(({ amount_cents: cents, arrives_on: day, state }) => [cents, day, state]),
      [
        [2 * kept, '2026-03-11', 'paid'],
        // The dispute of the ninth took more than that week brought: it is taken from the next.
        [2 * kept - 55 - 1500, '2026-03-25', 'pending'],
      ]
    )
    const { rows } = await db.rawQuery(
      `select p.amount_cents - sum(l.net_cents) as missing from payouts p
         join payout_lines l on l.payout_id = p.id group by p.id`
    )
    assert.deepEqual(
      rows.map(({ missing }: { missing: string }) => Number(missing)),
      [0, 0]
    )
    await booksAgree(assert)
    const { rows: left } = await db.rawQuery(
      'select sum(amount_cents)::int as cents from money_movements'
    )
    assert.equal(left[0].cents, 0, 'what was sent is all that there was')
    clock.set('2026-03-25T09:00:00Z')
    await reconcile(bank(), clock.now())
    assert.lengthOf(await db.from('payouts').where('state', 'paid'), 2)
  })

  test('a failed renewal is explained, with the way to mend it: another card pays it', async ({
    client,
    assert,
  }) => {
    const person = await someone('Bastien')
    const bastien = await as(client, person)
    const id = await aSubscriptionOf(person)
    const { ref } = await db.from('payment_attempts').firstOrFail()
    await makeHappen(ref, 'fail_renewal', clock.now())
    await reconcile(bank(), clock.now())
    for (const address of ['/me/recurring', `/me/recurring/${id}`]) {
      assert.include((await bastien.get(address)).text(), 'La banque a refusé, sans dire pourquoi.')
    }
    const there = await bastien.post(`/me/recurring/${id}/means`)
    const page = new URL(there.header('location') ?? '').pathname
    assert.equal(page, `/demo-pay/${ref}`)
    await bastien.post(page, { event: 'mend' })
    await reconcile(bank(), clock.now())
    assert.equal((await db.from('subscriptions').firstOrFail()).state, 'active')
    const mended = await bastien.get(`/me/recurring/${id}`)
    assert.notInclude(mended.text(), 'La banque a refusé')
    assert.lengthOf(await db.from('payments').where('state', 'paid'), 2)
  })
})
