import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { campaignView } from '#membership/campaigns/campaign_view'
import { moneyOf } from '#membership/campaigns/campaign_money'
import { closeCampaign, closeEndedCampaigns } from '#membership/campaigns/close_campaign'
import { refundProgress } from '#membership/campaigns/campaign_refunds'
import { Gift } from '#membership/gifts/gift'
import { clock } from '#shared/clock'
import { listenInTransaction, type DomainEvent } from '#shared/wiring/events'
import { someoneWith } from '#tests/support/cast'
import { inTransaction } from '#tests/support/in_transaction'
import { aCampaign, aGift, aPaidGift, GiftPayment } from '#tests/support/gifts'
import { ruledBy } from '#tests/support/ruled_by'

const DAY = 86_400_000
const later = (days: number) => new Date(clock.now().getTime() + days * DAY)
const collected = async (campaign: { id: number }) => (await moneyOf(campaign.id)).collectedCents
const closing = (campaign: { id: number }) =>
  db.from('campaign_closings').where('campaign_id', campaign.id).first()

const refundsDue: DomainEvent[] = []
listenInTransaction('campaigns.refund_due', async (event) => void refundsDue.push(event))

test.group('A campaign', (group) => {
  inTransaction(group)
  group.each.setup(() => void refundsDue.splice(0))

  test('keeps the rule under which it was opened, whatever is voted since', async ({ assert }) => {
    await ruledBy({ 'campaigns.missed_goal': 'refund' })
    const campaign = await aCampaign()
    await ruledBy({ 'campaigns.missed_goal': 'keep' })
    await aPaidGift({ campaign })
    await closeEndedCampaigns(later(11))
    assert.equal((await closing(campaign)).outcome, 'refund')
  })

  test('takes no gift after its last day, nor once closed', async ({ assert }) => {
    const campaign = await aCampaign()
    const offer = (at: Date) =>
      Gift.offer(
        {
          personId: null,
          payer: { name: '', email: null, locale: 'fr' },
          campaign,
          amountCents: 500,
          schedule: 'once',
          publicName: null,
          words: '',
        },
        at
      )
    assert.isTrue((await offer(later(10))).ok)
    assert.deepInclude(await offer(later(11)), { ok: false, refusal: 'campaign_over' })
    const emile = await someoneWith('treasurer')
    await closeCampaign(campaign, { personId: emile.id, reason: 'Trouvé pour rien' }, clock.now())
    assert.deepInclude(await offer(clock.now()), { ok: false, refusal: 'campaign_over' })
  })

  test('that reaches its goal is closed by the clock after its last day, once', async ({
    assert,
  }) => {
    const campaign = await aCampaign({ goalCents: 4000 })
    await aPaidGift({ campaign })
    await aPaidGift({ campaign })
    await closeEndedCampaigns(later(10))
    assert.isNull(await closing(campaign))
    await closeEndedCampaigns(later(11))
    await closeEndedCampaigns(later(12))
    const row = await closing(campaign)
    assert.equal(row.outcome, 'reached')
    assert.equal(row.collected_cents, 4000)
    assert.equal(await collected(campaign), 4000)
  })

  test('missed, whose money joins the common fund, empties itself to the cent, once', async ({
    assert,
  }) => {
    await ruledBy({ 'campaigns.missed_goal': 'general_fund' })
    const campaign = await aCampaign()
    const { payment } = await aPaidGift({ campaign })
    await payment.givenBack(300)
    await aPaidGift({ campaign, amountCents: 1000 })
    await closeEndedCampaigns(later(11))
    await closeEndedCampaigns(later(12))
    assert.equal(await collected(campaign), 0)
    const common = () => db.from('gift_money').whereNull('campaign_id').sum('amount_cents as cents')
    assert.equal(Number((await common())[0].cents), 2700)
    const view = await campaignView(campaign.slug, later(12), 'fr')
    assert.equal(view?.collected, '27\u00a0€', 'what it had collected is still said')

    await payment.givenBack(2000, 'dispute')
    assert.equal(Number((await common())[0].cents), 1000, 'taken from where the money is now')
    await payment.givenBack(0, 'dispute')
    assert.equal(Number((await common())[0].cents), 3000)
    assert.equal(await collected(campaign), 0)
  })

  test('missed, that promised refunds, asks each once, also for money that comes late', async ({
    assert,
  }) => {
    await ruledBy({ 'campaigns.missed_goal': 'refund' })
    const campaign = await aCampaign()
    const { payment } = await aPaidGift({ campaign })
    await payment.givenBack(500)
    const late = await GiftPayment.of(await aGift({ campaign, amountCents: 700 }), {
      state: 'pending',
    })
    await closeEndedCampaigns(later(11))
    await closeEndedCampaigns(later(12))
    const due = () => refundsDue.map(({ paymentId, amountCents }) => [paymentId, amountCents])
    assert.deepEqual(due(), [[payment.id, 1500]])
    await late.paid()
    await late.paid()
    assert.deepEqual(due(), [
      [payment.id, 1500],
      [late.id, 700],
    ])
    assert.lengthOf((await refundProgress(campaign.id)).due, 2)
    await payment.givenBack(2000)
    assert.lengthOf((await refundProgress(campaign.id)).due, 1)
    await late.givenBack(700)
    assert.deepEqual(await refundProgress(campaign.id), { asked: 2, due: [] })
    assert.equal(await collected(campaign), 0)
  })

  test('waits for money on its way that could still bring it to its goal', async ({ assert }) => {
    const campaign = await aCampaign({ goalCents: 2000 })
    const late = await GiftPayment.of(await aGift({ campaign }), { state: 'pending' })
    await closeEndedCampaigns(later(11))
    assert.isNull(await closing(campaign))
    await late.paid()
    await closeEndedCampaigns(later(12))
    assert.equal((await closing(campaign)).outcome, 'reached')
  })

  test('over, leaves the months to come of its monthly gifts to the common fund', async ({
    assert,
  }) => {
    const campaign = await aCampaign({ goalCents: 1000 })
    const { gift } = await aPaidGift({ campaign, schedule: 'month', amountCents: 1000 })
    const next = await GiftPayment.of(gift, { later: true, at: later(11) })
    await next.paid()
    await closeEndedCampaigns(later(12))
    const third = await GiftPayment.of(gift, { later: true, at: later(41) })
    await third.paid()
    assert.equal(await collected(campaign), 1000)
    assert.equal((await closing(campaign)).outcome, 'reached')
  })

  test('has an address of its own, also beside one of the same title', async ({ assert }) => {
    const [one, other] = [await aCampaign(), await aCampaign()]
    assert.equal(one.slug, 'un-serveur-d-occasion')
    assert.equal(other.slug, 'un-serveur-d-occasion-2')
    assert.equal((await aCampaign({ titleFr: 'New' })).slug, 'new-2')
  })
})
