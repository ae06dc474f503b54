import { test } from '@japa/runner'
import type { Sharp } from 'sharp'
import db from '@adonisjs/lucid/services/db'
import { feedChain } from '#feed/feed_chain'
import { Photo } from '#feed/photo'
import { Post } from '#feed/post'
import { verifyFeed } from '#feed/verify_feed'
import { Person } from '#people/person'
import { clock } from '#shared/clock'
import { listenInTransaction, type DomainEvent } from '#shared/wiring/events'
import { as } from '#tests/support/client'
import { someone, someoneWith } from '#tests/support/cast'
import { aPost } from '#tests/support/feed_factory'
import { readable } from '#tests/support/form_page'
import { foundLongAgo } from '#tests/support/founded'
import * as known from '#tests/support/known_photo'
import { browse, doJobs, photoDesk, postWithPhotos } from '#tests/support/photo_desk'

const told: DomainEvent[] = []
listenInTransaction('feed.known_photo_held', async (event) => void told.push(event))

const DISGUISES: Array<{ name: string; of: (picture: Sharp) => Sharp; quality?: number }> = [
  { name: 'as it was', of: (picture) => picture },
  { name: 'at another quality', of: (picture) => picture, quality: 35 },
  { name: 'smaller', of: (picture) => picture.resize(240, 160) },
  { name: 'squeezed', of: (picture) => picture.resize(400, 400, { fit: 'fill' }) },
  { name: 'lighter', of: (picture) => picture.modulate({ brightness: 1.1 }) },
  { name: 'mirrored', of: (picture) => picture.flop() },
  { name: 'upside down', of: (picture) => picture.flip() },
  { name: 'turned to the right', of: (picture) => picture.rotate(90) },
  { name: 'turned to the left', of: (picture) => picture.rotate(270) },
  { name: 'turned round', of: (picture) => picture.rotate(180) },
  { name: 'turned by its orientation', of: (picture) => picture.withMetadata({ orientation: 5 }) },
]

test.group('A photo that a decision removed', (group) => {
  photoDesk(group)
  group.each.setup(async () => {
    told.length = 0
    await foundLongAgo()
    await known.aKnownPhoto()
  })

  test('{name} is held, whoever sends it')
    .with(DISGUISES)
    .run(async ({ assert }, { of, quality }) => {
      const awa = await someone('Awa')
      const photo = await known.jpegOf(of(await known.removedPicture()), quality)
      const post = await known.prepared(awa, [photo])
      assert.isNull(post.publishedSeq)
      assert.isNull(post.handedOverAt)
      assert.isNotNull(post.heldAt)
      assert.equal(post.heldFor, 'known_photo')
      const facts = { postId: post.id, authorId: awa.id, caseId: known.CASE, breach: 'intimate' }
      assert.containSubset(told, [{ name: 'feed.known_photo_held', ...facts }])
      assert.lengthOf(told, 1)
      assert.equal((await Person.findOrFail(awa.id)).heldPostsLeft, 0)
    })

  test('is not any other photo: those appear', async ({ assert }) => {
    const photos = []
    for (const seed of [6, 7, 8, 9]) photos.push(await known.jpegOf(known.pictureOf(seed)))
    const post = await known.prepared(await someone('Awa'), photos)
    assert.isNotNull(post.publishedSeq)
    assert.isNull(await known.matchOf(post))
    assert.isEmpty(told)
  })

  test('among others holds the whole post, and is not waited for by a damaged one', async ({
    assert,
  }) => {
    const good = await known.jpegOf(known.pictureOf(6))
    const cut = good.subarray(0, Math.floor(good.length * 0.6))
    const photos = [good, cut, await known.jpegOf(known.removedPicture())]
    const post = await known.prepared(await someone('Awa'), photos)
    assert.equal(post.heldFor, 'known_photo')
    assert.deepEqual(await known.matchOf(post), { breach: 'intimate', caseId: known.CASE })
    assert.lengthOf(told, 1)
  })

  test('is held as well when it was sent ahead of its post', async ({ client, assert }) => {
    const awa = await someone('Awa')
    const file = {
      name: 'a.jpg',
      type: 'image/jpeg',
      bytes: await known.jpegOf(known.removedPicture()),
    }
    const sent = await browse(awa, '/photos', { files: { photo: [file] }, json: true })
    const { id } = (await sent.json()) as { id: number }
    await doJobs()
    const browser = await as(client, awa)
    const form = { 'body': 'Regardez', 'visibility': 'public', 'photo_ids[]': String(id) }
    const answer = await browser.post('/posts', form)
    answer.assertStatus(303)
    assert.include(String(answer.header('set-cookie')), 'held')
    const post = await Post.findByOrFail('authorId', awa.id)
    assert.equal(post.heldFor, 'known_photo')
  })

  test('is its author’s alone to see while it is held', async ({ client, assert }) => {
    const awa = await someone('Awa')
    const photo = await known.jpegOf(known.removedPicture())
    const post = await known.prepared(awa, [photo], 'Un ornithorynque')
    const [{ key } = { key: '' }] = await Photo.ofPost(post.id)
    const readers = [null, await someone('Bastien'), await someoneWith('moderator')]
    for (const reader of readers) {
      const browser = await as(client, reader)
      for (const path of [`/posts/${post.id}`, `/photos/${key}/320.webp`]) {
        const answer = await browser.get(path)
        answer.assertStatus(404)
      }
      for (const path of ['/', '/feed', '/held', `/@${awa.handle}`, '/search?q=ornithorynque']) {
        const answer = await browser.get(path)
        assert.notInclude(answer.text(), `post-${post.id}"`, path)
        assert.notInclude(answer.text(), key, path)
      }
    }
    const fatou = await as(client, readers[2] ?? null)
    for (const path of ['approvals', 'refusal']) {
      const answer = await fatou.post(`/posts/${post.id}/${path}`, {
        reason: 'Non',
        fingerprint: '',
      })
      answer.assertStatus(404)
    }
    assert.equal((await Post.findOrFail(post.id)).heldFor, 'known_photo')

    const own = await as(client, awa)
    const page = readable((await own.get(`/posts/${post.id}`)).text())
    assert.include(page, 'attend d’être regardée')
    assert.include(page, 'Une personne de garde va la regarder')
    assert.notInclude(page, 'premières publications')
    ;(await own.get(`/photos/${key}/320.webp`)).assertStatus(200)
  })

  test('stays as it is until someone has looked, unless its author deletes it', async ({
    client,
    assert,
  }) => {
    const awa = await someone('Awa')
    const post = await known.prepared(awa, [await known.jpegOf(known.removedPicture())])
    const browser = await as(client, awa)
    const edited = await browser.put(`/posts/${post.id}`, { body: 'Autre', visibility: 'public' })
    edited.assertStatus(422)
    assert.include(edited.text(), 'Une personne de garde va regarder cette publication')
    const [photo] = await Photo.ofPost(post.id)
    const dropped = await browser.delete(`/posts/${post.id}/photos/${photo?.id}`)
    assert.include(String(dropped.header('set-cookie')), 'photo_kept_looked_at')
    assert.lengthOf(await Photo.ofPost(post.id), 1)
    const deleted = await browser.delete(`/posts/${post.id}`)
    deleted.assertStatus(303)
    assert.isNull(await Post.find(post.id))
    assert.isNull((await verifyFeed()).fault)
  })

  test('let through, is in the feed from then on, and is not held again', async ({
    client,
    assert,
  }) => {
    const awa = await someone('Awa')
    const before = await aPost(await someone('Bastien'), { body: 'Avant' })
    const post = await known.prepared(awa, [await known.jpegOf(known.removedPicture())])
    const between = await aPost(await someone('Chloé'), { body: 'Entre-temps' })
    assert.isTrue((await known.letThrough(post)).ok)
    assert.deepEqual(await known.letThrough(post), { ok: false, refusal: 'not_held' })
    await feedChain.flush()
    await post.refresh()
    assert.isNull(post.heldFor)
    assert.isNull(post.heldAt)
    const feed = (await (await as(client, await someone('Émile'))).get('/feed')).text()
    const places = [post, between, before].map(({ id }) => feed.indexOf(`post-${id}"`))
    assert.notInclude(places, -1)
    assert.deepEqual(
      places,
      places.toSorted((one, other) => one - other)
    )
    assert.isNull((await verifyFeed()).fault)
    const [{ key } = { key: '' }] = await Photo.ofPost(post.id)
    assert.equal((await browse(null, `/photos/${key}/320.webp`)).status, 200)
    await db.transaction((transaction) => post.handOverWhenReady(clock.now(), transaction))
    await (await as(client, awa)).put(`/posts/${post.id}`, { body: 'Autre', visibility: 'public' })
    await post.refresh()
    assert.equal(post.body, 'Autre')
    assert.isNull(post.heldFor)
    assert.lengthOf(told, 1)
  })

  test('let through before another photo is prepared, appears with it', async ({ assert }) => {
    const awa = await someone('Awa')
    const cut = (await known.jpegOf(known.pictureOf(6))).subarray(0, 9000)
    const photos = [await known.jpegOf(known.removedPicture()), cut]
    const post = await postWithPhotos(awa, 'Deux', photos)
    await doJobs()
    assert.isTrue((await known.letThrough(post)).ok)
    const [, damaged] = await Photo.ofPost(post.id)
    assert.equal(damaged?.state, 'refused')
    await post.refresh()
    assert.isNull(post.publishedSeq)
    await post.dropPhoto(damaged?.id ?? 0, clock.now())
    await post.refresh()
    assert.isNotNull(post.publishedSeq)
    assert.lengthOf(told, 1)
  })
})
