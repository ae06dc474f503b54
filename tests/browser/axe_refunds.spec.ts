import { test } from '@japa/runner'
import type { Page } from 'playwright'
import type { Person } from '#people/person'
import { browserOf } from '#tests/support/browsers'
import { browserWorld } from '#tests/support/browser_world'
import { someone, someoneWith } from '#tests/support/cast'
import { Looking } from '#tests/support/looking'
import { anIntent, aPaymentOf } from '#tests/support/payments'
import {
  aRefusedRefund,
  aSignedRefund,
  givesByHand,
  paidByTransfer,
} from '#tests/support/refunds_by_hand'

const WORDS = 'Elle a payé deux fois, par virement puis par chèque, et demande le second.'

/** Asks for a refund on a payment's page. */
async function asks(page: Page, amount: string, reason: string) {
  await page.getByLabel('Combien rendre ?').fill(amount)
  await page.getByLabel('Pourquoi ?').fill(reason)
  return page.getByRole('button', { name: 'Demander le remboursement' })
}

async function paidBy(person: Person): Promise<number> {
  return paidByTransfer(await anIntent({ personId: person.id }))
}

test.group('Refunds made by hand have no fault that axe finds, and fit the screen', (group) => {
  browserWorld(group)

  test('from asking to having given back, for who keeps the treasury and who signs', async ({
    browser,
    assert,
  }) => {
    const paymentId = await paidBy(await someone('Awa'))
    const page = await browserOf(browser, await someoneWith('treasurer'))
    const other = await browserOf(browser, await someoneWith('board'))
    const looking = new Looking(page, assert)
    const signing = new Looking(other, assert)
    await looking.at('/refunds', { name: 'nothing to sign' })
    await looking.at(`/payments/${paymentId}`, { name: 'to refund by hand', desk: true })
    await looking.after(await asks(page, '2000', WORDS), 422, 'more than was paid')
    await looking.after(await asks(page, '20', ' '), 422, 'without a reason')
    await (await asks(page, '20', WORDS)).click()
    await page.getByText(/· à signer/).waitFor()
    await looking.at(`/payments/${paymentId}`, { name: 'asked' })
    assert.equal(await page.getByLabel('Combien rendre ?').count(), 0, 'nothing is left')
    await looking.at('/refunds', { name: 'signed by one', desk: true })

    await signing.at('/refunds', { name: 'to sign', desk: true })
    await other.getByRole('button', { name: 'Signer' }).click()
    await other.getByRole('heading', { name: 'À rendre à la main' }).waitFor()
    await signing.here('signed by two')
    assert.equal(await other.locator('main a[href^="/payments/"]').count(), 0, 'opens to others')

    await looking.at('/refunds', { name: 'to make', desk: true })
    const day = page.getByLabel('Le', { exact: true })
    const today = await day.inputValue()
    await day.fill('2020-01-01')
    await page.getByLabel('Référence').fill('VIR 12')
    const made = page.getByRole('button', { name: 'J’ai rendu' })
    await looking.after(made, 422, 'on a day before it was paid')
    await day.fill(today)
    await made.click()
    await page.getByText(/^Rendu par virement le .* référence VIR 12$/).waitFor()
    await looking.here('given back by hand')
    looking.assertFaultless()
    signing.assertFaultless()
  })

  test('taken back, and refused by a provider', async ({ browser, assert }) => {
    const paymentId = await paidBy(await someone('Awa'))
    await aSignedRefund(paymentId, 500)
    const page = await browserOf(browser, await someoneWith('treasurer'))
    const looking = new Looking(page, assert)
    await page.goto('/refunds')
    await page.getByRole('button', { name: 'Retirer' }).click()
    await page.waitForURL(`/payments/${paymentId}`)
    await looking.here('taken back')
    const other = await aPaymentOf(await anIntent())
    await aRefusedRefund(other)
    await looking.at(`/payments/${other}`, { name: 'refused by the provider', desk: true })
    looking.assertFaultless()
  })

  test('for whoever the money goes back to', async ({ browser, assert }) => {
    const awa = await someone('Awa')
    const page = await browserOf(browser, awa)
    const looking = new Looking(page, assert)
    const paymentId = await paidBy(awa)
    const refundId = await aSignedRefund(paymentId, 500)
    await looking.at('/me/gifts', { name: 'to be given back by hand', desk: true })
    const made = await givesByHand(refundId)
    assert.isTrue(made.ok)
    await aRefusedRefund(await aPaymentOf(await anIntent({ personId: awa.id })))
    await looking.at('/me/gifts', { name: 'given back, and not given back', desk: true })
    await page.assertVisible(page.getByText('rendus'))
    await page.assertVisible(page.getByText('n’a pas abouti'))
    await looking.at('/membership', { name: 'beside a membership' })
    looking.assertFaultless()
  })
})
