import { test } from '@japa/runner'
import { Post } from '#feed/post'
import { verifyFeed } from '#feed/verify_feed'
import db from '@adonisjs/lucid/services/db'
import { as } from '#tests/support/client'
import { someone } from '#tests/support/cast'
import { aPhotoOf, aPost } from '#tests/support/feed_factory'
import { complaints, filledIn } from '#tests/support/form_page'
import { aFreePhoto } from '#tests/support/free_photo'
import { ownDatabase } from '#tests/support/own_database'
import { aCommune, aQuarter } from '#tests/support/places'

const VEIL = /<details class="veil">([^]*?)<\/details>/

test.group('A post with a warning, about a place', (group) => {
  ownDatabase(group)

  test('folds text and photos behind the warning, and leads to the place', async ({
    client,
    assert,
  }) => {
    const awa = await someone('Awa')
    const quarter = await aQuarter(await aCommune())
    const browser = await as(client, awa)
    const sent = await browser.post('/posts', {
      body: 'Un lapin écrasé.',
      visibility: 'public',
      content_warning: ' Sang & <b>animal</b> ',
      place_id: quarter.id,
    })
    sent.assertStatus(303)
    const post = await Post.findByOrFail('authorId', awa.id)
    const photo = await aPhotoOf(post)
    await photo.merge({ alt: '' }).save()
    await db.from('posts').where('id', post.id).increment('display_revision')
    for (const path of [`/posts/${post.id}`, '/feed']) {
      const page = (await browser.get(path)).text()
      const [, folded = ''] = VEIL.exec(page) ?? []
      assert.include(folded, 'Sang &amp; &lt;b&gt;animal&lt;/b&gt;')
      assert.include(folded, 'Un lapin écrasé.')
      assert.include(folded, '<picture>')
      const open = page.replace(VEIL, '')
      assert.notInclude(open, 'lapin')
      assert.notInclude(open, '<picture>')
      assert.include(open, `href="/places/${quarter.slug}"`)
    }
  })

  test('with photos keeps both, and its link in the chain swears to them', async ({ assert }) => {
    const awa = await someone('Awa')
    const quarter = await aQuarter(await aCommune())
    const photo = await aFreePhoto(awa)
    for (const photos of [[], [{ id: photo.id, alt: '' }]]) {
      const result = await Post.publish(
        {
          authorId: awa.id,
          body: 'Un lapin',
          visibility: 'public',
          photos,
          submissionKey: null,
          contentWarning: 'Sang',
          placeId: quarter.id,
        },
        new Date()
      )
      assert.isTrue(result.ok)
    }
    assert.isNull((await verifyFeed()).fault)
    const post = await Post.query().orderBy('id').firstOrFail()
    for (const change of [{ content_warning: '' }, { place_id: null }]) {
      await db.from('posts').where('id', post.id).update(change)
      assert.deepEqual((await verifyFeed()).fault, { fault: 'post_changed', id: post.id })
      const { contentWarning, placeId } = post
      await db
        .from('posts')
        .where('id', post.id)
        .update({ content_warning: contentWarning, place_id: placeId })
    }
  })

  test('changes by an edit that its history shows; a form without them leaves them', async ({
    client,
    assert,
  }) => {
    const awa = await someone('Awa')
    const quarter = await aQuarter(await aCommune(), 'Souché')
    const post = await aPost(awa, { body: 'Un lapin' })
    const browser = await as(client, awa)
    const save = (form: Record<string, unknown>) =>
      browser.put(`/posts/${post.id}`, { body: 'Un lapin', visibility: 'public', ...form })
    await save({ content_warning: 'Sang', place_id: quarter.id })
    const form = filledIn((await browser.get(`/posts/${post.id}/edit`)).text())
    assert.deepEqual(form.content_warning, ['Sang'])
    await save({ body: 'Un lièvre' })
    await post.refresh()
    assert.deepEqual([post.contentWarning, post.placeId], ['Sang', quarter.id])
    const emptied = await save({ content_warning: '', place_id: '' })
    emptied.assertStatus(303)
    await post.refresh()
    assert.deepEqual([post.contentWarning, post.placeId], ['', null])
    const history = (await browser.get(`/posts/${post.id}/history`)).text()
    assert.lengthOf(history.match(/Avertissement\u00a0: Sang/g) ?? [], 2)
    assert.lengthOf(history.match(/Lieu\u00a0: Souché/g) ?? [], 2)
    assert.isNull((await verifyFeed()).fault)
  })

  test('is refused when the warning is too long or the place gone, what was typed kept', async ({
    client,
    assert,
  }) => {
    const browser = await as(client, await someone('Awa'))
    const long = 'é'.repeat(201)
    for (const [form, sentence] of [
      [{ content_warning: long }, /200 caractères/],
      [{ place_id: 999_999 }, /n’existe plus/],
    ] as const) {
      const refused = await browser.post('/posts', { body: 'Oui', visibility: 'public', ...form })
      refused.assertStatus(422)
      assert.match(complaints(refused.text()).join(), sentence)
      assert.deepEqual(filledIn(refused.text()).body, ['Oui'])
    }
    const emoji = await browser.post('/posts', {
      body: 'Oui',
      visibility: 'public',
      content_warning: '🐐'.repeat(200),
    })
    emoji.assertStatus(303)
  })

  test('offers one’s own place, those one chose, and quarters; not every commune', async ({
    client,
    assert,
  }) => {
    const awa = await someone('Awa')
    const [niort, melle, thouars] = [
      await aCommune('Niort'),
      await aCommune('Melle'),
      await aCommune('Thouars'),
    ]
    await aQuarter(niort, 'La Brèche')
    await db.from('people').where('id', awa.id).update({ place_id: niort.id })
    await db.table('chosen_places').insert({ person_id: awa.id, place_id: melle.id })
    const page = (await (await as(client, awa)).get('/posts/new')).text()
    const offered = [...page.matchAll(/<option[^>]*>([^<]+)</g)].map(([, name]) => name)
    assert.deepEqual(offered, ['Aucun', 'Niort', 'Melle', 'La Brèche'])
    assert.notInclude(page, thouars.name)
  })
})
