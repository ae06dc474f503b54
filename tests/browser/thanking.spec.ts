import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { browserOf } from '#tests/support/browsers'
import { browserWorld } from '#tests/support/browser_world'
import { someone } from '#tests/support/cast'
import { eventually } from '#tests/support/eventually'
import { aPost } from '#tests/support/feed_factory'

const thanksCount = async () => (await db.from('thanks')).length

test.group('The thanks button', (group) => {
  browserWorld(group)

  test('says it without leaving the page, and takes it back', async ({ browser, assert }) => {
    const post = await aPost(await someone('Bastien'))
    const page = await browserOf(browser, await someone('Awa'))
    await page.goto('/feed')
    const button = page.getByRole('button', { name: 'Merci' })
    const form = page.locator('toggle-form form[action*="thanks"]')
    for (const [pressed, count, action] of [
      ['true', 1, `/posts/${post.id}/thanks?_method=DELETE`],
      ['false', 0, `/posts/${post.id}/thanks`],
    ] as const) {
      await button.click()
      await eventually('the thanks have arrived', async () => (await thanksCount()) === count)
      await eventually('the form is turned', async () => {
        return (await form.getAttribute('action')) === action
      })
      assert.equal(await button.getAttribute('aria-pressed'), pressed)
    }
    assert.equal(new URL(page.url()).pathname, '/feed')
  })

  test('leads to where one signs in when the session has ended', async ({ browser, assert }) => {
    await aPost(await someone('Bastien'))
    const page = await browserOf(browser, await someone('Awa'))
    await page.goto('/feed')
    await page.context().clearCookies()
    await page.getByRole('button', { name: 'Merci' }).click()
    await page.waitForURL(/sign-in/)
    assert.equal(await thanksCount(), 0)
  })
})
