import { test } from '@japa/runner'
import { inspectUpload } from '#feed/photos/inspect_upload'
import type { PhotoFormat } from '#feed/photos/photo_format'
import { prepareAvif, preparePhoto } from '#feed/photos/prepare_photo'
import { asymmetric, difference, displayed, ORIENTATIONS } from '#tests/support/pictures/asymmetric'
import { poseHeif } from '#tests/support/pictures/heif_pose'
import { onDisk } from '#tests/support/pictures/on_disk'
import { drawn, seen } from '#tests/support/pictures/raw_picture'
import { tellingHeic } from '#tests/support/pictures/telling'

const tagged = (orientation: number) => drawn(asymmetric).withMetadata({ orientation })

/** The same stored pixels in each format that can say how they are to be turned. */
const POSED: Partial<Record<PhotoFormat, (orientation: number) => Promise<Buffer>>> = {
  jpeg: (orientation) => tagged(orientation).jpeg().toBuffer(),
  png: (orientation) => tagged(orientation).png().toBuffer(),
  webp: (orientation) => tagged(orientation).webp().toBuffer(),
  avif: async (orientation) =>
    poseHeif(await drawn(asymmetric).avif({ effort: 0 }).toBuffer(), orientation),
  heic: async (orientation) => poseHeif(await tellingHeic(), orientation),
}

for (const [format, posed] of Object.entries(POSED) as [PhotoFormat, typeof POSED.jpeg][]) {
  test.group(`Upright | ${format}`, () => {
    test('turned as orientation {$self} asks')
      .with(ORIENTATIONS)
      .run(async ({ assert }, orientation) => {
        const upright = displayed(asymmetric, orientation)
        const path = await onDisk((await posed?.(orientation)) ?? Buffer.alloc(0))
        const size = { width: upright.width, height: upright.height }
        assert.containsSubset(await inspectUpload(path, null), { ok: true, format, ...size })

        const photo = await preparePhoto(path, format)
        if (!photo.ok) return assert.fail(photo.refusal)
        assert.containsSubset(photo, size)
        for (const variant of photo.variants) {
          assert.isBelow(difference(await seen(variant.bytes), upright), 24, variant.name)
        }
      })
  })
}

test.group('Upright | later', () => {
  test('the AVIF variants are turned too', async ({ assert }) => {
    const path = await onDisk(await tagged(6).jpeg().toBuffer())
    const [variant] = await prepareAvif(path, 'jpeg')
    if (!variant) return assert.fail('no variant')
    assert.isBelow(difference(await seen(variant.bytes), displayed(asymmetric, 6)), 24)
  })

  test('no pose of the picture can be taken for another', ({ assert }) => {
    for (const one of ORIENTATIONS) {
      for (const other of ORIENTATIONS) {
        const apart = difference(displayed(asymmetric, one), displayed(asymmetric, other))
        if (one === other) assert.equal(apart, 0)
        else assert.isAbove(apart, 100)
      }
    }
  })
})
