import type { Assert } from '@japa/assert'
import type { Page } from 'playwright'
import { eventually } from '#tests/support/eventually'
import type { File } from './newcomer_steps.js'

/**
 * Chooses photos while the network holds them back: each shows at once and tells how far it is,
 * can be described meanwhile, and leaves when the network lets it.
 */
export async function describeWhileLeaving(
  page: Page,
  photos: File[],
  alts: string[],
  assert: Assert
) {
  let release = () => {}
  const released = new Promise<void>((resolve) => (release = resolve))
  await page.route('**/photos', async (route) => {
    await released
    await route.continue()
  })
  await page.getByLabel('Ajouter des photos').setInputFiles(photos)
  const lines = page.locator('photo-picker .pick')
  assert.equal(await lines.count(), photos.length, 'a line for each photo')
  for (const [index, photo] of photos.entries()) {
    const line = lines.nth(index)
    const image = line.locator('img')
    await eventually(`${photo.name} is seen`, () =>
      image.evaluate((element) => Number(Reflect.get(element, 'naturalWidth')) > 0)
    )
    const progress = line.getByRole('progressbar', { name: `Envoi de la photo ${photo.name}` })
    assert.isTrue(await progress.isVisible(), 'it is on its way')
    await line.getByLabel('Que montre cette photo').fill(alts[index] ?? '')
  }
  release()
  await page.assertElementsCount('input[type=hidden][name="photo_ids[]"]', photos.length)
  assert.equal(await page.getByRole('progressbar').count(), 0, 'all have left')
  assert.equal(await page.getByRole('status').innerText(), 'Photo envoyée')
}
