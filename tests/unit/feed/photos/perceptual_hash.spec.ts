import { test } from '@japa/runner'
import type { Sharp } from 'sharp'
import { hammingDistance } from '#feed/photos/perceptual_hash'
import { ORIENTATIONS } from '#tests/support/pictures/asymmetric'
import { prepared } from '#tests/support/pictures/prepared'
import { drawn, landscape } from '#tests/support/pictures/raw_picture'

/** What the design calls a match: at most this many of the 64 bits differ. */
const MATCH = 8

async function hashesOf(picture: Sharp, quality = 90): Promise<string[]> {
  const photo = await prepared(await picture.jpeg({ quality }).toBuffer(), 'jpeg')
  return photo.perceptualHashes
}

const nearest = (hash: string | undefined, hashes: string[]) =>
  Math.min(...hashes.map((other) => hammingDistance(hash ?? '', other)))

test.group('Perceptual hash | distance', () => {
  test('counts the bits that differ', ({ assert }) => {
    assert.equal(hammingDistance('0000000000000000', 'ffffffffffffffff'), 64)
    assert.equal(hammingDistance('8000000000000001', '0000000000000000'), 2)
    assert.equal(hammingDistance('0123456789abcdef', '0123456789abcdef'), 0)
  })
})

test.group('Perceptual hash | of the same photo', () => {
  test('eight hashes of 16 digits, all different for a photo without symmetry', async ({
    assert,
  }) => {
    const hashes = await hashesOf(drawn(await landscape(1, 600, 400)))
    assert.lengthOf(hashes, 8)
    for (const hash of hashes) assert.match(hash, /^[0-9a-f]{16}$/)
    assert.lengthOf([...new Set(hashes)], 8)
  })

  test('any turn or mirror of it is found among its eight poses', async ({ assert }) => {
    const picture = await landscape(2, 600, 400)
    const poses = await hashesOf(drawn(picture))
    const met = new Set<string>()
    for (const orientation of ORIENTATIONS) {
      const turned = drawn(picture).withMetadata({ orientation })
      const [hash] = await hashesOf(turned)
      const [found] = poses.toSorted(
        (a, b) => hammingDistance(hash ?? '', a) - hammingDistance(hash ?? '', b)
      )
      assert.isAtMost(hammingDistance(hash ?? '', found ?? ''), 4, `orientation ${orientation}`)
      met.add(found ?? '')
    }
    assert.equal(met.size, 8)
  })

  test('it is still found smaller, recompressed, lighter, or with a caption', async ({
    assert,
  }) => {
    const picture = await landscape(3, 900, 600)
    const poses = await hashesOf(drawn(picture))
    const caption = { create: { width: 200, height: 30, channels: 3, background: '#fff' } } as const
    const disguises = {
      smaller: drawn(picture).resize(300, 200),
      squeezed: drawn(picture).resize(600, 600, { fit: 'fill' }),
      lighter: drawn(picture).modulate({ brightness: 1.2 }),
      grey: drawn(picture).greyscale(),
      captioned: drawn(picture).composite([{ input: caption, gravity: 'southeast' }]),
    }
    for (const [name, disguise] of Object.entries(disguises)) {
      const [hash] = await hashesOf(disguise)
      assert.isAtMost(nearest(hash, poses), MATCH, name)
    }
    const [worn] = await hashesOf(drawn(picture), 20)
    assert.isAtMost(nearest(worn, poses), MATCH, 'recompressed')
  })
})

test.group('Perceptual hash | of other photos', () => {
  test('forty other photos are all far from it', async ({ assert }) => {
    const poses = await hashesOf(drawn(await landscape(100, 300, 200)))
    for (let seed = 101; seed <= 140; seed += 1) {
      const [hash] = await hashesOf(drawn(await landscape(seed, 300, 200)))
      assert.isAbove(nearest(hash, poses), MATCH, `seed ${seed}`)
    }
  })
})
