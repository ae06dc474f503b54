import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { Comment } from '#feed/comment'
import { Photo } from '#feed/photo'
import { Post } from '#feed/post'
import { feedChain } from '#feed/feed_chain'
import { as } from '#tests/support/client'
import { someone, someoneWith } from '#tests/support/cast'
import { aComment, aPhotoOf, aPost } from '#tests/support/feed_factory'
import { aFreePhoto } from '#tests/support/free_photo'
import { complaints, filledIn } from '#tests/support/form_page'
import { inTransaction } from '#tests/support/in_transaction'
import { ruledBy } from '#tests/support/ruled_by'

test.group('Editing a post', (group) => {
  inTransaction(group)

  test('leaves every version to be read, and its place in the feed', async ({ client, assert }) => {
    const awa = await someone('Awa')
    const post = await aPost(awa, { body: 'Vendredi' })
    const browser = await as(client, awa)
    const place = post.publishedSeq
    for (const body of ['Samedi', 'Dimanche']) {
      const saved = await browser.put(`/posts/${post.id}`, { body, visibility: 'public' })
      saved.assertStatus(303)
    }
    await post.refresh()
    assert.equal(post.publishedSeq, place)
    const visitor = await as(client, null)
    const page = await visitor.get(`/posts/${post.id}`)
    assert.include(page.text(), 'Dimanche')
    assert.include(page.text(), `/posts/${post.id}/history`)
    const history = await visitor.get(`/posts/${post.id}/history`)
    const order = ['Dimanche', 'Samedi', 'Vendredi'].map((word) => history.text().indexOf(word))
    assert.notInclude(order, -1)
    assert.deepEqual(
      order,
      [...order].sort((one, other) => one - other)
    )
  })

  test('into the same words is no version', async ({ client, assert }) => {
    const awa = await someone('Awa')
    const post = await aPost(awa, { body: 'Vendredi' })
    await (
      await as(client, awa)
    ).put(`/posts/${post.id}`, {
      body: 'Vendredi',
      visibility: 'public',
    })
    const page = await (await as(client, null)).get(`/posts/${post.id}`)
    assert.notInclude(page.text(), '/history')
    assert.isEmpty(await db.from('post_revisions').where('post_id', post.id))
  })

  test('to nothing is refused while no photo stands in it', async ({ client, assert }) => {
    const awa = await someone('Awa')
    const post = await aPost(awa, { body: 'Vendredi' })
    const browser = await as(client, awa)
    const emptied = await browser.put(`/posts/${post.id}`, { body: '', visibility: 'public' })
    emptied.assertStatus(422)
    const photo = await aPhotoOf(post)
    const kept = await browser.put(`/posts/${post.id}`, {
      body: '',
      visibility: 'public',
      alts: { [photo.id]: 'La Sèvre en crue' },
    })
    kept.assertStatus(303)
    await photo.refresh()
    assert.equal(photo.alt, 'La Sèvre en crue')
  })
})

test.group('Changing the photos of a post', (group) => {
  inTransaction(group)

  async function threePhotos() {
    const awa = await someone('Awa')
    const post = await aPost(awa, { body: 'Trois photos' })
    const photos = []
    for (const [position, alt] of ['La Sèvre', 'Le donjon', 'Le marché'].entries()) {
      const photo = await aPhotoOf(post)
      await photo.merge({ alt }).save()
      await db.from('post_photos').where('photo_id', photo.id).update({ position })
      photos.push(photo)
    }
    return { awa, post, photos }
  }
  const alts = async (post: Post) => (await Photo.ofPost(post.id)).map(({ alt }) => alt)

  test('takes one out for good and orders the others; the version before tells', async ({
    client,
    assert,
  }) => {
    const { awa, post, photos } = await threePhotos()
    const [river, keep, market] = photos.map(({ id }) => id)
    const browser = await as(client, awa)
    const form = (await browser.get(`/posts/${post.id}/edit`)).text()
    assert.include(form, `name="removed[${river}]"`)
    assert.notInclude(form, 'plus tard', 'what is out is given no date')
    assert.include(form, `name="places[${market}]"`)
    const saved = await browser.put(`/posts/${post.id}`, {
      body: 'Trois photos',
      visibility: 'public',
      removed: { [String(river)]: '1' },
      places: { [String(river)]: '1', [String(keep)]: '3', [String(market)]: '2' },
    })
    saved.assertStatus(303)
    assert.deepEqual(await alts(post), ['Le marché', 'Le donjon'])
    const gone = await browser.get(`/photos/${photos[0]?.key}/320.webp`)
    gone.assertStatus(404)
    const history = (await (await as(client, null)).get(`/posts/${post.id}/history`)).text()
    for (const alt of ['La Sèvre', 'Le donjon', 'Le marché']) assert.include(history, alt)

    await feedChain.flush()
    const links = await db
      .from('chain_entries')
      .where({ chain: 'feed', subject_id: post.id })
      .orderBy('sequence')
    assert.equal(links.at(-1)?.kind, 'post.edited')
    await post.refresh()
    assert.equal(post.revision, 2)
  })

  test('adds those that were sent, after the others, each with its words', async ({
    client,
    assert,
  }) => {
    const { awa, post } = await threePhotos()
    const photo = await aFreePhoto(awa)
    const saved = await (
      await as(client, awa)
    ).put(`/posts/${post.id}`, {
      body: 'Quatre photos',
      visibility: 'public',
      photo_ids: [photo.id, photo.id],
      alts: { [photo.id]: 'Le port' },
    })
    assert.deepEqual(complaints(saved.text()), [])
    saved.assertStatus(303)
    assert.deepEqual(await alts(post), ['La Sèvre', 'Le donjon', 'Le marché', 'Le port'])
  })

  test('adds none that is not ready, somebody else’s, or one too many', async ({
    client,
    assert,
  }) => {
    const { awa, post } = await threePhotos()
    const [unready, other] = [
      await aFreePhoto(awa, 'received'),
      await aFreePhoto(await someone('Bastien')),
    ]
    const browser = await as(client, awa)
    const change = (id: number) => ({ body: 'Plus', visibility: 'public', photo_ids: [id, id] })
    const waits = await browser.put(`/posts/${post.id}`, change(unready.id))
    waits.assertStatus(422)
    assert.deepEqual(filledIn(waits.text())['photo_ids[]'], [String(unready.id)], 'it is kept')
    const stolen = await browser.put(`/posts/${post.id}`, change(other.id))
    stolen.assertStatus(422)
    assert.notInclude(stolen.text(), other.key)
    await ruledBy({ 'feed.photos_per_post': 3 })
    const tooMany = await browser.put(`/posts/${post.id}`, change((await aFreePhoto(awa)).id))
    tooMany.assertStatus(422)
    assert.lengthOf(await alts(post), 3)
    const words = { body: 'Moins', visibility: 'public' }
    await ruledBy({ 'feed.photos_per_post': 1 })
    ;(await browser.put(`/posts/${post.id}`, words)).assertStatus(303)
  })

  test('comes back with ticks, places and words when it is refused', async ({ client, assert }) => {
    const { awa, post, photos } = await threePhotos()
    const [river, keep, market] = photos.map(({ id }) => id)
    const refused = await (
      await as(client, awa)
    ).put(`/posts/${post.id}`, {
      body: 'x'.repeat(90_000),
      visibility: 'public',
      removed: { [String(river)]: '1' },
      places: { [String(river)]: '1', [String(keep)]: '3', [String(market)]: '2' },
      alts: { [String(keep)]: 'Le donjon sous la neige' },
    })
    refused.assertStatus(422)
    const html = refused.text()
    const ticked = (id?: number) => new RegExp(`name="removed\\[${id}\\]"[^>]* checked`).test(html)
    assert.deepEqual([river, keep, market].map(ticked), [true, false, false])
    const places = [...html.matchAll(/<option value="(\d)" selected/g)].map(([, place]) => place)
    assert.deepEqual(places.slice(0, 3), ['1', '3', '2'])
    assert.deepEqual(filledIn(html)[`alts[${keep}]`], ['Le donjon sous la neige'])
  })

  test('is not asked for by an edit that says nothing of them', async ({ client, assert }) => {
    const { awa, post } = await threePhotos()
    const change = { body: 'Autre texte', visibility: 'public' }
    await (await as(client, awa)).put(`/posts/${post.id}`, change)
    assert.deepEqual(await alts(post), ['La Sèvre', 'Le donjon', 'Le marché'])
  })

  test('leaves something to read, and lets no one in by their id', async ({ client, assert }) => {
    const { awa, post, photos } = await threePhotos()
    const browser = await as(client, awa)
    const removed = Object.fromEntries(photos.map(({ id }) => [id, '1']))
    const emptied = await browser.put(`/posts/${post.id}`, {
      body: '',
      visibility: 'public',
      removed,
    })
    emptied.assertStatus(422)
    const other = await threePhotos()
    await browser.put(`/posts/${post.id}`, {
      body: 'Trois photos',
      visibility: 'public',
      removed: { [String(other.photos[0]?.id)]: '1' },
      places: { [String(other.photos[1]?.id)]: '1' },
    })
    assert.lengthOf(await alts(post), 3)
    assert.lengthOf(await alts(other.post), 3)
  })
})

test.group('Thanking', (group) => {
  inTransaction(group)

  test('is seen by the author alone, by name, once', async ({ client, assert }) => {
    const awa = await someone('Awa')
    const bastien = await someone('Bastien Moreau')
    const chloe = await someone('Chloé Petit')
    const post = await aPost(awa)
    for (const person of [bastien, bastien, chloe]) {
      const thanked = await (await as(client, person)).post(`/posts/${post.id}/thanks`)
      thanked.assertStatus(303)
    }
    assert.lengthOf(await db.from('thanks').where('post_id', post.id), 2)
    const own = (await (await as(client, awa)).get(`/posts/${post.id}`)).text()
    assert.lengthOf(own.match(/Bastien Moreau/g) ?? [], 1)
    assert.include(own, 'Chloé Petit')

    const driss = await someone('Driss')
    const readers = [null, driss, await someoneWith('moderator'), await someoneWith('board')]
    for (const path of [`/posts/${post.id}`, '/feed', '/', `/@${awa.handle}`]) {
      for (const reader of readers) {
        const page = (await (await as(client, reader)).get(path)).text()
        assert.notInclude(page, 'Bastien Moreau', path)
        assert.notInclude(page, 'Chloé Petit', path)
      }
    }
    const json = await (await as(client, driss)).get(`/posts/${post.id}`).accept('json')
    assert.notInclude(JSON.stringify(json.body()), 'thank')
  })

  test('leaves no count: the page is the same with one thank-you or with three', async ({
    client,
    assert,
  }) => {
    const post = await aPost(await someone('Awa'))
    const driss = await as(client, await someone('Driss'))
    const look = async () =>
      (await driss.get(`/posts/${post.id}`)).text().replace(/name="submission_key"[^>]+/, '')
    const before = await look()
    for (const name of ['Bastien', 'Chloé', 'Fatou']) {
      await (await as(client, await someone(name))).post(`/posts/${post.id}/thanks`)
    }
    assert.equal(await look(), before)
  })

  test('is taken back, and one’s own post is not thanked', async ({ client, assert }) => {
    const awa = await someone('Awa')
    const post = await aPost(awa)
    const bastien = await as(client, await someone('Bastien'))
    await bastien.post(`/posts/${post.id}/thanks`)
    const pressed = (await bastien.get('/feed')).text()
    assert.include(pressed, `/posts/${post.id}/thanks?_method=DELETE`)
    await bastien.delete(`/posts/${post.id}/thanks`)
    const released = (await bastien.get('/feed')).text()
    assert.notInclude(released, '_method=DELETE"')
    await (await as(client, awa)).post(`/posts/${post.id}/thanks`)
    assert.isEmpty(await db.from('thanks').where('post_id', post.id))
    const own = (await (await as(client, awa)).get('/feed')).text()
    assert.notInclude(own, `/posts/${post.id}/thanks`)
  })
})

test.group('Deleting', (group) => {
  inTransaction(group)

  test('a post takes its comments, versions, photos and thanks away', async ({
    client,
    assert,
  }) => {
    const awa = await someone('Awa')
    const bastien = await someone('Bastien')
    const post = await aPost(awa)
    const photo = await aPhotoOf(post)
    await aComment(post, bastien)
    await feedChain.flush()
    await (await as(client, bastien)).post(`/posts/${post.id}/thanks`)
    const browser = await as(client, awa)
    await browser.put(`/posts/${post.id}`, { body: 'Changé', visibility: 'public' })
    const deleted = await browser.delete(`/posts/${post.id}`)
    deleted.assertStatus(303)
    const tables = ['comments', 'thanks', 'post_revisions', 'post_photos']
    for (const table of tables) assert.isEmpty(await db.from(table).where('post_id', post.id))
    assert.isNull(await db.from('photos').where('id', photo.id).first())
    for (const path of [`/posts/${post.id}`, `/photos/${photo.key}/320.webp`]) {
      const gone = await browser.get(path)
      gone.assertStatus(404)
    }
    const again = await browser.delete(`/posts/${post.id}`)
    again.assertStatus(404)
  })

  test('one’s comment leaves the others and the count right', async ({ client, assert }) => {
    const post = await aPost(await someone('Awa'))
    const bastien = await someone('Bastien')
    const mine = await aComment(post, bastien, 'Le mien')
    await aComment(post, await someone('Chloé'), 'Le sien')
    await feedChain.flush()
    const deleted = await (await as(client, bastien)).delete(`/comments/${mine}`)
    deleted.assertStatus(303)
    assert.deepEqual(
      (await Comment.query().where('postId', post.id)).map(({ body }) => body),
      ['Le sien']
    )
    assert.equal((await Post.findOrFail(post.id)).commentsCount, 1)
  })
})
