import { test } from '@japa/runner'
import { browserOf } from '#tests/support/browsers'
import { browserWorld } from '#tests/support/browser_world'
import { someone } from '#tests/support/cast'
import { founded } from '#tests/support/founded'
import { goodPhoto, refusedFiles } from '#tests/support/pictures/refused_files'
import { publish } from './newcomer_steps.js'

const TEXT = 'Les halles au petit matin.'
const ALT = 'La verrière des halles'

const pathsOf = (files: Array<{ path: string }>) => files.map(({ path }) => path)

test.group('What is no photo, beside one that is', (group) => {
  browserWorld(group)
  founded(group)

  test('is refused at once with a sentence; the text and the good photo are published', async ({
    browser,
    assert,
  }) => {
    const page = await browserOf(browser, await someone('Gwenola'))
    await page.goto('/posts/new')
    await page.getByLabel('Votre publication').fill(TEXT)
    const refused = await refusedFiles()
    await page
      .getByLabel('Ajouter des photos')
      .setInputFiles([...pathsOf(refused), await goodPhoto()])
    for (const [index, { sentence }] of refused.entries()) {
      const line = page.locator('.pick').nth(index)
      await page.assertVisible(line.getByRole('alert').filter({ hasText: sentence }))
      await page.assertNotExists(line.getByLabel('Que montre cette photo'))
    }
    const kept = page.locator('.pick').last()
    await kept.locator('[name="photo_ids[]"]').waitFor({ state: 'attached' })
    await kept.getByLabel('Que montre cette photo').fill(ALT)
    await page.assertElementsCount('[name="photo_ids[]"]', 1)
    await page.assertInputValue('textarea', TEXT)

    await publish(page, 1)
    await page.assertVisible(page.getByText(TEXT))
    await page.assertVisible(page.getByAltText(ALT))
    assert.equal(await page.locator('.photo').count(), 1, 'the good photo alone')
  })

  test('can be taken away again, and the photos put in another order', async ({
    browser,
    assert,
  }) => {
    const page = await browserOf(browser, await someone('Gwenola'))
    await page.goto('/posts/new')
    await page.getByLabel('Votre publication').fill(TEXT)
    const photos = [await goodPhoto('un.jpg'), await goodPhoto('deux.jpg')]
    const [svg] = await refusedFiles()
    await page.getByLabel('Ajouter des photos').setInputFiles(svg ? [svg.path, ...photos] : photos)
    await page.assertElementsCount('[name="photo_ids[]"]', 2)
    const lines = page.locator('.pick')
    await lines.nth(0).getByRole('button', { name: 'Retirer la photo' }).click()
    await page.assertNotExists(page.getByRole('alert'))
    await lines.nth(0).getByLabel('Que montre cette photo').fill('Un')
    await lines.nth(1).getByLabel('Que montre cette photo').fill('Deux')
    await lines.nth(1).getByRole('button', { name: 'Avancer la photo' }).click()

    await publish(page, 2)
    const images = await page.locator('.photos img').all()
    const alts = await Promise.all(images.map((image) => image.getAttribute('alt')))
    assert.deepEqual(alts, ['Deux', 'Un'])
  })

  test('comes back with a sentence, the text and the good photo, without JavaScript', async ({
    browser,
    assert,
  }) => {
    const page = await browserOf(browser, await someone('Gwenola'), { javaScriptEnabled: false })
    await page.goto('/posts/new')
    await page.getByLabel('Votre publication').fill(TEXT)
    await page.getByLabel('Tout le monde').check()
    const refused = await refusedFiles()
    await page
      .getByLabel('Ajouter des photos')
      .setInputFiles([...pathsOf(refused), await goodPhoto()])
    await page.getByRole('button', { name: 'Publier' }).click()
    for (const { sentence } of refused) {
      await page.assertVisible(page.locator('.errors').filter({ hasText: sentence }))
      await page.assertVisible(page.locator('photo-picker .field__error', { hasText: sentence }))
    }
    await page.assertInputValue('textarea', TEXT)
    await page.assertChecked(page.getByLabel('Tout le monde'))
    assert.equal(await page.locator('.pick').count(), 1, 'the good photo is kept')
    await page.getByLabel('Que montre cette photo').fill(ALT)

    await publish(page, 1, false)
    await page.assertVisible(page.getByText(TEXT))
    await page.assertVisible(page.getByAltText(ALT))
    const visitor = await browserOf(browser, null)
    await visitor.goto('/')
    await visitor.assertVisible(visitor.getByText(TEXT))
  })
})
