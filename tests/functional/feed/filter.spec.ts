import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import fc from 'fast-check'
import { clock } from '#shared/clock'
import { as } from '#tests/support/client'
import { someone } from '#tests/support/cast'
import { aPost } from '#tests/support/feed_factory'
import { inTransaction } from '#tests/support/in_transaction'
import { ruledBy } from '#tests/support/ruled_by'

/** What the test itself remembers of a post, to know what a reader should see. */
interface Told {
  id: number
  author: number
  open: boolean
  place: number
}

const drafts = (most: number) =>
  fc.array(fc.record({ author: fc.nat(3), open: fc.boolean() }), { maxLength: most })

const networks = fc.record({
  posts: drafts(55),
  blocks: fc.uniqueArray(fc.tuple(fc.nat(3), fc.nat(3)), { maxLength: 5, selector: String }),
  /** What is published while somebody goes from one page to the next. */
  meanwhile: fc.array(drafts(3), { minLength: 4, maxLength: 4 }),
})

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
      fc.asyncProperty(networks, async ({ posts, blocks, meanwhile }) => {
        await db.from('posts').delete()
        const cast = await Promise.all(
          ['Awa', 'Bastien', 'Chloé', 'Driss'].map((name) => someone(name))
        )
        const told: Told[] = []
        const publish = async (draft: { author: number; open: boolean }) => {
          const author = cast[draft.author]
          if (!author) return
          const visibility = draft.open ? 'public' : 'signed_in'
          const { id } = await aPost(author, { visibility })
          told.unshift({ id, author: author.id, open: draft.open, place: told.length })
        }
        for (const draft of posts) await publish(draft)
        const blocked = new Set<string>()
        for (const [one, other] of blocks) {
          const pair = [cast[one], cast[other]] as const
          if (one === other || !pair[0] || !pair[1]) continue
          blocked.add(`${pair[0].id} ${pair[1].id}`)
          const row = { blocker_id: pair[0].id, blocked_id: pair[1].id, blocked_at: clock.now() }
          await db.table('blocks').insert(row)
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

        for (const reader of cast.slice(0, 2)) {
          await check(
            await readFeed(client, reader),
            ({ author }) => !blocked.has(`${reader.id} ${author}`)
          )
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
      { numRuns: 6, endOnFailure: true, examples: [[fullPages]] }
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

/** Exactly two full pages: the border where a page too many or too few would show. */
const fullPages = {
  posts: Array.from({ length: 40 }, () => ({ author: 0, open: true })),
  blocks: [],
  meanwhile: [[{ author: 0, open: true }], [], [], []],
}
