import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import { feedChain } from '#feed/feed_chain'
import { FeedToken } from '#feed/feeds/feed_token'
import { hidePost } from '#feed/hiding'
import { block } from '#people/boundaries/blocks'
import { mute } from '#people/boundaries/mutes'
import type { Person } from '#people/person'
import { clock } from '#shared/clock'
import { as } from '#tests/support/client'
import { someone } from '#tests/support/cast'
import { aComment, aDraft, aPhotoOf, aPlace, aPost } from '#tests/support/feed_factory'
import { inTransaction } from '#tests/support/in_transaction'

/** The word that only this text has, and that no page may show to who may not read it. */
const WORDS = {
  open: 'ornithorynque',
  reserved: 'quetzalcoatlus',
  hidden: 'xylophoniste',
  deleted: 'zygomatique',
  draft: 'wapitiforme',
  scheduled: 'yttriumesque',
  held: 'kouignamaniste',
}

/** Awa's texts of every kind, all at one place, under one tag, naming Bastien, with a photo each. */
async function everyKind() {
  const [awa, bastien] = [await someone('Awa'), await someone('Bastien')]
  const place = await aPlace('Souche', await aPlace('Niort'))
  const written = (word: string) => `Un ${word} au jardin. #secrets @${bastien.handle}`
  const post = async (word: string, visibility: 'public' | 'signed_in' = 'public') => {
    const made = await aPost(awa, { body: written(word), visibility })
    await db.from('posts').where('id', made.id).update({ place_id: place.id })
    return made
  }
  const open = await post(WORDS.open)
  const reserved = await post(WORDS.reserved, 'signed_in')
  const hidden = await post(WORDS.hidden)
  const deleted = await post(WORDS.deleted)
  const photos = [await aPhotoOf(reserved), await aPhotoOf(hidden), await aPhotoOf(deleted)]
  for (const one of [open, reserved, hidden]) await aComment(one, bastien, 'Bien vu.')
  const changed = { body: `${hidden.body} Et même deux.`, visibility: 'public' } as const
  await hidden.edit({ ...changed, alts: new Map() }, clock.now())
  await db.transaction((transaction) => hidePost(hidden.id, 'spam', clock.now(), transaction))
  await deleted.remove()
  await aDraft(awa, { body: written(WORDS.draft) })
  const tomorrow = new Date(clock.now().getTime() + 86_400_000)
  await aDraft(awa, { body: written(WORDS.scheduled), publishAt: tomorrow })
  await db.from('people').where('id', awa.id).update({ held_posts_left: 1 })
  const held = await aPost(awa, { body: written(WORDS.held) })
  await feedChain.flush()
  const ids = [open, reserved, hidden, deleted, held].map(({ id }) => id)
  return { awa, bastien, place, photos, ids, open }
}

/** Everything that one reader is shown anywhere, as pages and as JSON, their own feed's key included. */
async function allThatIsShown(
  client: ApiClient,
  reader: Person | null,
  { awa, place, ids }: Awaited<ReturnType<typeof everyKind>>,
  only?: 'lists'
) {
  const words = Object.values(WORDS).map((word) => `/search?q=${word}`)
  const feeds = ['atom', 'rss', 'json'].flatMap((format) => [`/feed.${format}`])
  const own = reader ? await FeedToken.renew(reader.id, clock.now()) : null
  const lists = [
    ...[
      '/feed',
      '/feed?before=99999999',
      '/tags/secrets',
      `/places/${place.slug}`,
      '/search?q=jardin',
    ],
    ...[...words, '/bookmarks', '/notifications', '/drafts', '/invitations/tree'],
    ...(own ? [`/feeds/${own}/feed.json`, `/feeds/${own}/feed.atom`] : []),
  ]
  const pages = [
    ...['/', `/@${awa.handle}`, '/sitemap.xml', '/sitemap/posts/1', '/feed/links.json', '/held'],
    ...[...feeds, `/@${awa.handle}/feed.json`, `/@${awa.handle}/feed.atom`, '/feed/receipt.json'],
    ...ids.flatMap((id) => [
      ...[`/posts/${id}`, `/posts/${id}/history`, `/posts/${id}/edit`, `/posts/${id}/delete`],
      `/feed/proof?post=${id}`,
    ]),
  ]
  const browser = await as(client, reader)
  const shown: Array<{ path: string; text: string }> = []
  for (const path of only === 'lists' ? lists : [...lists, ...pages]) {
    for (const type of ['html', 'json']) {
      const answer = await browser.get(path).accept(type)
      // What was asked for is said again; only what answers it counts.
      const [, asked = ''] = /[?&]q=([^&]*)/.exec(path) ?? []
      const text = asked ? answer.text().replaceAll(asked, '') : answer.text()
      shown.push({ path: `${path} (${type})`, text })
    }
  }
  return shown
}

const found = (shown: Array<{ path: string; text: string }>, word: string) =>
  shown.filter(({ text }) => text.includes(word)).map(({ path }) => path)

test.group('What someone may not read', (group) => {
  inTransaction(group)

  test('is nowhere for a visitor: reserved, hidden, deleted, held, or not written yet', async ({
    client,
    assert,
  }) => {
    const world = await everyKind()
    const shown = await allThatIsShown(client, null, world)
    assert.isNotEmpty(found(shown, WORDS.open))
    for (const word of Object.values(WORDS)) {
      if (word !== WORDS.open) assert.deepEqual(found(shown, word), [], word)
    }
    for (const { key } of world.photos) {
      assert.deepEqual(found(shown, key), [], key)
      ;(await client.get(`/photos/${key}/320.webp`)).assertStatus(404)
    }
  })

  test('is nowhere for who is signed in: hidden, deleted, or not written yet', async ({
    client,
    assert,
  }) => {
    const world = await everyKind()
    const newcomer = await someone('Gwenola')
    await db.from('people').where('id', newcomer.id).update({ held_posts_left: 3 })
    for (const reader of [world.bastien, newcomer]) {
      const shown = await allThatIsShown(client, reader, world)
      assert.isNotEmpty(found(shown, WORDS.open))
      assert.isNotEmpty(found(shown, WORDS.reserved))
      for (const kind of ['hidden', 'deleted', 'draft', 'scheduled'] as const) {
        assert.deepEqual(found(shown, WORDS[kind]), [], kind)
      }
      // Who was here for a month reads what waits to be let through, there and nowhere else.
      const judged = reader === newcomer ? [] : ['/held (html)', '/held (json)']
      assert.deepEqual(found(shown, WORDS.held), judged)
    }
  })

  test('is in no list of who blocks or mutes its author', async ({ client, assert }) => {
    const world = await everyKind()
    const [chloe, driss] = [await someone('Chloé'), await someone('Driss')]
    const theirs = await aPost(world.bastien, { body: 'Qui vient ?' })
    for (const reader of [chloe, driss]) {
      const browser = await as(client, reader)
      ;(await browser.post(`/posts/${world.open.id}/comments`, { body: 'Oui.' })).assertStatus(303)
    }
    await block(chloe.id, world.awa.id, clock.now())
    await mute(driss.id, world.awa.id, 'week', clock.now())
    const said = `Réponse velociraptorine @${chloe.handle} @${driss.handle}`
    await aComment(theirs, world.awa, said)
    await aPost(world.awa, { body: said })
    for (const reader of [chloe, driss]) {
      const shown = await allThatIsShown(client, reader, world, 'lists')
      for (const word of [WORDS.open, WORDS.reserved, 'velociraptorine']) {
        assert.deepEqual(found(shown, word), [], `${reader.name}: ${word}`)
      }
      const under = await (await as(client, reader)).get(`/posts/${theirs.id}`)
      assert.notInclude(under.text(), 'velociraptorine')
    }
    const suggested = await (
      await as(client, chloe)
    ).get(`/mentions/suggestions?start=${world.awa.handle}`)
    assert.notInclude(suggested.text(), world.awa.handle)
  })
})
