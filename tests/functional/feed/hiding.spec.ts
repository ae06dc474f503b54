import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { feedChain } from '#feed/feed_chain'
import { hidePost, liftHiding } from '#feed/hiding'
import { HIDING_CLAUSES, type HidingClause } from '#feed/hiding_clauses'
import { Post } from '#feed/post'
import { verifyFeed } from '#feed/verify_feed'
import { clock } from '#shared/clock'
import { as } from '#tests/support/client'
import { someone, someoneWith } from '#tests/support/cast'
import { aComment, aPhotoOf, aPost } from '#tests/support/feed_factory'
import { ownDatabase } from '#tests/support/own_database'
import { aWaitingPost } from '#tests/support/waiting_post'

const hide = (post: { id: number }, clause: HidingClause = 'harassment') =>
  db.transaction((transaction) => hidePost(post.id, clause, clock.now(), transaction))

const lift = (post: { id: number }) =>
  db.transaction((transaction) => liftHiding(post.id, clock.now(), transaction))

test.group('A hidden post', (group) => {
  ownDatabase(group)

  test('is a marker with its reason wherever it stood; only its author reads it', async ({
    client,
    assert,
  }) => {
    const awa = await someone('Awa Diallo')
    const driss = await someone('Driss')
    const post = await aPost(awa, { body: 'Quelle honte, celui du numéro 12 #honte' })
    await aComment(post, driss, 'Pas ici.')
    const visitor = await as(client, null)
    const pages = [`/posts/${post.id}`, '/feed', '/', `/@${awa.handle}`, '/search?q=honte']
    // Cards are kept: each page is looked at before, so that a kept card would be found out.
    for (const path of pages) await (await as(client, driss)).get(path)
    assert.isTrue((await hide(post)).ok)

    for (const reader of [driss, await someoneWith('moderator'), await someoneWith('board')]) {
      const browser = await as(client, reader)
      for (const path of pages) {
        const page = (await browser.get(path)).text()
        assert.notInclude(page, 'numéro 12', path)
        if (path === '/search?q=honte') continue
        assert.include(page, 'Elle harcèle ou menace quelqu’un.', path)
      }
      const alone = await browser.get(`/posts/${post.id}`)
      alone.assertStatus(200)
      assert.notInclude(alone.text(), 'Diallo')
      assert.include(alone.text(), 'Pas ici.')
      for (const path of [`/posts/${post.id}`, '/feed']) {
        const json = JSON.stringify((await browser.get(path).accept('json')).body())
        assert.notInclude(json, 'numéro 12')
        assert.notInclude(json, 'Diallo')
        assert.include(json, '"clause":"harassment"')
      }
      const history = await browser.get(`/posts/${post.id}/history`)
      history.assertStatus(404)
    }
    assert.include((await visitor.get(`/posts/${post.id}`)).text(), 'Elle harcèle')
    assert.notInclude((await visitor.get('/')).text(), 'numéro 12')

    const own = await as(client, awa)
    for (const path of [`/posts/${post.id}`, '/feed', '/search?q=honte']) {
      const page = (await own.get(path)).text()
      assert.include(page, 'numéro 12', path)
      assert.include(page, 'Elle harcèle ou menace quelqu’un.', path)
    }
  })

  test('takes no comment, thanks nor change, and its photos are refused to others', async ({
    client,
    assert,
  }) => {
    const awa = await someone('Awa')
    const post = await aPost(awa)
    const photo = await aPhotoOf(post)
    const path = `/photos/${photo.key}/320.webp`
    const driss = await as(client, await someone('Driss'))
    ;(await driss.get(path)).assertStatus(200)
    await hide(post)
    for (const reader of [driss, await as(client, null)]) {
      const refused = await reader.get(path)
      refused.assertStatus(404)
    }
    const own = await as(client, awa)
    ;(await own.get(path)).assertStatus(200)

    for (const browser of [driss, own]) {
      assert.notInclude((await browser.get(`/posts/${post.id}`)).text(), 'Votre commentaire')
      const comment = await browser.post(`/posts/${post.id}/comments`, { body: 'Ah !' })
      comment.assertStatus(422)
    }
    await driss.post(`/posts/${post.id}/thanks`)
    assert.isEmpty(await db.from('comments'))
    assert.isEmpty(await db.from('thanks'))
    const edited = await own.put(`/posts/${post.id}`, { body: 'Autre', visibility: 'public' })
    edited.assertStatus(422)
    assert.include(edited.text(), 'masquée par une décision')

    await lift(post)
    ;(await driss.get(path)).assertStatus(200)
    const comment = await driss.post(`/posts/${post.id}/comments`, { body: 'Ah !' })
    comment.assertStatus(303)
    assert.include((await driss.get('/feed')).text(), post.body)
  })

  test('is hidden once, lifted once; what is not in the feed cannot be hidden', async ({
    assert,
  }) => {
    const awa = await someone('Awa')
    const post = await aPost(awa)
    assert.isFalse((await lift(post)).ok)
    const both = await Promise.all([hide(post), hide(post, 'spam')])
    assert.lengthOf(
      both.filter(({ ok }) => ok),
      1
    )
    assert.isTrue((await lift(post)).ok)
    assert.isFalse((await lift(post)).ok)
    assert.isTrue((await hide(post, 'spam')).ok)
    const { post: waiting } = await aWaitingPost(awa)
    assert.isFalse((await hide(waiting)).ok)
    assert.lengthOf(await db.from('hidings').where('post_id', post.id), 2)
    await feedChain.flush()
    assert.isNull((await verifyFeed()).fault)
    const links = await db.from('chain_entries').where('kind', 'like', 'post.%').orderBy('sequence')
    assert.deepEqual(
      links.map(({ kind }) => kind),
      ['post.published', 'post.hidden', 'post.restored', 'post.hidden']
    )
  })

  test('leaves nothing when its decision is rolled back', async ({ assert }) => {
    const post = await aPost(await someone('Awa'))
    const decision = db.transaction(async (transaction) => {
      await hidePost(post.id, 'spam', clock.now(), transaction)
      throw new Error('The decision cannot be written')
    })
    await assert.rejects(() => decision)
    await feedChain.flush()
    assert.isNull((await Post.findOrFail(post.id)).hiddenAt)
    assert.isEmpty(await db.from('hidings'))
    assert.isEmpty(await db.from('chain_entries').where('kind', 'post.hidden'))
  })

  test('without a decision in the chain is found by feed:verify, and so is all that differs', async ({
    assert,
  }) => {
    const post = await aPost(await someone('Awa'))
    const row = () => db.from('posts').where('id', post.id)
    await row().update({ hidden_at: clock.now(), hidden_clause: 'spam' })
    assert.equal((await verifyFeed()).fault?.fault, 'hidden_without_decision')
    await db.table('hidings').insert({ post_id: post.id, clause: 'spam', hidden_at: clock.now() })
    assert.equal((await verifyFeed()).fault?.fault, 'hidden_without_decision')
    await db.from('hidings').delete()
    await row().update({ hidden_at: null, hidden_clause: null })

    await hide(post)
    await feedChain.flush()
    assert.isNull((await verifyFeed()).fault)
    const { hiddenAt } = await Post.findOrFail(post.id)
    await row().update({ hidden_at: null, hidden_clause: null })
    assert.equal((await verifyFeed()).fault?.fault, 'shown_despite_decision')
    await row().update({ hidden_at: hiddenAt, hidden_clause: 'spam' })
    assert.equal((await verifyFeed()).fault?.fault, 'decision_changed')
    await db.from('hidings').update({ clause: 'spam' })
    assert.equal((await verifyFeed()).fault?.fault, 'decision_changed')
    await row().update({ hidden_clause: 'harassment' })
    await db.from('hidings').delete()
    assert.equal((await verifyFeed()).fault?.fault, 'decision_changed')
  })

  test('has a reason for every clause, and for one that is no longer known', async ({
    client,
    assert,
  }) => {
    const awa = await someone('Awa')
    const browser = await as(client, null)
    for (const clause of HIDING_CLAUSES) {
      const post = await aPost(awa)
      await hide(post, clause)
      const page = (await browser.get(`/posts/${post.id}`)).text()
      assert.notMatch(page, /translation missing|ui\.hidden/i, clause)
      await db.from('posts').where('id', post.id).update({ hidden_clause: 'of_the_past' })
      await db.from('posts').where('id', post.id).increment('display_revision')
      const later = (await browser.get(`/posts/${post.id}`)).text()
      assert.include(later, 'Elle contrevient à la charte.')
    }
  })
})
