import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { Comment } from '#feed/comment'
import { verifyFeed } from '#feed/verify_feed'
import { feedChain } from '#feed/feed_chain'
import { aComment, aPost } from '#tests/support/feed_factory'
import { clock } from '#shared/clock'
import { asOwner, ownDatabase } from '#tests/support/own_database'
import { someone } from '#tests/support/cast'

/** A small past: three posts, one edited, one deleted, two comments, one deleted. */
async function aPast() {
  const awa = await someone('Awa')
  const bastien = await someone('Bastien')
  const first = await aPost(awa, { body: 'Premier' })
  const second = await aPost(bastien, { body: 'Deuxième' })
  const third = await aPost(awa, { body: 'Troisième' })
  await first.edit({ body: 'Premier, corrigé', visibility: 'public', alts: new Map() }, clock.now())
  const kept = await aComment(first, bastien)
  const dropped = await aComment(first, awa)
  await feedChain.flush()
  await (await Comment.findOrFail(dropped)).remove()
  await third.remove()
  return { first, second, third, kept }
}

test.group('feed:verify', (group) => {
  ownDatabase(group)

  test('accepts what the verbs have written, and counts it', async ({ assert }) => {
    await aPast()
    const check = await verifyFeed()
    assert.isNull(check.fault)
    assert.equal(check.posts, 2)
    assert.equal(check.comments, 1)
    // 3 posts, 1 edit, 2 comments, 1 comment deleted, 1 post deleted
    assert.equal(check.links, 8)
  })

  test('catches a text changed behind the verbs’ back', async ({ assert }) => {
    const { first, kept } = await aPast()
    await db.from('posts').where('id', first.id).update({ body: 'Autre chose' })
    assert.deepEqual((await verifyFeed()).fault, { fault: 'post_changed', id: first.id })
    await db.from('posts').where('id', first.id).update({ body: first.body })
    assert.isNull((await verifyFeed()).fault)
    await db.from('comments').where('id', kept).update({ body: 'Autre chose' })
    assert.deepEqual((await verifyFeed()).fault, { fault: 'comment_changed', id: kept })
  })

  test('catches a visibility changed, and a version rewritten', async ({ assert }) => {
    const { first, second } = await aPast()
    await db.from('posts').where('id', second.id).update({ visibility: 'signed_in' })
    assert.deepEqual((await verifyFeed()).fault, { fault: 'post_changed', id: second.id })
    await db.from('posts').where('id', second.id).update({ visibility: 'public' })
    await db.from('post_revisions').where('post_id', first.id).update({ content: '{}' })
    assert.deepEqual((await verifyFeed()).fault, { fault: 'revision_changed', id: first.id })
  })

  test('catches a row removed', async ({ assert }) => {
    const { second, kept } = await aPast()
    await db.from('comments').where('id', kept).delete()
    assert.deepEqual((await verifyFeed()).fault, { fault: 'comment_removed', id: kept })
    await db.from('posts').where('id', second.id).delete()
    assert.deepEqual((await verifyFeed()).fault, { fault: 'post_removed', id: second.id })
  })

  test('catches a row inserted, in the feed and under a post', async ({ assert }) => {
    const { first, second } = await aPast()
    const columns = `author_id, body, visibility, salt, created_at, handed_over_at, published_at`
    const { rows } = await db.rawQuery(
      `insert into posts (${columns}, published_seq)
       select ${columns}, 1000 from posts where id = ? returning id`,
      [second.id]
    )
    assert.deepEqual((await verifyFeed()).fault, { fault: 'post_inserted', id: rows[0].id })
    await db.from('posts').where('id', rows[0].id).delete()
    const comment = await db.rawQuery(
      `insert into comments (post_id, author_id, body, salt, created_at)
       select id, author_id, 'Glissé là', salt, created_at from posts where id = ? returning id`,
      [first.id]
    )
    assert.deepEqual((await verifyFeed()).fault, {
      fault: 'comment_inserted',
      id: comment.rows[0].id,
    })
  })

  test('catches a cut tail: its rows stay behind, or a head published earlier is missing', async ({
    assert,
  }) => {
    await aPast()
    const { head } = await verifyFeed()
    const awa = await someone('Awa')
    const last = await aPost(awa, { body: 'Le dernier' })
    const after = await verifyFeed(head)
    assert.isNull(after.fault, 'the chain continues the head seen before')

    await asOwner(async (owner) => {
      await owner.query('alter table chain_entries disable trigger chain_entries_stand')
      await owner.query(
        `delete from chain_entries where sequence = (select max(sequence) from chain_entries)`
      )
    })
    assert.deepEqual((await verifyFeed()).fault, { fault: 'post_inserted', id: last.id })
    await db.from('posts').where('id', last.id).delete()
    assert.isNull((await verifyFeed()).fault, 'cut with its rows, nothing shows inside')
    assert.equal((await verifyFeed(after.head)).fault?.fault, 'head_not_found')
  })

  test('catches a link altered by the owner of the tables', async ({ assert }) => {
    await aPast()
    await asOwner(async (owner) => {
      await owner.query('alter table chain_entries disable trigger chain_entries_stand')
      await owner.query(`update chain_entries set subject_id = 99 where sequence = 2`)
    })
    assert.deepEqual((await verifyFeed()).fault, { fault: 'chain_broken', id: 2 })
  })
})

test.group('The database guards the chain', (group) => {
  ownDatabase(group)

  const forged = `insert into chain_entries (chain, sequence, kind, subject_id, content_hash, recorded_at, previous_hash, hash)
    select chain, sequence + 1, 'post.published', 1, content_hash, recorded_at, hash, sha256('forged')
      from chain_entries order by sequence desc limit 1`
  const gap = `insert into chain_entries (chain, sequence, kind, subject_id, content_hash, recorded_at, previous_hash, hash)
    select chain, sequence + 2, kind, subject_id, content_hash, recorded_at, hash,
      chain_entry_hash(chain, sequence + 2, kind, subject_id, content_hash, recorded_at, hash)
      from chain_entries order by sequence desc limit 1`

  test('against a link that does not follow, as the application’s role', async ({ assert }) => {
    await aPast()
    await assert.rejects(() => db.rawQuery(forged), /chain_entries_follow/)
    await assert.rejects(() => db.rawQuery(gap), /chain_entries_follow/)
    await asOwner((owner) => owner.query('drop trigger chain_entries_follow on chain_entries'))
    await db.rawQuery(forged)
  })

  test('against any change of what stands', async ({ assert }) => {
    await aPast()
    for (const change of [
      'update chain_entries set kind = kind',
      'delete from chain_entries',
      'truncate chain_entries',
    ]) {
      await assert.rejects(() => db.rawQuery(change), /permission denied/)
      await asOwner(async (owner) => {
        await assert.rejects(() => owner.query(change), /history/)
      })
    }
    await asOwner(async (owner) => {
      await owner.query('drop trigger chain_entries_stand on chain_entries')
      await owner.query('grant update on chain_entries to public')
    })
    await db.rawQuery('update chain_entries set kind = kind')
  })
})
