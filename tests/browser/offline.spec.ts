import { test } from '@japa/runner'
import { browserOf } from '#tests/support/browsers'
import { browserWorld } from '#tests/support/browser_world'
import { someone } from '#tests/support/cast'
import { aPost } from '#tests/support/feed_factory'

test.group('Without network', (group) => {
  browserWorld(group)

  test('a page of ours says so, keeps nothing anyone read, and leads back', async ({
    browser,
    assert,
  }) => {
    const awa = await someone('Awa')
    await aPost(awa, { body: 'Un mot à soi', visibility: 'signed_in' })
    const page = await browserOf(browser, awa, { serviceWorkers: 'allow' })
    await page.goto('/feed')
    await page.evaluate('navigator.serviceWorker.ready')
    await page.waitForFunction('caches.match("/offline")')
    await page.context().setOffline(true)
    await page.goto('/feed')
    await page.assertTextContains('main', 'Pas de réseau')
    await page.assertNotExists(page.getByText('Un mot à soi'))
    const kept = (await page.evaluate(
      'caches.keys().then(async ([name]) => (await (await caches.open(name)).keys()).map((one) => new URL(one.url).pathname))'
    )) as string[]
    assert.isEmpty(kept.filter((path) => path !== '/offline' && !path.startsWith('/assets/')))
    await page.context().setOffline(false)
    await page.getByRole('link', { name: 'Réessayer' }).click()
    await page.assertVisible(page.getByText('Un mot à soi'))
  })
})
