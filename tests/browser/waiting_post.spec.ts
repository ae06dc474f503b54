import { test } from '@japa/runner'
import { browserOf } from '#tests/support/browsers'
import { browserWorld } from '#tests/support/browser_world'
import { someone } from '#tests/support/cast'
import { aWaitingPost, becomesReady, becomesRefused } from '#tests/support/waiting_post'

test.group('A post that waits for its photo', (group) => {
  browserWorld(group)

  test('shows it by itself once it is ready, and says so to who listens', async ({
    browser,
    assert,
  }) => {
    const gwenola = await someone('Gwenola')
    const { post, photo } = await aWaitingPost(gwenola)
    const page = await browserOf(browser, gwenola)
    await page.goto(`/posts/${post.id}`)
    await page.assertVisible(page.getByText('La photo se prépare.'))
    await page.getByRole('link', { name: 'Regarder à nouveau' }).focus()
    await becomesReady(photo, post)
    await page.getByAltText('La Sèvre').waitFor()
    await page.assertNotExists(page.getByText('La photo se prépare.'))
    await page.assertVisible(page.getByLabel('Votre commentaire'))
    await page.assertExists(page.getByRole('status').filter({ hasText: 'C’est publié.' }))
    const focused = await page.evaluate('document.activeElement.id')
    assert.equal(focused, 'main', 'the keyboard is not sent back to the top')
  })

  test('says why a photo was refused, and appears without it', async ({ browser }) => {
    const gwenola = await someone('Gwenola')
    const { post, photo } = await aWaitingPost(gwenola)
    const page = await browserOf(browser, gwenola)
    await page.goto(`/posts/${post.id}`)
    await becomesRefused(photo)
    await page.locator('.pending-photo', { hasText: 'est abîmée' }).waitFor()
    await page.assertExists(page.getByRole('status').filter({ hasText: 'est abîmée' }))
    await page.getByRole('button', { name: 'Continuer sans cette photo' }).click()
    await page.assertVisible(page.getByText('La photo est retirée.'))
    await page.assertVisible(page.getByText('Une photo arrive.'))
    await page.assertVisible(page.getByLabel('Votre commentaire'))
  })

  test('shows it when one looks again, without JavaScript', async ({ browser }) => {
    const gwenola = await someone('Gwenola')
    const { post, photo } = await aWaitingPost(gwenola)
    const page = await browserOf(browser, gwenola, { javaScriptEnabled: false })
    await page.goto(`/posts/${post.id}`)
    await becomesReady(photo, post)
    await page.getByRole('link', { name: 'Regarder à nouveau' }).click()
    await page.assertVisible(page.getByAltText('La Sèvre'))
  })

  test('is for its author alone until then', async ({ browser, assert }) => {
    const { post } = await aWaitingPost(await someone('Gwenola'))
    const page = await browserOf(browser, await someone('Bastien'))
    const answer = await page.goto(`/posts/${post.id}`)
    assert.equal(answer?.status(), 404)
  })
})
