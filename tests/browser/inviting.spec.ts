import { test } from '@japa/runner'
import { browserOf } from '#tests/support/browsers'
import { browserWorld } from '#tests/support/browser_world'
import { someone } from '#tests/support/cast'
import { anInvitation } from '#tests/support/feed_factory'

test.group('The link of an invitation', (group) => {
  browserWorld(group)

  test('is copied by a button, which says so', async ({ browser, assert }) => {
    const awa = await someone('Awa')
    const invitation = await anInvitation(awa)
    const page = await browserOf(browser, awa)
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.goto('/invitations')
    await page.getByRole('button', { name: 'Copier le lien' }).click()
    await page.getByRole('status').filter({ hasText: 'Le lien est copié.' }).waitFor()
    const copied = await page.evaluate<string>('navigator.clipboard.readText()')
    assert.equal(copied, await page.getByLabel('Lien à envoyer').inputValue())
    assert.include(copied, invitation.token)
  })

  test('stands in its field without JavaScript, with no button that does nothing', async ({
    browser,
  }) => {
    const awa = await someone('Awa')
    await anInvitation(awa)
    const page = await browserOf(browser, awa, { javaScriptEnabled: false })
    await page.goto('/invitations')
    await page.assertVisible(page.getByLabel('Lien à envoyer'))
    await page.assertNotVisible(page.getByText('Copier le lien'))
  })
})
