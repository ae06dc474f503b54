import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { test } from '@japa/runner'
import sharp from 'sharp'
import { prepareAvif, preparePhoto, type PreparedVariant } from '#feed/photos/prepare_photo'
import { asymmetric, difference, displayed } from '#tests/support/pictures/asymmetric'
import { flatPng } from '#tests/support/pictures/hand_made'
import { onDisk } from '#tests/support/pictures/on_disk'
import { prepared } from '#tests/support/pictures/prepared'
import { described, drawn, paint, seen } from '#tests/support/pictures/raw_picture'

const enlarged = (width: number, height: number) =>
  drawn(asymmetric).resize(width, height, { fit: 'fill', kernel: 'nearest' })
const sizes = (variants: PreparedVariant[]) =>
  Object.fromEntries(variants.map(({ name, width, height }) => [name, [width, height]]))
const prepareJpeg = async (width: number, height: number) =>
  prepared(await enlarged(width, height).jpeg().toBuffer(), 'jpeg')

test.group('Sizes | of the variants', () => {
  test('a large photo becomes three widths and a JPEG', async ({ assert }) => {
    const photo = await prepareJpeg(2400, 1600)
    assert.containsSubset(photo, { width: 2400, height: 1600 })
    assert.deepEqual(sizes(photo.variants), {
      320: [320, 213],
      800: [800, 533],
      1600: [1600, 1067],
      jpeg: [1600, 1067],
    })
  })

  test('a photo is never enlarged: 500 pixels stay 500 under the larger names', async ({
    assert,
  }) => {
    const photo = await prepareJpeg(500, 400)
    const [small, middle, large, jpeg] = photo.variants
    assert.deepEqual([small?.width, middle?.width, large?.width, jpeg?.width], [320, 500, 500, 500])
    assert.equal(middle?.sha256, large?.sha256)
  })

  test('a photo of one pixel is one pixel everywhere', async ({ assert }) => {
    const pixel = drawn(paint(1, 1, () => [200, 100, 50]))
    const photo = await prepared(await pixel.png().toBuffer(), 'png')
    for (const { width, height } of photo.variants) assert.deepEqual([width, height], [1, 1])
    assert.equal(photo.averageColour, '#c86432')
  })

  test('a long screenshot stays within what WebP can hold', async ({ assert }) => {
    const photo = await prepared(flatPng(700, 40_000), 'png')
    assert.containsSubset(photo, { width: 700, height: 40_000 })
    assert.deepEqual(sizes(photo.variants)['1600'], [224, 12_800])
  })

  test('a thread of a picture, one pixel wide, passes', async ({ assert }) => {
    const photo = await prepared(flatPng(1, 60_000), 'png')
    assert.deepEqual(sizes(photo.variants)['320'], [1, 2_560])
  })

  test('each file is what its variant says: format, size, hash', async ({ assert }) => {
    const upload = await enlarged(900, 1700).withMetadata({ orientation: 5 }).jpeg().toBuffer()
    const path = await onDisk(upload)
    const photo = await preparePhoto(path, 'jpeg')
    if (!photo.ok) return assert.fail(photo.refusal)
    assert.equal(photo.contentSha256, createHash('sha256').update(upload).digest('hex'))
    const variants = [...photo.variants, ...(await prepareAvif(path, 'jpeg'))]
    assert.deepEqual(
      variants.map(({ name }) => name),
      ['320', '800', '1600', 'jpeg', '800-avif', '1600-avif']
    )
    for (const { format, width, height, bytes, sha256 } of variants) {
      const metadata = await described(bytes)
      assert.equal(metadata.format, format === 'avif' ? 'heif' : format)
      assert.deepEqual([metadata.width, metadata.height], [width, height])
      assert.equal(sha256, createHash('sha256').update(bytes).digest('hex'))
    }
    assert.deepEqual(await readdir(dirname(path)), ['upload'])
  })

  test('a large photo is turned as a small one is', async ({ assert }) => {
    const upload = await enlarged(3600, 2400).withMetadata({ orientation: 5 }).jpeg().toBuffer()
    const photo = await prepared(upload, 'jpeg')
    assert.containsSubset(photo, { width: 2400, height: 3600 })
    const upright = displayed(asymmetric, 5)
    for (const { bytes, name } of photo.variants) {
      const reduced = await drawn(await seen(bytes))
        .resize(80, 120)
        .raw()
        .toBuffer()
      const picture = { pixels: reduced, width: 80, height: 120 }
      assert.isBelow(difference(picture, upright), 24, name)
    }
  })
})

test.group('Sizes | of moving pictures, the first is kept', () => {
  const frames = () => {
    const { width, height, pixels } = asymmetric
    const [black, white] = [Buffer.alloc(pixels.length), Buffer.alloc(pixels.length, 255)]
    return sharp(Buffer.concat([pixels, black, white]), {
      raw: { width, height: height * 3, channels: 3, pageHeight: height },
    })
  }

  test('of a {$self}')
    .with(['gif', 'webp'] as const)
    .run(async ({ assert }, format) => {
      const moving = await frames()
        [format]({ loop: 0, delay: [50, 50, 50] })
        .toBuffer()
      const { pages } = await described(moving)
      assert.equal(pages, 3)
      const photo = await prepared(moving, format)
      assert.containsSubset(photo, { width: 120, height: 80 })
      for (const { bytes } of photo.variants) {
        assert.isBelow(difference(await seen(bytes), asymmetric), 24)
      }
    })
})
