import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { feedChain } from '#feed/feed_chain'
import { hideComment, liftCommentHiding } from '#feed/hiding_comments'
import { verifyFeed } from '#feed/verify_feed'
import { clock } from '#shared/clock'
import { as } from '#tests/support/client'
import { someone } from '#tests/support/cast'
import { aComment, aPost } from '#tests/support/feed_factory'
import { asOwner, ownDatabase } from '#tests/support/own_database'

const hide = (id: number) =>
  db.transaction((transaction) => hideComment(id, 'harassment', clock.now(), transaction))
const lift = (id: number) =>
  db.transaction((transaction) => liftCommentHiding(id, clock.now(), transaction))

test.group('A hidden comment', (group) => {
  ownDatabase(group)

  async function commented() {
    const awa = await someone('Awa')
    const driss = await someone('Driss Benali')
    const post = await aPost(awa)
    await aComment(post, awa, 'Bonjour à tous.')
    const id = await aComment(post, driss, 'Tais-toi, tu es nul.')
    return { awa, driss, post, id, path: `/posts/${post.id}` }
  }

  test('is a marker at its place for all but its author, and comes back exactly', async ({
    client,
    assert,
  }) => {
    const { awa, driss, path, id } = await commented()
    const readers = [awa, await someone('Chloé'), null]
    const before = (await (await as(client, readers[1] ?? null)).get(path)).text()
    assert.isTrue((await hide(id)).ok)
    for (const reader of readers) {
      const browser = await as(client, reader)
      const page = (await browser.get(path)).text()
      assert.notInclude(page, 'Tais-toi')
      assert.notInclude(page, 'Benali')
      assert.include(page, 'harcèle ou menace quelqu’un')
      assert.include(page, `id="comment-${id}"`)
      const json = JSON.stringify((await browser.get(path).accept('json')).body())
      assert.notInclude(json, 'Tais-toi')
      assert.notInclude(json, 'Benali')
    }
    const news = (await (await as(client, awa)).get('/notifications')).text()
    assert.notInclude(news, 'Tais-toi')
    const own = (await (await as(client, driss)).get(path)).text()
    assert.include(own, 'Tais-toi')
    assert.include(own, 'harcèle ou menace quelqu’un')

    assert.isTrue((await lift(id)).ok)
    const after = (await (await as(client, readers[1] ?? null)).get(path)).text()
    const list = (page: string) =>
      page.slice(page.indexOf('class="comment"'), page.lastIndexOf('</li>'))
    assert.include(after, 'Tais-toi')
    assert.equal(
      list(after).replace(/value="[^"]*"/g, ''),
      list(before).replace(/value="[^"]*"/g, '')
    )
  })

  test('is hidden once, and the chain tells of it', async ({ assert }) => {
    const { id } = await commented()
    assert.isFalse((await lift(id)).ok)
    assert.isTrue((await hide(id)).ok)
    assert.isFalse((await hide(id)).ok)
    await feedChain.flush()
    assert.isNull((await verifyFeed()).fault)
    assert.isTrue((await lift(id)).ok)
    await feedChain.flush()
    assert.isNull((await verifyFeed()).fault)
    const links = await db.from('chain_entries').where('subject_id', id).orderBy('sequence')
    assert.includeMembers(
      links.map(({ kind }) => kind),
      ['comment.published', 'comment.hidden', 'comment.restored']
    )
  })

  test('shown without a decision, or hidden without one, is found out', async ({ assert }) => {
    const { id } = await commented()
    await hide(id)
    await feedChain.flush()
    await asOwner((owner) =>
      owner.query('update comments set hidden_at = null, hidden_clause = null where id = $1', [id])
    )
    assert.deepEqual((await verifyFeed()).fault, { fault: 'shown_despite_decision', id })
  })
})
