import { test } from '@japa/runner'
import sharp, { type Sharp } from 'sharp'
import { asymmetric, difference } from '#tests/support/pictures/asymmetric'
import { prepared } from '#tests/support/pictures/prepared'
import { colourAt, described, drawn, paint, seen } from '#tests/support/pictures/raw_picture'
import { tellingHeic } from '#tests/support/pictures/telling'

/** A disc of red on nothing. */
function discOfRed(): Sharp {
  const rgba = Buffer.alloc(100 * 100 * 4)
  for (let at = 0; at < 10_000; at += 1) {
    const inside = Math.hypot((at % 100) - 50, Math.floor(at / 100) - 50) < 40
    if (inside) rgba.set([220, 20, 20, 255], at * 4)
  }
  return sharp(rgba, { raw: { width: 100, height: 100, channels: 4 } })
}

test.group('Colours | as seen', () => {
  test('a Display P3 photo keeps its look as {$self}')
    .with(['jpeg', 'png', 'webp', 'avif', 'heic'] as const)
    .run(async ({ assert }, format) => {
      const wide = drawn(asymmetric).withIccProfile('p3')
      const file = format === 'heic' ? await tellingHeic() : await wide[format]().toBuffer()
      const { variants } = await prepared(file, format)
      for (const { bytes, name } of variants) {
        assert.isBelow(difference(await seen(bytes), asymmetric), 20, name)
      }
    })

  test('the numbers stored in a Display P3 photo are others', async ({ assert }) => {
    const wide = await drawn(asymmetric).withIccProfile('p3').png().toBuffer()
    const stored = await sharp(wide, { ignoreIcc: true }).raw().toBuffer()
    assert.isAbove(difference({ ...asymmetric, pixels: stored }, asymmetric), 20)
  })

  test('a CMYK photo from a printer is shown in its colours', async ({ assert }) => {
    const cmyk = await drawn(asymmetric).toColourspace('cmyk').jpeg().toBuffer()
    const sent = await described(cmyk)
    assert.equal(sent.space, 'cmyk')
    const { variants } = await prepared(cmyk, 'jpeg')
    for (const { bytes } of variants) {
      const made = await described(bytes)
      assert.equal(made.space, 'srgb')
      assert.isBelow(difference(await seen(bytes), asymmetric), 60)
    }
  })

  test('a PNG of 16 bits a channel becomes one of 8', async ({ assert }) => {
    const deep = await drawn(asymmetric).toColourspace('rgb16').png().toBuffer()
    const sent = await described(deep)
    assert.equal(sent.depth, 'ushort')
    const { variants } = await prepared(deep, 'png')
    for (const { bytes } of variants) {
      assert.isBelow(difference(await seen(bytes), asymmetric), 24)
    }
  })

  test('a {$self} without colours stays without')
    .with(['jpeg', 'png'] as const)
    .run(async ({ assert }, format) => {
      const grey = paint(60, 40, (x) => [x * 4, x * 4, x * 4])
      const file = await drawn(grey).toColourspace('b-w')[format]().toBuffer()
      const sent = await described(file)
      assert.equal(sent.channels, 1)
      const { variants } = await prepared(file, format)
      for (const { bytes } of variants) {
        const [red, green, blue] = colourAt(await seen(bytes), 30, 20)
        assert.closeTo(red, 120, 8)
        assert.isBelow(Math.max(red, green, blue) - Math.min(red, green, blue), 6)
      }
    })

  test('a grey PNG with transparency', async ({ assert }) => {
    const disc = discOfRed()
    const grey = await disc.toColourspace('b-w').png().toBuffer()
    const sent = await described(grey)
    assert.equal(sent.channels, 2)
    const { variants } = await prepared(grey, 'png')
    for (const { bytes } of variants) {
      assert.deepEqual(colourAt(await seen(bytes), 2, 2), [255, 255, 255])
    }
  })

  test('a progressive JPEG', async ({ assert }) => {
    const file = await drawn(asymmetric).jpeg({ progressive: true }).toBuffer()
    const { variants } = await prepared(file, 'jpeg')
    for (const { bytes } of variants) {
      assert.isBelow(difference(await seen(bytes), asymmetric), 24)
    }
  })
})

test.group('Colours | transparency', () => {
  test('a palette with transparency: kept in WebP, on white in JPEG', async ({ assert }) => {
    const disc = discOfRed()
    const palette = await disc.png({ palette: true }).toBuffer()
    const sent = await described(palette)
    assert.isTrue(sent.isPalette)
    const { variants, averageColour } = await prepared(palette, 'png')
    for (const { bytes, format } of variants) {
      const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true })
      assert.equal(info.channels, format === 'webp' ? 4 : 3)
      const corner = [...data.subarray(0, info.channels)]
      if (format === 'webp') assert.equal(corner[3], 0)
      else assert.deepEqual(corner, [255, 255, 255])
      const [red, green] = colourAt(await seen(bytes), 50, 50)
      assert.closeTo(red, 220, 12)
      assert.isBelow(green, 40)
    }
    // Half of the square is the disc, half is white paper.
    assert.match(averageColour, /^#[ef][0-9a-f]8[0-9a-f]8[0-9a-f]$/)
  })
})
