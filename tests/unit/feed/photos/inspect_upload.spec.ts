import { test } from '@japa/runner'
import sharp from 'sharp'
import { inspectUpload } from '#feed/photos/inspect_upload'
import type { PhotoFormat } from '#feed/photos/photo_format'
import { MAX_BYTES, MAX_PIXELS } from '#feed/photos/photo_refusal'
import { asymmetric } from '#tests/support/pictures/asymmetric'
import { emptyPromisePng, flatPng, ftyp } from '#tests/support/pictures/hand_made'
import { onDisk } from '#tests/support/pictures/on_disk'
import { drawn } from '#tests/support/pictures/raw_picture'
import { TELLING_FILES, tellingHeic } from '#tests/support/pictures/telling'

const FORMATS: PhotoFormat[] = ['jpeg', 'png', 'webp', 'avif', 'gif', 'heic']
const fileOf = (format: PhotoFormat) =>
  format === 'heic' ? tellingHeic() : TELLING_FILES[format]()
const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')
const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'

test.group('Inspecting an upload | the formats taken', () => {
  test('a {$self} is known by its first bytes')
    .with(FORMATS)
    .run(async ({ assert }, format) => {
      const inspection = await inspectUpload(await onDisk(await fileOf(format)), null)
      assert.deepEqual(inspection, { ok: true, format, width: 120, height: 80 })
    })

  test('the declared type has to be the true one, a missing one is forgiven', async ({
    assert,
  }) => {
    const jpeg = await onDisk(await fileOf('jpeg'))
    for (const type of [
      null,
      '',
      'application/octet-stream',
      'image/jpeg',
      'image/jpg',
      'IMAGE/JPEG; q=1',
    ]) {
      assert.containsSubset(await inspectUpload(jpeg, type), { ok: true }, String(type))
    }
    const heic = await onDisk(await fileOf('heic'))
    for (const type of ['image/heic', 'image/heif']) {
      assert.containsSubset(await inspectUpload(heic, type), { ok: true }, type)
    }
  })

  test('a JPEG declared as {$self} is refused')
    .with(['image/png', 'image/svg+xml', 'text/html', 'image/heic', 'video/mp4'])
    .run(async ({ assert }, type) => {
      const inspection = await inspectUpload(await onDisk(await fileOf('jpeg')), type)
      assert.deepEqual(inspection, { ok: false, refusal: 'type_mismatch' })
    })
})

test.group('Inspecting an upload | what is refused', () => {
  test('{name}: {refusal}')
    .with([
      { name: 'nothing', bytes: '', refusal: 'empty' },
      { name: 'an SVG', bytes: svg, refusal: 'svg' },
      { name: 'an SVG behind a mark and blanks', bytes: `\uFEFF \n\t${svg}`, refusal: 'svg' },
      { name: 'an SVG behind a comment', bytes: `<!-- <html> -->\n${svg}`, refusal: 'svg' },
      { name: 'an SVG in UTF-16', bytes: utf16(svg), refusal: 'svg' },
      {
        name: 'an SVG with prolog and type',
        bytes: `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]>${svg}`,
        refusal: 'svg',
      },
      { name: 'an SVG with a prefix', bytes: '<s:svg xmlns:s="…">', refusal: 'svg' },
      { name: 'a page', bytes: '<!DOCTYPE html><html><svg/></html>', refusal: 'unknown_format' },
      { name: 'a PDF', bytes: '%PDF-1.7\n%âãÏÓ', refusal: 'unknown_format' },
      { name: 'a TIFF', bytes: 'II*\0\b\0\0\0', refusal: 'unknown_format' },
      { name: 'an archive', bytes: 'PK\x03\x04', refusal: 'unknown_format' },
      { name: 'a sound', bytes: 'RIFF\x24\0\0\0WAVEfmt ', refusal: 'unknown_format' },
      { name: 'a single byte', bytes: '\x89', refusal: 'unknown_format' },
      { name: 'an MP4', bytes: ftyp('isom', 'iso2', 'avc1', 'mp41'), refusal: 'video' },
      { name: 'a film of a phone', bytes: ftyp('qt  '), refusal: 'video' },
      {
        name: 'an MP4 that calls itself a photo too',
        bytes: ftyp('mp42', 'heic'),
        refusal: 'video',
      },
      { name: 'an old QuickTime', bytes: '\0\0\0\x08wide\0\0\0\0mdat', refusal: 'video' },
      { name: 'a WebM', bytes: Buffer.from('1a45dfa39f4286810142f781', 'hex'), refusal: 'video' },
      { name: 'an AVI', bytes: 'RIFF\x24\0\0\0AVI LIST', refusal: 'video' },
      { name: 'a HEIF of no known kind', bytes: ftyp('mif1', 'jpeg'), refusal: 'unknown_format' },
    ])
    .run(async ({ assert }, { bytes, refusal }) => {
      const path = await onDisk(typeof bytes === 'string' ? Buffer.from(bytes) : bytes)
      assert.deepEqual(await inspectUpload(path, 'image/jpeg'), { ok: false, refusal })
    })

  test('a signature with nothing behind it is a damaged file', async ({ assert }) => {
    const heads = ['ffd8ff', '89504e470d0a1a0a', '474946383961', '524946460400000057454250']
    for (const head of heads) {
      const inspection = await inspectUpload(await onDisk(Buffer.from(head, 'hex')), null)
      assert.deepEqual(inspection, { ok: false, refusal: 'damaged' }, head)
    }
    const heic = await inspectUpload(await onDisk(ftyp('heic', 'mif1')), null)
    assert.deepEqual(heic, { ok: false, refusal: 'damaged' })
  })

  test('a file that is not there is a fault of ours, not of the sender', async ({ assert }) => {
    await assert.rejects(() => inspectUpload('/nowhere/at/all', null), /ENOENT/)
  })
})

test.group('Inspecting an upload | size', () => {
  test('a photo of 20 MB passes, one byte more does not', async ({ assert }) => {
    const photo = await drawn(asymmetric).jpeg().toBuffer()
    const padded = (size: number) => Buffer.concat([photo, Buffer.alloc(size - photo.length)])
    assert.containsSubset(await inspectUpload(await onDisk(padded(MAX_BYTES)), null), { ok: true })
    for (const size of [MAX_BYTES + 1, 25_000_000]) {
      const inspection = await inspectUpload(await onDisk(padded(size)), null)
      assert.deepEqual(inspection, { ok: false, refusal: 'too_heavy' })
    }
  })

  test('a heavy film is told that films are not taken, not that it is heavy', async ({
    assert,
  }) => {
    const film = Buffer.concat([ftyp('isom'), Buffer.alloc(MAX_BYTES)])
    const inspection = await inspectUpload(await onDisk(film), 'video/mp4')
    assert.deepEqual(inspection, { ok: false, refusal: 'video' })
  })

  test('50 megapixels pass, one pixel more does not', async ({ assert }) => {
    const most = await inspectUpload(await onDisk(emptyPromisePng(10_000, 5_000)), null)
    assert.containsSubset(most, { ok: true, width: 10_000, height: 5_000 })
    assert.equal(3_561 * 14_041, MAX_PIXELS + 1)
    const more = await inspectUpload(await onDisk(emptyPromisePng(3_561, 14_041)), null)
    assert.deepEqual(more, { ok: false, refusal: 'too_many_pixels' })
  })

  test('a header that promises {0} × {1} pixels is enough to refuse')
    .with([
      [16_383, 16_383],
      [60_000, 60_000],
      [1_000_000, 51],
    ] as [number, number][])
    .run(async ({ assert }, [width, height]) => {
      // Nothing but the header is there: decoding it could only have said "damaged".
      const path = await onDisk(emptyPromisePng(width, height))
      const refused = { ok: false, refusal: 'too_many_pixels' } as const
      assert.deepEqual(await inspectUpload(path, null), refused)
    })

  test('formats that are decoded whole in memory have to be smaller', async ({ assert }) => {
    const large = {
      create: { width: 6000, height: 4500, channels: 3, background: '#888' },
    } as const
    const avif = await sharp(large).avif({ effort: 0, quality: 10 }).toBuffer()
    assert.deepEqual(await inspectUpload(await onDisk(avif), null), {
      ok: false,
      refusal: 'too_many_pixels',
    })
    const jpeg = await sharp(large).jpeg({ quality: 10 }).toBuffer()
    assert.containsSubset(await inspectUpload(await onDisk(jpeg), null), { ok: true })
  })

  test('a bomb within the limit is only a flat picture', async ({ assert }) => {
    const bomb = flatPng(7_000, 7_000)
    assert.isBelow(bomb.length, 20_000)
    assert.containsSubset(await inspectUpload(await onDisk(bomb), 'image/png'), { ok: true })
  })
})
