import { test } from '@japa/runner'
import sharp, { type JpegOptions } from 'sharp'
import { openUntrusted, refusalOf } from '#feed/photos/codec'
import { decodeHeic } from '#feed/photos/decode_heic'
import { MAX_BYTES } from '#feed/photos/photo_refusal'
import { prepareAvif, preparePhoto } from '#feed/photos/prepare_photo'
import { asymmetric } from '#tests/support/pictures/asymmetric'
import { emptyPromisePng, flatPng } from '#tests/support/pictures/hand_made'
import { onDisk } from '#tests/support/pictures/on_disk'
import { outcomeOf, prepared } from '#tests/support/pictures/prepared'
import { drawn, landscape, numbers } from '#tests/support/pictures/raw_picture'
import { tellingHeic } from '#tests/support/pictures/telling'

const photoAs = async (format: 'jpeg' | 'png' | 'webp' | 'gif' | 'avif', options?: JpegOptions) =>
  drawn(await landscape(7, 300, 200))
    [format](options)
    .toBuffer()

test.group('Hostile files | cut off', () => {
  test('a {0} that stops at {1} % is damaged')
    .with(
      (['jpeg', 'progressive', 'png', 'webp', 'avif', 'gif', 'heic'] as const).flatMap((kind) =>
        [30, 60, 95].map((percent) => [kind, percent] as const)
      )
    )
    .run(async ({ assert }, [kind, percent]) => {
      const format = kind === 'progressive' ? 'jpeg' : kind
      const whole =
        format === 'heic'
          ? await tellingHeic()
          : await photoAs(format, kind === 'progressive' ? { progressive: true } : undefined)
      assert.containsSubset(await outcomeOf(whole, format), { ok: true })
      const cut = whole.subarray(0, Math.floor((whole.length * percent) / 100))
      assert.deepEqual(await outcomeOf(cut, format), { ok: false, refusal: 'damaged' })
    })
})

test.group('Hostile files | not what they say', () => {
  test('random bytes behind the signature of a JPEG', async ({ assert }) => {
    const next = numbers(5)
    const noise = Buffer.from(Array.from({ length: 50_000 }, () => next() & 255))
    const bytes = Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), noise])
    assert.deepEqual(await outcomeOf(bytes, 'jpeg'), { ok: false, refusal: 'damaged' })
  })

  test('a file that is another since it was inspected', async ({ assert }) => {
    const swapped = await outcomeOf(await photoAs('png'), 'jpeg')
    assert.deepEqual(swapped, { ok: false, refusal: 'type_mismatch' })
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    assert.deepEqual(await outcomeOf(svg, 'png'), { ok: false, refusal: 'type_mismatch' })
    assert.deepEqual(await outcomeOf(Buffer.alloc(0), 'png'), { ok: false, refusal: 'empty' })
    const heavy = await outcomeOf(Buffer.alloc(MAX_BYTES + 1), 'png')
    assert.deepEqual(heavy, { ok: false, refusal: 'too_heavy' })
  })

  test('the codec itself no longer opens an SVG nor a TIFF', async ({ assert }) => {
    const tiff = await drawn(asymmetric).tiff().toBuffer()
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    await openUntrusted(tiff)
    for (const bytes of [tiff, svg]) {
      await assert.rejects(() => sharp(bytes).metadata(), /unsupported image format/)
    }
  })

  test('no AVIF is made of a damaged file, and no error either', async ({ assert }) => {
    const jpeg = await photoAs('jpeg')
    const path = await onDisk(jpeg.subarray(0, 2000))
    assert.deepEqual(await prepareAvif(path, 'jpeg'), [])
  })

  test('a file that is not there is a fault of ours', async ({ assert }) => {
    await assert.rejects(() => preparePhoto('/nowhere/at/all', 'jpeg'), /ENOENT/)
  })
})

test.group('Hostile files | harmless faults of real phones', () => {
  test('padding before a marker of a JPEG', async ({ assert }) => {
    const jpeg = await photoAs('jpeg')
    const tables = jpeg.indexOf(Buffer.from('ffc4', 'hex'))
    const gap = Buffer.concat([jpeg.subarray(0, tables), Buffer.alloc(4), jpeg.subarray(tables)])
    const end = jpeg.length - 2
    const padded = Buffer.concat([jpeg.subarray(0, end), Buffer.alloc(7), jpeg.subarray(end)])
    for (const bytes of [gap, padded]) {
      assert.containsSubset(await outcomeOf(bytes, 'jpeg'), { ok: true })
    }
  })

  test('a scan header that says more than a sequential JPEG may', async ({ assert }) => {
    const jpeg = await photoAs('jpeg')
    const scan = jpeg.indexOf(Buffer.from('ffda', 'hex'))
    const components = jpeg.readUInt8(scan + 4)
    jpeg.writeUInt8(1, scan + 5 + 2 * components)
    assert.containsSubset(await outcomeOf(jpeg, 'jpeg'), { ok: true })
  })

  test('a second picture behind the first (depth, gain map)', async ({ assert }) => {
    const jpeg = await photoAs('jpeg')
    assert.containsSubset(await outcomeOf(Buffer.concat([jpeg, jpeg]), 'jpeg'), { ok: true })
  })
})

test.group('Hostile files | large', () => {
  test('50 megapixels are prepared', async ({ assert }) => {
    const photo = await prepared(flatPng(10_000, 5_000), 'png')
    assert.containsSubset(photo, { width: 10_000, height: 5_000, averageColour: '#000000' })
  })

  test('more are not, even if the inspection was passed over', async ({ assert }) => {
    const refused = { ok: false, refusal: 'too_many_pixels' } as const
    assert.deepEqual(await outcomeOf(emptyPromisePng(16_383, 16_383), 'png'), refused)
    assert.deepEqual(await outcomeOf(emptyPromisePng(3_561, 14_041), 'png'), refused)
  })

  test('a decoding that lasts is given up', async ({ assert }) => {
    const slow = await openUntrusted(flatPng(10_000, 5_000))
    const error = await slow
      .timeout({ seconds: 1 })
      .blur(200)
      .raw()
      .toBuffer()
      .then(String, (thrown: unknown) => thrown)
    assert.deepEqual(refusalOf(error), { ok: false, refusal: 'too_slow' })
  })

  test('so is that of a HEIC, by time and by memory', async ({ assert }) => {
    const bytes = await tellingHeic()
    const metadata = await sharp(bytes).metadata()
    const ample = { milliseconds: 30_000, memory: 96 * 1024 * 1024 }
    assert.containsSubset(await decodeHeic(bytes, metadata, ample), { ok: true })
    const late = await decodeHeic(bytes, metadata, { ...ample, milliseconds: 1 })
    assert.deepEqual(late, { ok: false, refusal: 'too_slow' })
    // A box to be skipped, that libheif has to hold all the same.
    const ballast = Buffer.concat([Buffer.from('01000000', 'hex'), Buffer.from('free')])
    const heavy = Buffer.concat([bytes, ballast, Buffer.alloc(0x01000000 - ballast.length)])
    assert.containsSubset(await decodeHeic(heavy, metadata, ample), { ok: true })
    const large = await decodeHeic(heavy, metadata, { ...ample, memory: 17 * 1024 * 1024 })
    assert.deepEqual(large, { ok: false, refusal: 'damaged' })
  })
})
