import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { browserOf, DESK, PHONE } from '#tests/support/browsers'
import { browserWorld } from '#tests/support/browser_world'
import { someone } from '#tests/support/cast'
import { aPost, anInvitation } from '#tests/support/feed_factory'
import { foundLongAgo } from '#tests/support/founded'
import { feedOf } from './feed_of.js'

const WAYS = [
  { how: 'with JavaScript', scripts: true },
  { how: 'without JavaScript', scripts: false },
]

async function messages(page: Page): Promise<number[]> {
  const texts = await page.locator('.post .prose').allTextContents()
  return texts.map((text) => Number(text.replace('Message ', '')))
}

function downFrom(newest: number, oldest: number): number[] {
  return Array.from({ length: newest - oldest + 1 }, (_, index) => newest - index)
}

test.group('The feed', (group) => {
  browserWorld(group)

  test('is read by links to its very end, newest first, nothing twice and nothing missed {how}')
    .with(WAYS)
    .run(async ({ browser, assert }, { scripts }) => {
      const [awa, bastien] = [await someone('Awa'), await someone('Bastien')]
      await feedOf(bastien, 45)
      const page = await browserOf(browser, awa, { javaScriptEnabled: scripts })
      await page.goto('/feed')
      assert.deepEqual(await messages(page), downFrom(45, 26), 'the twenty newest')
      await page.assertNotExists(page.getByText('Vous êtes à jour'))

      await aPost(awa, { body: 'Message 46' })
      await page.getByRole('link', { name: 'Plus anciens' }).click()
      await page.waitForURL(/before=/)
      assert.deepEqual(await messages(page), downFrom(25, 6), 'twenty more, the new one apart')
      await page.assertNotExists(page.getByText('Vous êtes à jour'))

      const second = page.url()
      await page.getByRole('link', { name: 'Plus anciens' }).click()
      await page.waitForURL((address) => address.href !== second)
      assert.deepEqual(await messages(page), downFrom(5, 1), 'the first five ever')
      await page.assertVisible(page.getByText('Vous êtes à jour'))
      await page.assertNotExists(page.getByRole('link', { name: 'Plus anciens' }))

      await page.getByRole('link', { name: 'Revenir au plus récent' }).click()
      await page.waitForURL('/feed')
      assert.equal((await messages(page))[0], 46)
    })
})

test.group('A post of this very minute', (group) => {
  browserWorld(group)

  test('is of just now, in {locale}')
    .with([
      { locale: 'fr', words: 'à l’instant' },
      { locale: 'en', words: 'just now' },
    ] as const)
    .run(async ({ browser, assert }, { locale, words }) => {
      const awa = await someone('Awa', { locale })
      await aPost(awa)
      const page = await browserOf(browser, awa)
      await page.goto('/feed')
      assert.equal(await page.locator('.post time').innerText(), words)
    })
})

test.group('What stands beside the page', (group) => {
  browserWorld(group)

  test('is there at a desk, on every page of a signed-in person, and never on a phone', async ({
    browser,
  }) => {
    const awa = await someone('Awa')
    const post = await aPost(awa)
    const page = await browserOf(browser, awa)
    for (const path of ['/feed', `/posts/${post.id}`, `/@${awa.handle}`, '/me']) {
      await page.setViewportSize(DESK)
      await page.goto(path)
      await page.assertVisible(page.getByRole('complementary', { name: 'Comment vit la place' }))
      await page.setViewportSize(PHONE)
      await page.assertNotVisible(page.locator('#beside'))
    }
  })
})

test.group('Another language', (group) => {
  browserWorld(group)

  test('shows the page one is on, the feed’s place included, and stays with the account', async ({
    browser,
    assert,
  }) => {
    const awa = await someone('Awa')
    await feedOf(await someone('Bastien'), 21)
    const page = await browserOf(browser, awa)
    await page.goto('/feed')
    await page.getByRole('link', { name: 'Plus anciens' }).click()
    await page.waitForURL(/before=/)
    const place = page.url()
    await page.getByRole('button', { name: 'English' }).click()
    await page.assertVisible(page.getByText('You are up to date'))
    assert.equal(page.url(), place)
    assert.deepEqual(await messages(page), [1])
    assert.equal(await page.locator('html').getAttribute('lang'), 'en')

    const elsewhere = await browserOf(browser, awa)
    await elsewhere.goto('/feed')
    assert.equal(await elsewhere.locator('html').getAttribute('lang'), 'en', 'on another device')
    await page.getByRole('button', { name: 'Français' }).click()
    await page.assertVisible(page.getByText('Vous êtes à jour'))
    assert.equal(page.url(), place)
  })

  test('keeps a visitor’s invitation, without JavaScript', async ({ browser, assert }) => {
    await foundLongAgo()
    const invitation = await anInvitation(await someone('Awa'))
    const page = await browserOf(browser, null, { javaScriptEnabled: false })
    await page.goto(`/join?invitation=${invitation.token}`)
    await page.assertVisible(page.getByText('Awa vous invite'))
    await page.getByRole('button', { name: 'English' }).click()
    await page.assertVisible(page.getByText('Awa invites you'))
    assert.equal(new URL(page.url()).searchParams.get('invitation'), invitation.token)
    await page.goto('/rules')
    assert.equal(await page.locator('html').getAttribute('lang'), 'en', 'on the next pages too')
  })

  test('leads from a refused form back to the page that held it', async ({ browser }) => {
    const page = await browserOf(browser, await someone('Awa'))
    await page.goto('/posts/new')
    await page.getByRole('button', { name: 'Publier' }).click()
    await page.assertVisible(page.getByRole('alert').filter({ hasText: 'Écrivez quelque chose' }))
    await page.getByRole('button', { name: 'English' }).click()
    await page.assertPath('/posts/new')
    await page.assertVisible(page.getByLabel('Your post'))
  })
})
