import { createHash } from 'node:crypto'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import type { ApiClient } from '@japa/api-client'
import { feedHead } from '#feed/feed_head'
import { hidePost } from '#feed/hiding'
import { verifyFeed } from '#feed/verify_feed'
import { clock } from '#shared/clock'
import { as } from '#tests/support/client'
import { someone } from '#tests/support/cast'
import { aComment, aPhotoOf, aPlace, aPost } from '#tests/support/feed_factory'
import { feedChain } from '#feed/feed_chain'
import { hiddenCounts } from '#feed/proof/hidden_counts'
import { ruledBy } from '#tests/support/ruled_by'
import { inTransaction } from '#tests/support/in_transaction'
import {
  chainFault,
  contentHash,
  deletionFault,
  receiptFault,
  type Link,
  type Receipt,
} from '../../../resources/js/verify_chain.js'

const sha256 = (...parts: Array<string | Buffer>) => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}

/** A link's hash, recomputed from what the page says it is made of. */
const recomputed = (link: Link) =>
  sha256(
    [
      'feed',
      link.sequence,
      link.kind,
      link.subject,
      link.content_hash,
      link.recorded_at,
      link.previous_hash,
    ].join('|')
  )

const json = async (client: ApiClient, path: string, person: { id: number } | null = null) => {
  const answer = await (await as(client, person)).get(path).header('accept', 'application/json')
  return { status: answer.status(), body: answer.body() }
}

const receiptOf = async (client: ApiClient, person: { id: number }, query = '') => {
  const { status, body } = await json(client, `/feed/receipt.json${query}`, person)
  if (status !== 200) throw new Error(`No receipt: ${status}`)
  return body as Receipt
}

test.group('The feed’s proof', (group) => {
  inTransaction(group)

  test('says in a few lines what it is, and shows the head and the count', async ({
    client,
    assert,
  }) => {
    const empty = await client.get('/feed/proof')
    assert.include(empty.text(), 'Rien n’a encore été publié')
    const post = await aPost(await someone('Awa'))
    await aComment(post, await someone('Bastien'))
    await feedChain.flush()
    const head = await feedHead()
    const page = await client.get('/feed/proof')
    page.assertStatus(200)
    assert.include(page.text(), head?.hash ?? 'no head')
    assert.equal((await json(client, '/feed/proof')).body.head.sequence, head?.sequence)
  })

  test('gives the links of a post, which anyone can recompute', async ({ client, assert }) => {
    const awa = await someone('Awa')
    const post = await aPost(awa, { body: 'Bonjour' })
    await aPhotoOf(await aPost(awa))
    await post.edit({ body: 'Bonsoir', visibility: 'public', alts: new Map() }, clock.now())
    const { body } = await json(client, `/feed/proof?post=${post.id}`)
    assert.deepEqual(
      body.links.map(({ kind }: Link) => kind),
      ['post.published', 'post.edited']
    )
    for (const link of body.links) assert.equal(recomputed(link), link.hash)
    const { salt, text } = body.content
    assert.equal(sha256(Buffer.from(salt, 'hex'), text), body.links.at(-1).content_hash)
    assert.equal(await contentHash(salt, text), body.links.at(-1).content_hash)
    const page = await client.get(`/feed/proof?post=https://any.example/posts/${post.id}`)
    assert.include(page.text(), body.links[1].hash)
    assert.notInclude(page.text(), 'ne correspond pas')
  })

  test('gives what a post says to nobody who may not read it', async ({ client, assert }) => {
    const [awa, bastien] = [await someone('Awa'), await someone('Bastien')]
    const reserved = await aPost(awa, { body: 'Entre nous', visibility: 'signed_in' })
    const hidden = await aPost(awa, { body: 'Masqué' })
    await db.transaction((transaction) =>
      hidePost(hidden.id, 'harassment', clock.now(), transaction)
    )
    const content = async (post: { id: number }, reader: { id: number } | null) =>
      (await json(client, `/feed/proof?post=${post.id}`, reader)).body.content
    assert.isNull(await content(reserved, null))
    assert.include((await content(reserved, bastien)).text, 'Entre nous')
    assert.isNull(await content(hidden, bastien))
    assert.include((await content(hidden, awa)).text, 'Masqué')
    const page = await client.get(`/feed/proof?post=${reserved.id}`)
    assert.notInclude(page.text(), 'Entre nous')
    assert.notInclude(page.text(), reserved.salt.toString('hex'))
  })

  test('still speaks of a post that is deleted, and of none that never was', async ({
    client,
    assert,
  }) => {
    const post = await aPost(await someone('Awa'))
    await post.remove()
    const { body } = await json(client, `/feed/proof?post=${post.id}`)
    assert.equal(body.links.at(-1).kind, 'post.deleted')
    assert.isNull(body.content)
    for (const odd of ['999999', 'rien', '-77777', '1e9']) {
      assert.equal((await client.get(`/feed/proof?post=${odd}`)).status(), 404, odd)
    }
  })

  test('lets anyone download links, a reasonable number at once', async ({ client, assert }) => {
    const awa = await someone('Awa')
    for (let count = 0; count < 4; count += 1) await aPost(awa)
    const head = await feedHead()
    const { body } = await json(client, `/feed/links.json?from=1&to=${head?.sequence}`)
    assert.equal(body.links.length, head?.sequence)
    assert.isNull(await chainFault(body.links))
    assert.equal(body.links.at(-1).hash, head?.hash)
    const [first] = body.links
    assert.isNotNull(await chainFault([{ ...first, subject: 77 }]))
    assert.equal((await json(client, '/feed/links.json?from=1&to=999999')).status, 422)
    assert.isEmpty((await json(client, '/feed/links.json?from=900&to=901')).body.links)
    assert.equal((await json(client, '/feed/links.json?from=x&to=y')).status, 200)
  })
})

test.group('The receipt of a page', (group) => {
  inTransaction(group)

  /** Everything that may keep a post from Awa's page, one of each, and what she sees. */
  async function stage() {
    const awa = await someone('Awa')
    const [bastien, driss, emile] = [
      await someone('Bastien'),
      await someone('Driss'),
      await someone('Émile'),
    ]
    const [niort, melle] = [await aPlace('Niort'), await aPlace('Melle')]
    const seen = await aPost(bastien, { visibility: 'signed_in' })
    await aPost(driss)
    await aPost(emile)
    await aPost(emile)
    await aPost(bastien, { body: 'Encore du FOOT !' })
    const far = await aPost(bastien)
    await db.from('posts').where('id', far.id).update({ place_id: melle.id })
    const decided = await aPost(bastien)
    const deleted = await aPost(bastien)
    const own = await aPost(awa, { body: 'Mon foot à moi' })
    await aComment(seen, driss)
    await db.transaction((transaction) =>
      hidePost(decided.id, 'harassment', clock.now(), transaction)
    )
    await deleted.remove()
    const now = clock.now()
    await db.table('blocks').insert({ blocker_id: awa.id, blocked_id: driss.id, blocked_at: now })
    await db.table('mutes').insert({ muter_id: awa.id, muted_id: emile.id, muted_at: now })
    await db.table('word_filters').insert({ person_id: awa.id, phrase: 'foot', set_at: now })
    await db.table('chosen_places').insert({ person_id: awa.id, place_id: niort.id })
    return { awa, seen, own, deleted, bastien }
  }

  test('shows or counts all that was published, reason by reason', async ({ client, assert }) => {
    const { awa, seen, own, deleted } = await stage()
    const receipt = await receiptOf(client, awa)
    assert.deepEqual(receipt.shown, [own.id, seen.id])
    assert.deepEqual(receipt.hidden, {
      blocked: 1,
      muted: 2,
      word: 1,
      place: 1,
      visibility: 0,
      decision: 1,
      unexplained: 0,
    })
    assert.deepEqual(receipt.deleted, [deleted.id])
    assert.isNull(await receiptFault(receipt))
    const text = JSON.stringify(receipt)
    for (const name of [awa.handle, awa.name, awa.email ?? '?']) assert.notInclude(text, name)
  })

  test('is what the page shows, page after page, to the first link', async ({ client, assert }) => {
    const [awa, bastien] = [await someone('Awa'), await someone('Bastien')]
    await ruledBy({ 'feed.posts_per_member_per_day': 200 })
    for (let count = 0; count < 45; count += 1) await aPost(bastien)
    const covered: number[] = []
    let before: number | null = null
    for (let pages = 0; pages < 3; pages += 1) {
      const query: string = before === null ? '' : `?before=${before}`
      const receipt = await receiptOf(client, awa, query)
      const page = await json(client, `/feed${query}`, awa)
      assert.deepEqual(
        receipt.shown,
        page.body.posts.map(({ id }: { id: number }) => id)
      )
      assert.isNull(await receiptFault(receipt))
      covered.unshift(...receipt.links.map(({ sequence }) => sequence))
      before = page.body.before
    }
    assert.isNull(before)
    assert.deepEqual(
      covered,
      covered.map((_, index) => index + 1)
    )
  })

  test('shows a post kept back without a reason for what it is', async ({ client, assert }) => {
    const { awa } = await stage()
    const receipt = await receiptOf(client, awa)
    const { shown, hidden } = receipt
    const counts = await hiddenCounts(awa.id, receipt.range, [])
    assert.equal(counts.unexplained, shown.length)
    const without = { ...receipt, shown: shown.slice(1) }
    assert.equal(await receiptFault(without), 'wrong_count')
    const said = { ...without, hidden: { ...hidden, unexplained: 1 } }
    assert.equal(await receiptFault(said), 'unexplained')
    const boosted = { ...receipt, shown: shown.toReversed() }
    assert.equal(await receiptFault(boosted), 'not_in_order')
    const invented = { ...receipt, shown: [...shown, 987_654] }
    assert.equal(await receiptFault(invented), 'shown_not_published')
    const twice = { ...receipt, shown: [...shown, ...shown.slice(-1)] }
    assert.equal(await receiptFault(twice), 'wrong_count')
    const negative = { ...receipt, hidden: { ...hidden, word: -1, muted: 4 } }
    assert.equal(await receiptFault(negative), 'wrong_count')
  })

  test('leaves nothing out under the name of deleted: the chain has seen each deletion', async ({
    client,
    assert,
  }) => {
    const { awa, seen, deleted } = await stage()
    const receipt = await receiptOf(client, awa)
    const linksOf = async (post: number): Promise<Link[]> =>
      (await json(client, `/feed/proof?post=${post}`)).body?.links ?? []
    assert.isNull(await deletionFault([deleted.id], linksOf))
    // Counted right, and yet the post still stands.
    const shown = receipt.shown.filter((id) => id !== seen.id)
    const lie = { ...receipt, shown, deleted: [...receipt.deleted, seen.id] }
    assert.isNull(await receiptFault(lie))
    assert.equal(await deletionFault(lie.deleted, linksOf), 'not_deleted')
    const forged = async (post: number) =>
      (await linksOf(post)).map((link) => ({ ...link, kind: 'post.deleted' }))
    assert.equal(await deletionFault([seen.id], forged), 'not_deleted')
    assert.equal(await deletionFault([987_654], linksOf), 'not_deleted')
  })

  test('does not pass with a chain that was touched', async ({ client, assert }) => {
    const { awa } = await stage()
    const receipt = await receiptOf(client, awa)
    const { links } = receipt
    const [first] = links
    if (!first) throw new Error('The chain is empty')
    const fault = (changed: Link[]) => receiptFault({ ...receipt, links: changed })
    assert.equal(await fault(links.slice(1)), 'gap')
    assert.equal(await fault([{ ...first, subject: 9 }, ...links.slice(1)]), 'wrong_hash')
    const forged = { ...first, subject: 9 }
    const rehashed = { ...forged, hash: recomputed(forged) }
    assert.equal(await fault([rehashed, ...links.slice(1)]), 'broken_link')
    const head = { ...receipt.head, hash: 'f'.repeat(64) }
    assert.equal(await receiptFault({ ...receipt, head }), 'wrong_head')
    assert.equal(await receiptFault({} as Receipt), 'not_a_receipt')
  })

  test('holds a head that feed:verify finds again, and no other', async ({ client, assert }) => {
    const { awa, bastien } = await stage()
    const receipt = await receiptOf(client, awa)
    await aPost(bastien)
    assert.notEqual((await feedHead())?.hash, receipt.head.hash)
    const verdict = async (hash: string) => (await verifyFeed(hash)).fault?.fault ?? null
    assert.notEqual(await verdict(receipt.head.hash), 'head_not_found')
    assert.notEqual(await verdict(receipt.links.at(0)?.hash ?? ''), 'head_not_found')
    assert.equal(await verdict('f'.repeat(64)), 'head_not_found')
  })

  test('is there for members, and for nothing when nothing is published', async ({ client }) => {
    const awa = await someone('Awa')
    const browser = await as(client, awa)
    ;(await browser.get('/feed/receipt.json')).assertStatus(404)
    await aPost(awa)
    ;(await browser.get('/feed/receipt.json')).assertStatus(200)
    ;(await browser.get('/feed/receipt.json?before=1')).assertStatus(404)
  })
})
