import { test } from '@japa/runner'
import ace from '@adonisjs/core/services/ace'
import db from '@adonisjs/lucid/services/db'
import { MollieWorld } from '#tests/support/mollie_double/mollie_world'
import { ownDatabase } from '#tests/support/own_database'
import { toldOfPayments } from '#tests/support/told_of_payments'
import { assertWhatMoneyDid, duesAndGift } from '#tests/support/what_money_did'

const told = toldOfPayments()

test.group('Every notice of Mollie is lost', (group) => {
  ownDatabase(group)
  const world = MollieWorld.of(group)
  group.each.setup(() => told.forget())

  test('the command finds all that happened, and called again nothing new', async ({
    client,
    assert,
  }) => {
    const refs: string[] = []
    for (let n = 0; n < 3; n += 1) refs.push(await world.open(client, await duesAndGift()))
    const [kept = '', refunded = '', disputed = ''] = refs
    for (const ref of [kept, refunded, disputed]) world.double.acts.pay(ref)
    world.double.acts.refundInDashboard(refunded, 700)
    world.double.acts.chargeBack(disputed)
    const monthly = await duesAndGift({ schedule: 'month', cents: 500 })
    world.double.acts.pay(await world.open(client, monthly))
    world.loseNotices()
    world.clock.advance({ minutes: 15 })
    const first = await ace.exec('payments:reconcile', [])
    assert.equal(first.exitCode, 0)
    world.double.acts.arrive(world.drawNext())
    world.loseNotices()
    for (let n = 0; n < 2; n += 1) {
      world.clock.advance({ days: 1 })
      const again = await ace.exec('payments:reconcile', [])
      assert.equal(again.exitCode, 0)
    }
    assert.sameMembers(told.withCents, [
      ...['paid', 'paid', 'given_back 700', 'paid', 'given_back 2000'],
      ...['paid', 'paid'],
    ])
    assert.lengthOf(await db.from('webhook_inbox'), 0)
    const { ours, theirs, refused } = await world.books()
    assert.deepEqual(ours, theirs)
    assert.deepEqual(refused, [])
    await assertWhatMoneyDid(assert, 'mollie', (ref) => world.truth(ref))
  })
})
