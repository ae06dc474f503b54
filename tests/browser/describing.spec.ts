import { test } from '@japa/runner'
import { browserOf } from '#tests/support/browsers'
import { browserWorld } from '#tests/support/browser_world'
import { someone } from '#tests/support/cast'
import { goodJpeg } from '#tests/support/pictures/refused'

/** Whether something that is not the bar of places lies over each field and button of a photo. */
const COVERED = `[...document.querySelectorAll('.pick .input, .pick button')].map((part) => {
  const { left, top, width, height } = part.getBoundingClientRect()
  const above = document.elementFromPoint(left + width / 2, top + height / 2)
  return above !== null && !part.contains(above) && !above.closest('.places')
})`

test.group('A photo being described on a small phone', (group) => {
  browserWorld(group)

  test('has nothing lying over its field or its buttons', async ({ browser, assert }) => {
    const viewport = { width: 360, height: 640 }
    const page = await browserOf(browser, await someone('Awa'), { viewport })
    await page.goto('/posts/new')
    await page.locator('input[type=file]').setInputFiles({
      name: 'sevre.jpg',
      mimeType: 'image/jpeg',
      buffer: await goodJpeg(),
    })
    await page.locator('[name="photo_ids[]"]').waitFor({ state: 'attached' })
    // As it stands, without being scrolled to: the bar of places alone lies over the page.
    const covered = await page.evaluate(COVERED)
    assert.deepEqual(covered, [false, false, false, false])
  })
})
