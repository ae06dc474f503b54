import { test } from '@japa/runner'
import sharp from 'sharp'
import { thumbhashToDataUrl } from '#feed/photos/placeholder'
import { asymmetric, difference } from '#tests/support/pictures/asymmetric'
import { prepared } from '#tests/support/pictures/prepared'
import { drawn, paint, seen } from '#tests/support/pictures/raw_picture'

test.group('Placeholder', () => {
  test('the average colour is that of the whole picture', async ({ assert }) => {
    const half = paint(200, 100, (x) => (x < 100 ? [255, 0, 0] : [0, 0, 255]))
    const { averageColour } = await prepared(await drawn(half).png().toBuffer(), 'png')
    assert.match(averageColour, /^#(7f|80)00(7f|80)$/)
  })

  test('the thumbhash is small and shows the picture in rough', async ({ assert }) => {
    const { thumbhash } = await prepared(await drawn(asymmetric).png().toBuffer(), 'png')
    assert.isAtMost(thumbhash.length, 30)
    const [head, content] = thumbhashToDataUrl(thumbhash).split(',')
    assert.equal(head, 'data:image/png;base64')
    const rough = await sharp(Buffer.from(content ?? '', 'base64'))
      .resize(120, 80)
      .png()
      .toBuffer()
    assert.isBelow(difference(await seen(rough), asymmetric), 90)
  })
})
