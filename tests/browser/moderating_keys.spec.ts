import { test } from '@japa/runner'
import { clock } from '#shared/clock'
import { browserOf, DESK } from '#tests/support/browsers'
import { browserWorld } from '#tests/support/browser_world'
import { someone, someoneWith } from '#tests/support/cast'
import { aPost } from '#tests/support/feed_factory'
import { faultsOf } from '#tests/support/looked_at'
import { claimedBy, reported } from '#tests/support/moderation/cases'
import { anAssociation } from '#tests/support/votes'

test.group('A case on a desktop', (group) => {
  browserWorld(group)

  test('is decided with keys: a digit ticks a measure, r goes to the reason', async ({
    browser,
    assert,
  }) => {
    await anAssociation(3)
    const fatou = await someoneWith('moderator', 'Fatou')
    const { caseId } = await reported(await aPost(await someone('Awa')), clock.now())
    await claimedBy(fatou, caseId, clock.now())
    const page = await browserOf(browser, fatou, { viewport: DESK })
    await page.goto(`/moderation/cases/${caseId}`)
    await page.locator('choice-keys:defined').waitFor({ state: 'attached' })
    await page.keyboard.press('2')
    assert.isTrue(await page.getByLabel('Écrire un mot à l’auteur').isChecked())
    await page.keyboard.press('1')
    assert.isTrue(await page.getByLabel('Classer sans suite').isChecked())
    await page.keyboard.press('r')
    await page.keyboard.type('2 mots, rien de grave')
    const facts = page.getByLabel('Ce que vous constatez')
    assert.equal(await facts.inputValue(), '2 mots, rien de grave')
    assert.isTrue(await page.getByLabel('Classer sans suite').isChecked())
    await page.keyboard.press('Tab')
    await page.keyboard.type('La charte ne dit rien contre.')
    await page.getByRole('button', { name: 'Relire la lettre' }).press('Enter')
    await page.getByRole('button', { name: 'Décider ainsi' }).press('Enter')
    await page.getByText('C’est décidé. La lettre est partie.').waitFor()
    assert.deepEqual(await faultsOf(page, '/moderation'), [])
  })
})
