import { test } from '@japa/runner'
import type { Page } from 'playwright'
import { appUrl } from '#config/installation'
import { Draft } from '#feed/drafts/draft'
import { Post } from '#feed/post'
import { browserOf } from '#tests/support/browsers'
import { browserWorld } from '#tests/support/browser_world'
import { someone } from '#tests/support/cast'
import { cookieOf } from '#tests/support/client'
import { eventually } from '#tests/support/eventually'
import { aDraft } from '#tests/support/feed_factory'

const TEXT = 'Vu une loutre dans la Sèvre !'

const body = (page: Page) => page.getByLabel('Votre publication')
const publish = (page: Page) => page.getByRole('button', { name: 'Publier' })
const onDevice = (page: Page) =>
  page.evaluate<string>(
    `Object.values(localStorage).filter((kept) => kept.includes('loutre')).join()`
  )

async function write(page: Page) {
  await page.goto('/posts/new')
  await body(page).fill(TEXT)
}

const posts = async () => (await Post.all()).map((post) => post.body)

test.group('What is being written', (group) => {
  browserWorld(group)

  test('is kept on the device every few seconds, comes back, and can be started afresh', async ({
    browser,
    assert,
  }) => {
    const page = await browserOf(browser, await someone('Gwenola'))
    await write(page)
    await page.getByText('Réservé au réseau').click()
    await page.getByText('Avertissement, lieu, plus tard').click()
    await page.getByLabel('Avertissement').fill('Animal')
    await eventually('it is kept', async () => (await onDevice(page)).includes('Animal'))

    await page.goto('/posts/new')
    await page.assertVisible(page.getByText('Voici ce que vous écriviez'))
    await page.assertInputValue(body(page), TEXT)
    await page.assertInputValue(page.getByLabel('Avertissement'), 'Animal')
    await page.assertChecked(page.getByRole('radio', { name: /Réservé au réseau/ }))
    assert.isEmpty(await Draft.all(), 'on the device only')

    await page.getByRole('button', { name: 'Recommencer à vide' }).click()
    await page.waitForURL('/posts/new')
    await page.assertInputValue(body(page), '')
    await page.reload()
    await page.assertInputValue(body(page), '')
  })

  test('without a network stays on the device, and leaves once when it is back', async ({
    browser,
    assert,
  }) => {
    const page = await browserOf(browser, await someone('Gwenola'), { serviceWorkers: 'block' })
    await write(page)
    await page.context().setOffline(true)
    await publish(page).click()
    await page.getByText('Pas de réseau').waitFor()
    await page.assertInputValue(body(page), TEXT)
    assert.include(await onDevice(page), TEXT)
    assert.isEmpty(await posts())
    await page.context().setOffline(false)
    await page.waitForURL(/\/posts\/\d+$/)
    assert.deepEqual(await posts(), [TEXT])
    assert.equal(await onDevice(page), '', 'nothing stays behind')
    await page.goto('/posts/new')
    await page.assertInputValue(body(page), '')
  })

  test('whose answer was lost on the way is sent again, and is one post', async ({
    browser,
    assert,
  }) => {
    const page = await browserOf(browser, await someone('Gwenola'))
    await write(page)
    await page.route('**/posts', async (route) => {
      await route.fetch()
      await route.abort()
    })
    await publish(page).click()
    await page.getByText('Pas de réseau').waitFor()
    assert.deepEqual(await posts(), [TEXT], 'the server has it')
    await page.unroute('**/posts')
    // The page was closed meanwhile: what comes back bears the same key.
    await page.goto('/posts/new')
    await page.assertInputValue(body(page), TEXT)
    await publish(page).click()
    await page.waitForURL(/\/posts\/\d+$/)
    assert.deepEqual(await posts(), [TEXT])
  })

  test('is for whoever wrote it: not for another on the same device, nor after signing out', async ({
    browser,
    assert,
  }) => {
    const [gwenola, bastien] = [await someone('Gwenola'), await someone('Bastien')]
    const page = await browserOf(browser, gwenola)
    const becomes = async (person: { id: number }) => {
      const [name = '', value = ''] = (await cookieOf(person))?.split('=') ?? []
      await page.context().addCookies([{ name, value, url: appUrl }])
    }
    await write(page)
    await eventually('it is kept', async () => (await onDevice(page)) !== '')
    await becomes(bastien)
    await page.goto('/posts/new')
    await page.assertInputValue(body(page), '')
    await becomes(gwenola)
    await page.goto('/posts/new')
    await page.assertInputValue(body(page), TEXT)
    await page.goto('/me')
    await page
      .getByRole('button', { name: /déconnecter/i })
      .first()
      .click()
    await page.waitForURL((address) => address.pathname !== '/me')
    assert.equal(await onDevice(page), '')
  })

  test('when it must be mended says so, and keeps everything', async ({ browser, assert }) => {
    const page = await browserOf(browser, await someone('Gwenola'))
    await page.goto('/posts/new')
    await body(page).fill('a'.repeat(6000))
    await publish(page).click()
    await page.getByRole('alert').first().waitFor()
    await page.assertInputValue(body(page), 'a'.repeat(6000))
    await body(page).fill(TEXT)
    await publish(page).click()
    await page.waitForURL(/\/posts\/\d+$/)
    assert.deepEqual(await posts(), [TEXT])
  })

  test('is kept as a draft, gone on with, and given a date', async ({ browser, assert }) => {
    const page = await browserOf(browser, await someone('Gwenola'))
    await write(page)
    await page.getByRole('button', { name: 'Garder en brouillon' }).click()
    await page.waitForURL('/drafts')
    await page.assertVisible(page.getByText('Le brouillon est gardé.'))
    assert.equal(await onDevice(page), '')
    await page.getByRole('link', { name: 'Continuer' }).click()
    await page.assertInputValue(body(page), TEXT)
    await page.getByText('Avertissement, lieu, plus tard').click()
    const tomorrow = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10)
    await page.getByLabel('Paraître le').fill(tomorrow)
    await page.locator('#publish_time').fill('18:30')
    await publish(page).click()
    await page.waitForURL('/drafts')
    await page.assertVisible(page.getByText('Paraîtra le'))
    assert.isEmpty(await posts())
    assert.lengthOf(await Draft.all(), 1)
  })

  test('of a draft that the server keeps comes back from the device only when it is newer', async ({
    browser,
  }) => {
    const gwenola = await someone('Gwenola')
    const draft = await aDraft(gwenola, { body: 'Du bureau' })
    const page = await browserOf(browser, gwenola)
    await page.goto(`/drafts/${draft.id}`)
    await page.assertInputValue(body(page), 'Du bureau')
    await body(page).fill(TEXT)
    await eventually('it is kept', async () => (await onDevice(page)) !== '')
    await page.goto(`/drafts/${draft.id}`)
    await page.assertInputValue(body(page), TEXT)
    const later = new Date(Date.now() + 60_000)
    await draft.merge({ body: 'Du bureau, encore', keptAt: later }).save()
    await page.goto(`/drafts/${draft.id}`)
    await page.assertInputValue(body(page), 'Du bureau, encore')
  })
})

test.group('Naming someone', (group) => {
  browserWorld(group)

  test('is helped from the keyboard, in a post and in a comment', async ({ browser, assert }) => {
    const [gwenola, bastien] = [await someone('Gwenola'), await someone('Bastien Moreau')]
    await someone('Basile', { handle: 'basile_k' })
    const page = await browserOf(browser, gwenola)
    await page.goto('/posts/new')
    await body(page).pressSequentially('Merci @bas')
    const list = page.getByRole('listbox', { name: 'Personnes' })
    await list.waitFor()
    assert.deepEqual(await list.getByRole('option').count(), 2)
    await page.keyboard.press('ArrowDown')
    await page.assertExists(list.getByRole('option', { name: /Bastien/, selected: true }))
    await page.keyboard.press('Enter')
    await page.assertInputValue(body(page), `Merci @${bastien.handle} `)
    await list.waitFor({ state: 'detached' })
    await body(page).pressSequentially('et @basi')
    await list.waitFor()
    await page.keyboard.press('Escape')
    await list.waitFor({ state: 'detached' })
    await body(page).pressSequentially('l')
    await list.getByRole('option', { name: /Basile/ }).click()
    await page.assertInputValue(body(page), `Merci @${bastien.handle} et @basile_k `)
    await publish(page).click()
    await page.waitForURL(/\/posts\/\d+$/)
    await page.assertVisible(page.getByRole('link', { name: '@basile_k' }))
    const comment = page.getByLabel('Votre commentaire')
    await comment.pressSequentially('@basi')
    await list.getByRole('option', { name: /Basile/ }).click()
    await page.assertInputValue(comment, '@basile_k ')
  })
})
