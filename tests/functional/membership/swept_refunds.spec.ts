import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { closeEndedCampaigns } from '#membership/campaigns/close_campaign'
import { sweepCampaignRefunds } from '#membership/campaigns/campaign_refunds'
import { clock } from '#shared/clock'
import { aCampaign, aPaidGift } from '#tests/support/gifts'
import { inTransaction } from '#tests/support/in_transaction'
import { ruledBy } from '#tests/support/ruled_by'

const later = () => new Date(clock.now().getTime() + 20 * 86_400_000)
const asked = async () =>
  (await db.from('refunds').orderBy('id')).map((one) => [one.payment_id, one.amount_cents])

/** A campaign that missed its goal while nobody listened: its refunds are due and unheard. */
async function unheard() {
  await ruledBy({ 'campaigns.missed_goal': 'refund' })
  const campaign = await aCampaign()
  const gifts = [await aPaidGift({ campaign }), await aPaidGift({ campaign, amountCents: 700 })]
  await closeEndedCampaigns(later())
  await db.from('refunds').delete()
  return gifts.map(({ payment }) => payment)
}

test.group('What a campaign promised to give back before anyone listened', (group) => {
  inTransaction(group)

  test('is asked for by the sweep, once', async ({ assert }) => {
    const [first, second] = await unheard()
    assert.equal(await sweepCampaignRefunds(later()), 2)
    assert.equal(await sweepCampaignRefunds(later()), 0)
    assert.deepEqual(await asked(), [
      [first?.id, 2000],
      [second?.id, 700],
    ])
  })

  test('is no more than what is left, nothing once it went back otherwise', async ({ assert }) => {
    const [first, second] = await unheard()
    await first?.givenBack(500)
    await second?.givenBack(700)
    assert.equal(await sweepCampaignRefunds(later()), 1)
    assert.deepEqual(await asked(), [[first?.id, 1500]])
  })

  test('waits while the bank disputes the payment, and goes back after', async ({ assert }) => {
    const [first, second] = await unheard()
    await db
      .from('payments')
      .where('id', first?.id ?? 0)
      .update({ state: 'disputed' })
    assert.equal(await sweepCampaignRefunds(later()), 1)
    assert.deepEqual(await asked(), [[second?.id, 700]])
    await db
      .from('payments')
      .where('id', first?.id ?? 0)
      .update({ state: 'paid' })
    assert.equal(await sweepCampaignRefunds(later()), 1)
    assert.lengthOf(await asked(), 2)
  })
})
