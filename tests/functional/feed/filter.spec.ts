import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import fc from 'fast-check'
import { clock } from '#shared/clock'
import { as } from '#tests/support/client'
import { someone } from '#tests/support/cast'
import { aPlace, aPost } from '#tests/support/feed_factory'
import { inTransaction } from '#tests/support/in_transaction'
import { ruledBy } from '#tests/support/ruled_by'

/** What the test itself remembers of a post, to know what a reader should see. */
interface Told {
  id: number
  author: number
  open: boolean
  /** Its place in the network, or null. */
  place: number | null
  body: string
}

const WORDS = ['marché', 'VÉLO', 'Élections', 'chat', 'œuvre', 'l’été']

const drafts = (most: number) =>
  fc.array(
    fc.record({
      author: fc.nat(3),
      open: fc.boolean(),
      place: fc.option(fc.nat(3)),
      word: fc.constantFrom(...WORDS),
    }),
    { maxLength: most }
  )

type Drafted = { author: number; open: boolean; place: number | null; word: string }

const who = fc.nat(3)
/** In hours from now: past ones have ended, null never ends. */
const until = fc.option(fc.constantFrom(-5, 7))

const networks = fc.record({
  posts: drafts(55),
  blocks: fc.uniqueArray(fc.tuple(who, who), { maxLength: 4, selector: String }),
  mutes: fc.uniqueArray(fc.tuple(who, who, until), {
    maxLength: 4,
    selector: ([one, other]) => `${one} ${other}`,
  }),
  words: fc.uniqueArray(fc.tuple(who, fc.constantFrom(...WORDS, 'mar', 'velo'), until), {
    maxLength: 4,
    selector: ([one, word]) => `${one} ${plain(word)}`,
  }),
  /** Of four places: a commune, its two quarters, another commune. */
  places: fc.uniqueArray(fc.tuple(who, fc.nat(3)), { maxLength: 2, selector: String }),
  /** Posts set aside by a decision: they keep their place, as a marker. */
  hidden: fc.array(fc.nat(54), { maxLength: 5 }),
  /** What is published while somebody goes from one page to the next. */
  meanwhile: fc.array(drafts(3), { minLength: 4, maxLength: 4 }),
})

/** A text as the test compares it: no accent, no capital, ligatures written out. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .replaceAll('œ', 'oe')
    .toLowerCase()
}

/** Whether a text says a phrase, as whole words. */
function says(body: string, phrase: string): boolean {
  const words = (text: string) =>
    plain(text)
      .split(/[^a-z0-9]+/)
      .filter((word) => word !== '')
  return ` ${words(body).join(' ')} `.includes(` ${words(phrase).join(' ')} `)
}

/** Every page from the newest to the end, with something happening in between. */
async function allPages(
  read: (before: number | null) => Promise<{ ids: number[]; before: number | null }>,
  between: (page: number) => Promise<void>
): Promise<number[][]> {
  const pages: number[][] = []
  for (let before: number | null = null; ;) {
    const page = await read(before)
    pages.push(page.ids)
    if (page.before === null) return pages
    before = page.before
    await between(pages.length - 1)
  }
}

async function readFeed(client: ApiClient, person: { id: number }) {
  const browser = await as(client, person)
  return async (before: number | null) => {
    const { posts, before: next } = (
      await browser.get(`/feed${before ? `?before=${before}` : ''}`).accept('json')
    ).body()
    return { ids: posts.map(({ id }: { id: number }) => id), before: next }
  }
}

async function readProfile(client: ApiClient, reader: { id: number } | null, handle: string) {
  const browser = await as(client, reader)
  return async (before: number | null) => {
    const html = (await browser.get(`/@${handle}${before ? `?before=${before}` : ''}`)).text()
    const [, next] = /class="pager"[^]*?\?before=(\d+)/.exec(html) ?? []
    const ids = [...html.matchAll(/<article[^>]* id="post-(\d+)"/g)].map(([, id]) => Number(id))
    return { ids, before: next ? Number(next) : null }
  }
}

test.group('What a list of posts shows', (group) => {
  inTransaction(group)

  test('is all that its reader may see, newest first, and nothing twice', async ({
    client,
    assert,
  }) => {
    await ruledBy({ 'feed.posts_per_member_per_day': 200 })
    await fc.assert(
      fc.asyncProperty(networks, async (network) => {
        const { posts, blocks, mutes, words, places, hidden, meanwhile } = network
        await db.from('posts').delete()
        await db.from('chosen_places').delete()
        const cast = await Promise.all(
          ['Awa', 'Bastien', 'Chloé', 'Driss'].map((name) => someone(name))
        )
        const idOf = (index: number) => cast[index]?.id ?? 0
        const map = await fourPlaces()
        const told: Told[] = []
        const publish = async ({ author, open, place, word }: Drafted) => {
          const body = `Que dire de ${word} ? Rien, sinon ${told.length}.`
          const visibility = open ? 'public' : 'signed_in'
          const { id } = await aPost({ id: idOf(author) }, { visibility, body })
          const placeId = place === null ? null : (map[place] ?? null)
          if (placeId) await db.from('posts').where({ id }).update({ place_id: placeId })
          told.unshift({ id, author: idOf(author), open, place: placeId, body })
        }
        for (const draft of posts) await publish(draft)
        const at = clock.now()
        const end = (hours: number | null) =>
          hours === null ? null : new Date(at.getTime() + hours * 3_600_000)
        const since = new Date(at.getTime() - 9 * 3_600_000)
        const unseen = new Set<string>()
        for (const [one, other] of blocks.filter(([from, to]) => from !== to)) {
          unseen.add(`${idOf(one)} ${idOf(other)}`)
          const row = { blocker_id: idOf(one), blocked_id: idOf(other), blocked_at: at }
          await db.table('blocks').insert(row)
        }
        for (const [one, other, hours] of mutes.filter(([from, to]) => from !== to)) {
          if (hours === null || hours > 0) unseen.add(`${idOf(one)} ${idOf(other)}`)
          const row = { muter_id: idOf(one), muted_id: idOf(other), muted_at: since }
          await db.table('mutes').insert({ ...row, until: end(hours) })
        }
        for (const [one, phrase, hours] of words) {
          const row = { person_id: idOf(one), phrase, set_at: since, until: end(hours) }
          await db.table('word_filters').insert(row)
        }
        for (const [one, place] of places) {
          await db.table('chosen_places').insert({ person_id: idOf(one), place_id: map[place] })
        }
        for (const index of hidden) {
          const post = told[index]
          const set = { hidden_at: at, hidden_clause: 'charter.respect' }
          if (post) await db.from('posts').where('id', post.id).update(set)
        }
        const between = async (page: number) => {
          for (const draft of meanwhile[page] ?? []) await publish(draft)
        }
        const check = async (
          read: Parameters<typeof allPages>[0],
          sees: (post: Told) => boolean
        ) => {
          const expected = told.filter(sees).map(({ id }) => id)
          const pages = await allPages(read, between)
          assert.deepEqual(pages.flat(), expected)
          assert.isTrue(pages.slice(0, -1).every(({ length }) => length === 20))
        }

        for (const index of [0, 1]) {
          const reader = { id: idOf(index) }
          const phrases = words
            .filter(([one, , hours]) => one === index && (hours === null || hours > 0))
            .map(([, phrase]) => phrase)
          const chosen = places.filter(([one]) => one === index).map(([, place]) => map[place])
          // Whoever chose the first commune also chose its quarters.
          if (chosen.includes(map[0])) chosen.push(map[1], map[2])
          await check(await readFeed(client, reader), ({ author, body, place }) => {
            if (unseen.has(`${reader.id} ${author}`)) return false
            if (chosen.length > 0 && place !== null && !chosen.includes(place)) return false
            return author === reader.id || !phrases.some((phrase) => says(body, phrase))
          })
        }
        const [awa, bastien] = cast
        if (!awa || !bastien) return
        await check(
          await readProfile(client, null, awa.handle),
          ({ author, open }) => author === awa.id && open
        )
        await check(
          await readProfile(client, bastien, awa.handle),
          ({ author }) => author === awa.id
        )
      }),
      { numRuns: 10, endOnFailure: true, examples: [[fullPages], [everyFilter]] }
    )
  })

  test('from a key that is no key starts at the newest', async ({ client, assert }) => {
    const awa = await someone('Awa')
    const post = await aPost(awa)
    const browser = await as(client, awa)
    for (const key of ['abc', '-1', '0', '1.5', '9'.repeat(30), 'null', '%00', "1'--"]) {
      const page = await browser.get(`/feed?before=${key}`).accept('json')
      assert.equal(page.body().posts[0]?.id, post.id, key)
    }
    const none = await browser.get('/feed?before=1')
    none.assertStatus(200)
    assert.include(none.text(), 'Vous êtes à jour')
  })
})

/** A commune, its two quarters, another commune: their ids. */
async function fourPlaces(): Promise<number[]> {
  const niort = await aPlace('Niort')
  const [goise, souche] = [await aPlace('Goise', niort), await aPlace('Souche', niort)]
  const coulon = await aPlace('Coulon')
  return [niort, goise, souche, coulon].map(({ id }) => id)
}

const plainDraft = { author: 0, open: true, place: null, word: 'chat' }

const nothingChosen = { blocks: [], mutes: [], words: [], places: [], hidden: [] }

/** Exactly two full pages: the border where a page too many or too few would show. */
const fullPages = {
  ...nothingChosen,
  posts: Array.from({ length: 40 }, () => plainDraft),
  meanwhile: [[plainDraft], [], [], []],
}

/** Awa blocks Bastien, mutes Chloé for a while and Driss until yesterday, minds a word, chose Niort. */
const everyFilter = {
  posts: Array.from({ length: 50 }, (_, index) => ({
    author: index % 4,
    open: index % 3 > 0,
    place: index % 5 === 4 ? null : index % 5,
    word: WORDS[index % WORDS.length] ?? '',
  })),
  blocks: [[0, 1]] as Array<[number, number]>,
  mutes: [
    [0, 2, 7],
    [0, 3, -5],
  ] as Array<[number, number, 7 | -5]>,
  words: [
    [0, 'ÉTÉ', null],
    [1, 'mar', null],
    [1, 'velo', 7],
  ] as Array<[number, string, 7 | null]>,
  places: [[0, 0]] as Array<[number, number]>,
  hidden: [1, 2, 3],
  meanwhile: [[], [], [], []],
}
