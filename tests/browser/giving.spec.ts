import { test } from '@japa/runner'
import type { Page } from 'playwright'
import db from '@adonisjs/lucid/services/db'
import { browserOf } from '#tests/support/browsers'
import { browserWorld } from '#tests/support/browser_world'
import { someone } from '#tests/support/cast'
import { aCampaign } from '#tests/support/gifts'

const gauge = (page: Page) => page.locator('.gauge__label').first().textContent()

test.group('Giving at the play bank', (group) => {
  browserWorld(group)

  test('without an account nor scripts: the gauge moves, and thanks are written, once', async ({
    browser,
    assert,
  }) => {
    const campaign = await aCampaign()
    const page = await browserOf(browser, null, { javaScriptEnabled: false })
    await page.goto(`/support/campaigns/${campaign.slug}`)
    assert.equal(await gauge(page), '0\u00a0€ sur 300\u00a0€')
    await page.getByRole('link', { name: 'Donner pour cette cagnotte' }).click()
    await page.getByLabel('Un autre montant').fill('12,50')
    await page.getByLabel('Votre nom').fill('Gwenola')
    await page.getByLabel('Votre adresse e-mail').fill('gwenola@example.org')
    await page.getByLabel('Montrer mon nom').check()
    await page.getByRole('button', { name: 'Choisir comment payer' }).click()
    await page.waitForURL(/\/pay\/[0-9a-f-]{36}$/)
    await page.getByRole('button', { name: 'Argent de démonstration' }).click()
    await page.waitForURL(/\/demo-pay\//)
    await page.getByRole('button', { name: 'Payer par carte' }).click()
    await page.waitForURL(/\/return$/)
    await page.getByRole('link', { name: 'Continuer' }).click()
    await page.waitForURL(`/support/campaigns/${campaign.slug}`)
    assert.equal(await gauge(page), '12,50\u00a0€ sur 300\u00a0€')
    await page.assertVisible(page.locator('.givers').getByText('Gwenola'))
    const letters = await db.from('outbox_letters').where('recipient', 'gwenola@example.org')
    assert.lengthOf(letters, 1)
    assert.include(letters[0].subject, '12,50\u00a0€')
  })

  test('in English, by debit: on its way first, counted when it is there', async ({
    browser,
    assert,
  }) => {
    const campaign = await aCampaign()
    const page = await browserOf(browser, await someone('Helen', { locale: 'en' }))
    await page.goto(`/support?campaign=${campaign.slug}`)
    await page.getByLabel('€50').check()
    await page.getByRole('button', { name: 'Choose how to pay' }).click()
    await page.waitForURL(/\/pay\/[0-9a-f-]{36}$/)
    await page.locator('button[name=provider][value=demo]').click()
    await page.waitForURL(/\/demo-pay\//)
    const bank = page.url()
    await page.locator('button[name=event][value=debit]').click()
    await page.waitForURL(/\/return$/)
    await page.goto(`/support/campaigns/${campaign.slug}`)
    assert.equal(await gauge(page), '€0 of €300')
    await page.assertVisible(page.getByText('€50 more are on their way.'))
    await page.goto('/me/gifts')
    await page.assertVisible(page.getByText('On its way'))
    assert.lengthOf(await db.from('outbox_letters'), 0)

    await page.goto(bank)
    await page.locator('button[name=event][value=settle]').click()
    await page.locator('main a[href$="/return"]').click()
    await page.waitForURL(/\/return$/)
    await page.goto(`/support/campaigns/${campaign.slug}`)
    assert.equal(await gauge(page), '€50 of €300')
    const [letter, ...others] = await db.from('outbox_letters')
    assert.lengthOf(others, 0)
    assert.include(letter.text_body, '16% of its goal')
  })
})
