import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import fc from 'fast-check'
import { moneyOf } from '#membership/campaigns/campaign_money'
import { inTransaction } from '#tests/support/in_transaction'
import { aCampaign, aGift, aPaidGift, GiftPayment } from '#tests/support/gifts'

const collected = async (campaign: { id: number }) => (await moneyOf(campaign.id)).collectedCents

async function commonFund(): Promise<number> {
  const [row] = await db.from('gift_money').whereNull('campaign_id').sum('amount_cents as cents')
  return Number(row?.cents ?? 0)
}

test.group('Money of gifts', (group) => {
  inTransaction(group)

  test('counts for its campaign when it is there, not while it is on its way', async ({
    assert,
  }) => {
    const campaign = await aCampaign()
    const payment = await GiftPayment.of(await aGift({ campaign }), { state: 'pending' })
    await payment.pending()
    assert.deepEqual(await moneyOf(campaign.id), { collectedCents: 0, pendingCents: 2000 })
    await payment.paid()
    assert.equal(await collected(campaign), 2000)
  })

  test('told twice counts once', async ({ assert }) => {
    const campaign = await aCampaign()
    const { payment } = await aPaidGift({ campaign })
    await payment.paid()
    assert.equal(await collected(campaign), 2000)
  })

  test('leaves the gauge when it is given back or disputed, and returns when the dispute is won', async ({
    assert,
  }) => {
    const campaign = await aCampaign()
    const { payment } = await aPaidGift({ campaign })
    await payment.givenBack(500)
    assert.equal(await collected(campaign), 1500)
    await payment.givenBack(2000, 'dispute')
    assert.equal(await collected(campaign), 0)
    await payment.givenBack(500, 'dispute')
    assert.equal(await collected(campaign), 1500)
    const rows = await db.from('gift_money').orderBy('id')
    assert.deepEqual(
      rows.map(({ cause, amount_cents: cents }) => [cause, cents]),
      [
        ['paid', 2000],
        ['refund', -500],
        ['dispute', -1500],
        ['restored', 1500],
      ]
    )
  })

  test('of a debit that fails after all counts no more', async ({ assert }) => {
    const campaign = await aCampaign()
    const { payment } = await aPaidGift({ campaign })
    await payment.failed()
    assert.equal(await collected(campaign), 0)
    await payment.paid()
    assert.equal(await collected(campaign), 2000)
  })

  test('paid once too often counts for nothing until someone says what it is', async ({
    assert,
  }) => {
    const campaign = await aCampaign()
    const { gift } = await aPaidGift({ campaign })
    const surplus = await GiftPayment.of(gift)
    await surplus.surplus()
    await surplus.givenBack(2000)
    await surplus.givenBack(0)
    assert.equal(await collected(campaign), 2000)
  })

  test('of a monthly gift counts each month, at the amount that was paid', async ({ assert }) => {
    const campaign = await aCampaign()
    const { gift } = await aPaidGift({ campaign, schedule: 'month', amountCents: 500 })
    const later = await GiftPayment.of(gift, { later: true, grossCents: 700 })
    await later.paid()
    assert.equal(await collected(campaign), 1200)
  })

  test('without a campaign goes to the common fund', async ({ assert }) => {
    await aPaidGift({ amountCents: 1000 })
    assert.equal(await commonFund(), 1000)
  })

  test('is, in the gauge, what was paid less what went back, whatever is told', async ({
    assert,
  }) => {
    const steps = fc.array(
      fc.record({
        payment: fc.nat(2),
        told: fc.constantFrom('paid' as const, 'failed' as const, 'given_back' as const),
        backCents: fc.nat(2000),
        cause: fc.constantFrom('refund' as const, 'dispute' as const),
      }),
      { maxLength: 12 }
    )
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        const campaign = await aCampaign()
        const gift = await aGift({ campaign })
        const payments = [
          await GiftPayment.of(gift),
          await GiftPayment.of(gift),
          await GiftPayment.of(await aGift({ campaign })),
        ]
        const counted = [0, 0, 0]
        const known = [false, false, false]
        for (const { payment: index, told, backCents, cause } of sequence) {
          const payment = payments[index]
          if (!payment) continue
          if (told === 'paid') await payment.paid()
          if (told === 'failed') await payment.failed()
          if (told === 'given_back') await payment.givenBack(backCents, cause)
          known[index] ||= told === 'paid'
          if (known[index]) {
            counted[index] = { paid: 2000, failed: 0, given_back: 2000 - backCents }[told]
          }
        }
        assert.equal(
          await collected(campaign),
          counted.reduce((sum, cents) => sum + cents, 0)
        )
      }),
      { numRuns: 25 }
    )
  })
})
