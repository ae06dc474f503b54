import { test } from '@japa/runner'
import { Photo } from '#feed/photo'
import { sweepOrphanPhotos } from '#feed/sweep_orphan_photos'
import { clock, FakeClock, useClock } from '#shared/clock'
import { photoFiles } from '#tests/support/browser_world'
import { as } from '#tests/support/client'
import { someone } from '#tests/support/cast'
import { browse, doJobs, photoDesk, postWithPhotos } from '#tests/support/photo_desk'
import { drawn, landscape } from '#tests/support/pictures/raw_picture'
import { goodJpeg } from '#tests/support/pictures/refused'

/** Another picture, as a JPEG or not. */
const other = async (format: 'jpeg' | 'png') =>
  drawn(await landscape(9, 90, 60))
    [format]()
    .toBuffer()

test.group('The files of photos', (group) => {
  photoDesk(group)

  test('of one picture in two posts stay until the second is deleted', async ({
    client,
    assert,
  }) => {
    const awa = await someone('Awa')
    const bastien = await someone('Bastien')
    const picture = await goodJpeg()
    const first = await postWithPhotos(awa, 'Moi d’abord', [picture])
    const second = await postWithPhotos(bastien, 'Moi aussi', [picture])
    await doJobs()
    const before = await photoFiles()
    assert.isNotEmpty(before)
    const [mine] = await Photo.ofPost(first.id)
    const [theirs] = await Photo.ofPost(second.id)
    await (await as(client, awa)).delete(`/posts/${first.id}`)
    assert.sameMembers(await photoFiles(), before)
    const gone = await browse(null, `/photos/${mine?.key}/320.webp`)
    assert.equal(gone.status, 404)
    for (const variant of ['320.webp', '1600.jpg', '800.avif']) {
      const kept = await browse(null, `/photos/${theirs?.key}/${variant}`)
      assert.equal(kept.status, 200)
      assert.isAbove((await kept.arrayBuffer()).byteLength, 50)
    }
    await (await as(client, bastien)).delete(`/posts/${second.id}`)
    assert.isEmpty(await photoFiles())
  })

  test('of a post deleted while they are prepared do not come back', async ({ client, assert }) => {
    const awa = await someone('Awa')
    const post = await postWithPhotos(awa, 'Trop vite', [await goodJpeg()])
    await (await as(client, awa)).delete(`/posts/${post.id}`)
    await doJobs()
    assert.isEmpty(await photoFiles())
    assert.isEmpty(await Photo.all())
  })

  test('put nowhere for a day are swept, the others stay', async ({ assert }) => {
    const awa = await someone('Awa')
    const post = await postWithPhotos(awa, 'Gardée', [await goodJpeg()])
    const loose = {
      name: 'a.jpg',
      type: 'image/jpeg',
      bytes: await other('jpeg'),
    }
    await browse(awa, '/photos', { files: { photo: [loose] }, json: true })
    await browse(awa, '/me/portrait', { files: { portrait: [loose] } })
    await doJobs()
    const all = await photoFiles()
    await sweepOrphanPhotos()
    assert.sameMembers(await photoFiles(), all, 'not before a day has passed')
    const restore = useClock(new FakeClock(new Date(clock.now().getTime() + 25 * 3_600_000)))
    await sweepOrphanPhotos()
    restore()
    assert.lengthOf(await Photo.all(), 2, 'the post’s and the portrait')
    assert.lengthOf(await Photo.ofPost(post.id), 1)
    for (const photo of await Photo.all()) {
      const answer = await browse(awa, `/photos/${photo.key}/320.webp`)
      assert.equal(answer.status, 200)
    }
  })

  test('of a portrait replaced, then taken away, go with it', async ({ client, assert }) => {
    const awa = await someone('Awa')
    const portrait = (bytes: Buffer) => ({
      files: { portrait: [{ name: 'moi.jpg', type: 'image/jpeg', bytes }] },
    })
    await browse(awa, '/me/portrait', portrait(await goodJpeg()))
    await doJobs()
    const [first] = await Photo.all()
    await browse(awa, '/me/portrait', portrait(await other('png')))
    assert.equal(
      (await browse(null, `/photos/${first?.key}/320.webp`)).status,
      200,
      'a PNG that says JPEG changes nothing'
    )
    await browse(awa, '/me/portrait', portrait(await other('jpeg')))
    await doJobs()
    assert.equal((await browse(null, `/photos/${first?.key}/320.webp`)).status, 404)
    assert.lengthOf(await Photo.all(), 1)
    await (await as(client, awa)).delete('/me/portrait')
    assert.isEmpty(await photoFiles())
    assert.isEmpty(await Photo.all())
  })
})
