import { test } from '@japa/runner'
import sharp from 'sharp'
import { Photo } from '#feed/photo'
import { photoFiles } from '#tests/support/browser_world'
import { someone } from '#tests/support/cast'
import { browse, doJobs, photoDesk, postWithPhotos, uploadsLeft } from '#tests/support/photo_desk'
import { asymmetric, difference, displayed, ORIENTATIONS } from '#tests/support/pictures/asymmetric'
import { POSED_AND_TELLING } from '#tests/support/pictures/posed'
import { colourAt, paint, drawn, seen } from '#tests/support/pictures/raw_picture'
import { SECRETS, TELLING_FILES } from '#tests/support/pictures/telling'

const VARIANTS = ['320.webp', '800.webp', '1600.webp', '1600.jpg', '800.avif', '1600.avif']

/** What a visitor is served of a photo, by the name of the variant. */
async function served(key: string): Promise<Record<string, Buffer>> {
  const files: Record<string, Buffer> = {}
  for (const name of VARIANTS) {
    const answer = await browse(null, `/photos/${key}/${name}`)
    if (answer.status !== 200) throw new Error(`${name} is answered ${answer.status}`)
    files[name] = Buffer.from(await answer.arrayBuffer())
  }
  return files
}

test.group('A photo posted without JavaScript', (group) => {
  photoDesk(group)

  test('a {$self} appears upright from every orientation, and tells nothing but its picture')
    .with(Object.keys(POSED_AND_TELLING) as Array<keyof typeof POSED_AND_TELLING>)
    .run(async ({ assert }, format) => {
      const files = await Promise.all(ORIENTATIONS.map((one) => POSED_AND_TELLING[format](one)))
      for (const file of files) {
        assert.isTrue(
          SECRETS.some((secret) => file.includes(secret)),
          'the file sent does tell'
        )
      }
      const post = await postWithPhotos(await someone('Awa'), 'Regardez', files, `image/${format}`)
      assert.isNull(post.publishedSeq, 'not before its photos are ready')
      await doJobs()
      await post.refresh()
      assert.isNotNull(post.publishedSeq)
      const photos = await Photo.ofPost(post.id)
      assert.lengthOf(photos, 8)
      for (const [index, photo] of photos.entries()) {
        const upright = displayed(asymmetric, ORIENTATIONS[index] ?? 1)
        for (const [name, bytes] of Object.entries(await served(photo.key))) {
          const what = `${name} of orientation ${ORIENTATIONS[index]}`
          assert.isBelow(difference(await seen(bytes), upright), 30, what)
          for (const secret of SECRETS) assert.isFalse(bytes.includes(secret), what)
          const { exif, xmp, iptc, icc, orientation } = await sharp(bytes).metadata()
          assert.deepEqual({ exif, xmp, iptc, icc, orientation }, NOTHING, what)
        }
      }
      assert.isEmpty(await uploadsLeft())
      assert.isEmpty(
        (await photoFiles()).filter((name) => !/^[0-9a-f]{64}\./.test(name)),
        'no original is kept once all is prepared'
      )
    })
    .timeout(120_000)

  test('a GIF that moves appears as its first picture', async ({ assert }) => {
    const frames = [0, 1].map((frame) =>
      paint(60, 40, () => (frame === 0 ? [200, 30, 30] : [20, 20, 200]))
    )
    const moving = await sharp(
      await Promise.all(frames.map((frame) => drawn(frame).png().toBuffer())),
      { join: { animated: true } }
    )
      .gif()
      .toBuffer()
    assert.equal((await sharp(moving).metadata()).pages, 2)
    const gifs = [moving, await TELLING_FILES.gif()]
    const post = await postWithPhotos(await someone('Awa'), 'Ça bouge', gifs, 'image/gif')
    await doJobs()
    const [first, second] = await Photo.ofPost(post.id)
    for (const bytes of Object.values(await served(first?.key ?? ''))) {
      assert.equal((await sharp(bytes).metadata()).pages ?? 1, 1)
      const [red, , blue] = colourAt(await seen(bytes), 30, 20)
      assert.isAbove(red, 150)
      assert.isBelow(blue, 90)
    }
    for (const bytes of Object.values(await served(second?.key ?? ''))) {
      for (const secret of SECRETS) assert.isFalse(bytes.includes(secret))
    }
  })
})

const NOTHING = {
  exif: undefined,
  xmp: undefined,
  iptc: undefined,
  icc: undefined,
  orientation: undefined,
}
