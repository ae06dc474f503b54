import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { closeCampaign } from '#membership/campaigns/close_campaign'
import { clock } from '#shared/clock'
import { someoneWith } from '#tests/support/cast'
import { aCampaign, aGift, aGiftInKind, aPaidGift, GiftPayment } from '#tests/support/gifts'
import { asOwner, ownDatabase } from '#tests/support/own_database'
import { ruledBy } from '#tests/support/ruled_by'

const owner = (statement: string) => asOwner((client) => client.query(statement))

test.group('What guards gifts', (group) => {
  ownDatabase(group)

  test('money counted: neither role changes or takes away a line of it', async ({ assert }) => {
    await aPaidGift()
    const more = 'update gift_money set amount_cents = amount_cents + 100'
    await assert.rejects(() => db.rawQuery(more), /permission denied/)
    await assert.rejects(() => owner(more), /history/)
    await assert.rejects(() => owner('delete from gift_money'), /history/)
    await owner('drop trigger gift_money_stand on gift_money')
    await owner(more)
  })

  test('a fund: a payment never takes out of it more than it brought', async ({ assert }) => {
    const { gift, payment } = await aPaidGift()
    const take = (cents: number) =>
      db.table('gift_money').insert({
        gift_id: gift.id,
        payment_id: payment.id,
        amount_cents: -cents,
        cause: 'refund',
        counted_at: clock.now(),
      })
    await take(1999)
    await assert.rejects(() => take(2), /gift_money_stays_above_zero/)
    await owner('drop trigger gift_money_stays_above_zero on gift_money')
    await take(2)
  })

  test('what a campaign promised: its goal, its end and its rule stand', async ({ assert }) => {
    const campaign = await aCampaign()
    for (const change of [
      `goal_cents = 100`,
      `ends_on = ends_on + 30`,
      `missed_goal = 'general_fund'`,
    ]) {
      const statement = `update campaigns set ${change} where id = ${campaign.id}`
      await assert.rejects(() => db.rawQuery(statement), /permission denied/)
      await assert.rejects(() => owner(statement), /history/)
    }
    await owner('drop trigger campaigns_stand on campaigns')
    await owner(`update campaigns set goal_cents = 100 where id = ${campaign.id}`)
  })

  test('a name: one who gives anonymously has none to show', async ({ assert }) => {
    const gift = await aGift()
    const named = `update gifts set public_name = 'Awa' where id = ${gift.id}`
    await assert.rejects(() => owner(named), /gifts_anonymous_unnamed/)
    await owner('alter table gifts drop constraint gifts_anonymous_unnamed')
    await owner(named)
  })

  test('a decision: two at once about one gift in kind are one', async ({ assert }) => {
    const emile = await someoneWith('treasurer')
    const gift = await aGiftInKind(null)
    const decide = (accepted: boolean) =>
      gift.decide({ accepted, reason: 'Pas de frigo', deciderId: emile.id }, clock.now())
    const both = await Promise.all([decide(true), decide(false)])
    assert.deepEqual(both.map(({ ok }) => ok).sort(), [false, true])
    assert.lengthOf(await db.from('outbox_letters'), 1)
  })

  test('a promise to refund: money that arrives while the campaign closes is asked back too', async ({
    assert,
  }) => {
    await ruledBy({ 'campaigns.missed_goal': 'refund' })
    const emile = await someoneWith('treasurer')
    const closer = { personId: emile.id, reason: 'Annulé' }
    for (let round = 0; round < 5; round += 1) {
      const campaign = await aCampaign()
      const payments = []
      for (let count = 0; count < 3; count += 1) {
        payments.push(await GiftPayment.of(await aGift({ campaign })))
      }
      await Promise.all([
        ...payments.map((payment) => payment.paid()),
        closeCampaign(campaign, closer, clock.now()),
      ])
      const asked = await db.from('campaign_refunds').where('campaign_id', campaign.id)
      assert.lengthOf(asked, 3)
    }
  })
})
