import { test } from '@japa/runner'
import type { PhotoFormat } from '#feed/photos/photo_format'
import { prepareAvif, preparePhoto, type PreparedVariant } from '#feed/photos/prepare_photo'
import { onDisk } from '#tests/support/pictures/on_disk'
import { prepared } from '#tests/support/pictures/prepared'
import { heifItemTypes, isoBoxes, jpegMarkers, riffChunks } from '#tests/support/pictures/parts'
import { SECRETS, TELLING_FILES, tellingHeic } from '#tests/support/pictures/telling'

/** The parts that a bare picture needs, by format; anything else in a variant is too much. */
const NEEDED = {
  // Start, JFIF header, tables, frame, scan, end.
  jpeg: ['d8', 'e0', 'db', 'c0', 'c4', 'da', 'd9'],
  webp: ['VP8 ', 'VP8L', 'VP8X', 'ALPH'],
  avif: [
    'ftyp',
    'meta',
    'hdlr',
    'iloc',
    'iinf',
    'infe',
    'pitm',
    'iprp',
    'ipco',
    'av1C',
    'colr',
  ].concat(['ispe', 'pixi', 'ipma', 'iref', 'auxl', 'auxC', 'mdat', 'free']),
}

function partsOf({ format, bytes }: PreparedVariant): string[] {
  if (format === 'jpeg') return jpegMarkers(bytes).markers
  if (format === 'webp') return riffChunks(bytes)
  return isoBoxes(bytes).map(({ type }) => type)
}

test.group('Stripped | what a photo tells besides its picture', () => {
  test('nothing of a {$self} is left in any variant')
    .with(['jpeg', 'png', 'webp', 'avif', 'gif', 'heic'] as PhotoFormat[])
    .run(async ({ assert }, format) => {
      const file = format === 'heic' ? await tellingHeic() : await TELLING_FILES[format]()
      assert.isTrue(SECRETS.some((secret) => file.includes(secret)))

      const path = await onDisk(file)
      const photo = await preparePhoto(path, format)
      if (!photo.ok) return assert.fail(photo.refusal)
      const variants = [...photo.variants, ...(await prepareAvif(path, format))]
      assert.lengthOf(variants, 6)
      for (const variant of variants) {
        assert.includeMembers(NEEDED[variant.format], partsOf(variant), variant.name)
        for (const secret of SECRETS) assert.isFalse(variant.bytes.includes(secret), secret)
        if (variant.format !== 'avif') continue
        assert.deepEqual([...new Set(heifItemTypes(variant.bytes))], ['av01'])
        assert.isFalse(variant.bytes.includes('colrprof'))
      }
    })

  test('the readers used here do find the metadata of the files sent', async ({ assert }) => {
    const jpeg = await TELLING_FILES.jpeg()
    assert.includeMembers(jpegMarkers(jpeg).markers, ['e1', 'e2', 'ed', 'fe'])
    assert.includeMembers(riffChunks(await TELLING_FILES.webp()), ['EXIF', 'XMP ', 'ICCP'])
    assert.includeMembers(heifItemTypes(await TELLING_FILES.avif()), ['Exif', 'mime'])
    assert.includeMembers(heifItemTypes(await tellingHeic()), ['Exif', 'mime'])
  })

  test('what stands behind the end of a photo is not passed on', async ({ assert }) => {
    const archive = Buffer.from('PK\x03\x04 placette:secret PK\x05\x06', 'latin1')
    const polyglot = Buffer.concat([await TELLING_FILES.jpeg(), archive])
    const { variants } = await prepared(polyglot, 'jpeg')
    for (const { bytes, format } of variants) {
      assert.isFalse(bytes.includes('PK\x03\x04'))
      if (format === 'jpeg') assert.equal(jpegMarkers(bytes).trailing, 0)
      else riffChunks(bytes)
    }
  })
})
