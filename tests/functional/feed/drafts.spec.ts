import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { Draft } from '#feed/drafts/draft'
import { Post } from '#feed/post'
import { sweepOrphanPhotos } from '#feed/sweep_orphan_photos'
import { FakeClock, useClock } from '#shared/clock'
import { as } from '#tests/support/client'
import { someone } from '#tests/support/cast'
import { aDraft, aPost } from '#tests/support/feed_factory'
import { complaints, filledIn } from '#tests/support/form_page'
import { aFreePhoto } from '#tests/support/free_photo'
import { inTransaction } from '#tests/support/in_transaction'

const KEY = 'a_key_of_one_composer'

test.group('A draft', (group) => {
  inTransaction(group)

  test('is kept with all that was typed, and gone on with', async ({ client, assert }) => {
    const awa = await someone('Awa')
    const browser = await as(client, awa)
    const photo = await aFreePhoto(awa)
    const kept = await browser.post('/drafts', {
      'body': 'Le <marché>',
      'visibility': 'signed_in',
      'content_warning': 'Foule',
      'photo_ids[]': photo.id,
      'alts': { [photo.id]: 'La Brèche' },
      'submission_key': KEY,
    })
    kept.assertStatus(303)
    kept.assertHeader('location', '/drafts')
    const list = (await browser.get('/drafts')).text()
    assert.include(list, 'Le &lt;marché&gt;')
    assert.include(list, `/photos/${photo.key}/320.webp`)
    const draft = await Draft.findByOrFail('authorId', awa.id)
    const page = await browser.get(`/drafts/${draft.id}`)
    page.assertStatus(200)
    const form = filledIn(page.text())
    assert.deepEqual(form.body, ['Le <marché>'])
    assert.deepEqual(form.visibility, ['signed_in'])
    assert.deepEqual(form.content_warning, ['Foule'])
    assert.deepEqual(form['photo_ids[]'], [String(photo.id)])
    assert.deepEqual(form[`alts[${photo.id}]`], ['La Brèche'])
    assert.deepEqual(form.submission_key, [KEY])
    assert.isEmpty(await Post.all())
  })

  test('kept again under its key is one draft; published, it is none', async ({
    client,
    assert,
  }) => {
    const browser = await as(client, await someone('Awa'))
    const send = (path: string, body: string) =>
      browser.post(path, { body, visibility: 'public', submission_key: KEY })
    await send('/drafts', 'Un')
    await send('/drafts', 'Deux')
    assert.deepEqual(
      (await Draft.all()).map(({ body }) => body),
      ['Deux']
    )
    ;(await send('/posts', 'Trois')).assertStatus(303)
    assert.isEmpty(await Draft.all())
    assert.deepEqual(
      (await Post.all()).map(({ body }) => body),
      ['Trois']
    )
    // From a tab that was left open: it is another draft, not the post over again.
    await send('/drafts', 'Quatre')
    const [draft] = await Draft.all()
    assert.notEqual(draft?.submissionKey, KEY)
    ;(await browser.post(`/drafts/${draft?.id}/publication`)).assertStatus(303)
    assert.lengthOf(await Post.all(), 2)
  })

  test('with photos keeps them from the sweep and from other posts, and gives them to its own', async ({
    client,
    assert,
  }) => {
    const clock = new FakeClock('2026-11-20T10:00:00Z')
    const back = useClock(clock)
    try {
      const awa = await someone('Awa')
      const [photo, orphan] = [await aFreePhoto(awa), await aFreePhoto(awa)]
      const draft = await aDraft(awa, { photos: [{ id: photo.id, alt: 'La Sèvre' }] })
      clock.advance({ days: 3 })
      await sweepOrphanPhotos()
      assert.isNotNull(await db.from('photos').where('id', photo.id).first())
      assert.isNull(await db.from('photos').where('id', orphan.id).first())

      const browser = await as(client, awa)
      const taken = await browser.post('/posts', {
        'body': 'Une autre',
        'visibility': 'public',
        'photo_ids[]': photo.id,
      })
      taken.assertStatus(422)
      assert.match(complaints(taken.text()).join(), /n’est plus là/)

      const published = await browser.post(`/drafts/${draft.id}/publication`)
      published.assertStatus(303)
      const [used] = await db.from('post_photos').where('photo_id', photo.id)
      assert.equal(published.header('location'), `/posts/${used.post_id}`)
      assert.equal((await db.from('photos').where('id', photo.id).first()).alt, 'La Sèvre')
      assert.isEmpty(await Draft.all())
    } finally {
      back()
    }
  })

  test('deleted takes its photos away', async ({ client, assert }) => {
    const awa = await someone('Awa')
    const photo = await aFreePhoto(awa)
    const draft = await aDraft(awa, { photos: [{ id: photo.id, alt: '' }] })
    const browser = await as(client, awa)
    ;(await browser.delete(`/drafts/${draft.id}`)).assertStatus(303)
    assert.isEmpty(await Draft.all())
    assert.isNull(await db.from('photos').where('id', photo.id).first())
    ;(await browser.get(`/drafts/${draft.id}`)).assertStatus(404)
  })

  test('of nothing is refused; one that is too long for a post is kept, not published', async ({
    client,
    assert,
  }) => {
    const browser = await as(client, await someone('Awa'))
    const empty = await browser.post('/drafts', { body: ' ', visibility: 'public' })
    empty.assertStatus(422)
    const body = 'a'.repeat(6000)
    ;(await browser.post('/drafts', { body, visibility: 'public' })).assertStatus(303)
    const [draft] = await Draft.all()
    const refused = await browser.post(`/drafts/${draft?.id}/publication`)
    refused.assertStatus(422)
    assert.match(complaints(refused.text()).join(), /trop long/)
    assert.deepEqual(filledIn(refused.text()).body, [body])
    assert.lengthOf(await Draft.all(), 1)
    assert.isEmpty(await Post.all())
  })

  test('is its author’s alone', async ({ client, assert }) => {
    const draft = await aDraft(await someone('Awa'), { body: 'Rien que pour moi' })
    const bastien = await as(client, await someone('Bastien'))
    for (const answer of [
      await bastien.get(`/drafts/${draft.id}`),
      await bastien.delete(`/drafts/${draft.id}`),
      await bastien.post(`/drafts/${draft.id}/publication`),
      await bastien.delete(`/drafts/${draft.id}/schedule`),
    ]) {
      answer.assertStatus(404)
    }
    assert.notInclude((await bastien.get('/drafts')).text(), 'Rien que pour moi')
    assert.lengthOf(await Draft.all(), 1)
  })

  test('beyond a hundred waits until one is deleted', async ({ client, assert }) => {
    const awa = await someone('Awa')
    await db.rawQuery(
      `insert into drafts (author_id, body, visibility, submission_key, kept_at)
       select ?, 'x', 'public', 'key_' || n, now() from generate_series(1, 100) n`,
      [awa.id]
    )
    const browser = await as(client, awa)
    const refused = await browser.post('/drafts', { body: 'Oui', visibility: 'public' })
    refused.assertStatus(422)
    assert.match(complaints(refused.text()).join(), /cent brouillons/)
    const again = { body: 'Oui', visibility: 'public', submission_key: 'key_7' }
    ;(await browser.post('/drafts', again)).assertStatus(422)
  })

  test('answers a script with the address, and refuses it as any form', async ({
    client,
    assert,
  }) => {
    const awa = await someone('Awa')
    const browser = await as(client, awa)
    const send = (path: string, body: string) =>
      browser.post(path, { body, visibility: 'public' }).accept('json')
    const kept = await send('/drafts', 'Un')
    kept.assertStatus(201)
    kept.assertBody({ path: '/drafts' })
    const published = await send('/posts', 'Deux')
    published.assertStatus(201)
    const post = await Post.findByOrFail('authorId', awa.id)
    published.assertBody({ path: `/posts/${post.id}` })
    ;(await send('/posts', ' ')).assertStatus(422)
    await aPost(awa)
    assert.lengthOf(await Draft.all(), 1)
  })
})
