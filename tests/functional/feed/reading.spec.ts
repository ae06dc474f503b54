import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#shared/clock'
import { as } from '#tests/support/client'
import { someone } from '#tests/support/cast'
import { aPlace, aPost } from '#tests/support/feed_factory'
import { inTransaction } from '#tests/support/in_transaction'
import { ruledBy } from '#tests/support/ruled_by'

const idsIn = (html: string) =>
  [...html.matchAll(/<article[^>]* id="post-(\d+)"/g)].map(([, id]) => Number(id))

test.group('The reading marker', (group) => {
  inTransaction(group)

  test('shows on another device where one had read to', async ({ client, assert }) => {
    const awa = await someone('Awa')
    const bastien = await someone('Bastien')
    const old = await aPost(bastien)
    const phone = await as(client, awa)
    const desktop = await as(client, awa)
    const moved = await phone.put('/feed/marker').form({ seq: String(old.publishedSeq) })
    moved.assertStatus(303)
    assert.notInclude((await desktop.get('/feed')).text(), 'id="marker"')

    const fresh = await aPost(bastien)
    const html = (await desktop.get('/feed')).text()
    const [above, below] = html.split('id="marker"')
    assert.deepEqual(idsIn(above ?? ''), [fresh.id])
    assert.deepEqual(idsIn(below ?? ''), [old.id])
    assert.include(html, `name="seq" value="${fresh.publishedSeq}"`)
  })

  test('only moves forward, and not beyond what is published', async ({ client, assert }) => {
    const awa = await someone('Awa')
    const first = await aPost(awa)
    const second = await aPost(awa)
    const browser = await as(client, awa)
    const at = async (seq: number) => {
      await browser.put('/feed/marker').form({ seq: String(seq) })
      const row = await db.from('reading_markers').where('person_id', awa.id).firstOrFail()
      return row.seq as number
    }
    assert.equal(await at(999_999_999), second.publishedSeq)
    assert.equal(await at(first.publishedSeq ?? 0), second.publishedSeq)
  })

  test('stands at the head of a page that begins where one had stopped', async ({
    client,
    assert,
  }) => {
    await ruledBy({ 'feed.posts_per_member_per_day': 200 })
    const awa = await someone('Awa')
    const posts = []
    for (let index = 0; index < 41; index += 1) posts.push(await aPost(awa))
    const stop = posts[20]?.publishedSeq
    const browser = await as(client, awa)
    await browser.put('/feed/marker').form({ seq: String(stop) })
    const first = (await browser.get('/feed')).text()
    assert.notInclude(first, 'id="marker"')
    const [, older] = /href="([^"]*before=[^"]*)"/.exec(first) ?? []
    const next = (await browser.get((older ?? '').replaceAll('&amp;', '&'))).text()
    assert.deepEqual(idsIn(next.split('id="marker"')[0] ?? 'none'), [])
    assert.include(next, `name="seq" value="${posts.at(-1)?.publishedSeq}"`)
  })

  test('of nobody’s number answers a page, not an error', async ({ client }) => {
    const browser = await as(client, await someone('Awa'))
    for (const seq of ['', 'abc', '-4', '1e99']) {
      const answer = await browser.put('/feed/marker').form({ seq })
      answer.assertStatus(422)
    }
  })
})

test.group('Several posts in a row by one person', (group) => {
  inTransaction(group)

  test('fold behind the first from three on', async ({ client, assert }) => {
    const awa = await someone('Awa')
    const bastien = await someone('Bastien')
    const browser = await as(client, bastien)
    await aPost(awa)
    await aPost(awa)
    assert.notInclude((await browser.get('/feed')).text(), 'class="fold"')
    await aPost(awa)
    const html = (await browser.get('/feed')).text()
    assert.include(html, `Encore 2 publications de ${awa.name}`)
    assert.lengthOf(idsIn(html), 3)
    assert.lengthOf(idsIn(html.split('class="fold"')[0] ?? ''), 1)
  })
})

test.group('Keeping a post', (group) => {
  inTransaction(group)

  test('lists it for oneself alone, last kept first, until one lets go', async ({
    client,
    assert,
  }) => {
    const awa = await someone('Awa')
    const bastien = await someone('Bastien')
    const one = await aPost(awa)
    const two = await aPost(awa)
    const browser = await as(client, bastien)
    for (const { id } of [two, one, one]) await browser.post(`/posts/${id}/bookmark`)
    assert.deepEqual(idsIn((await browser.get('/bookmarks')).text()), [one.id, two.id])
    assert.include((await browser.get('/feed')).text(), `/posts/${one.id}/bookmark?_method=DELETE`)
    const other = await as(client, await someone('Chloé'))
    assert.deepEqual(idsIn((await other.get('/bookmarks')).text()), [])
    await browser.delete(`/posts/${one.id}/bookmark`)
    assert.deepEqual(idsIn((await browser.get('/bookmarks')).text()), [two.id])
  })

  test('goes with the post', async ({ client, assert }) => {
    const awa = await someone('Awa')
    const post = await aPost(awa)
    const browser = await as(client, awa)
    await browser.post(`/posts/${post.id}/bookmark`)
    await browser.delete(`/posts/${post.id}`)
    assert.include((await browser.get('/bookmarks')).text(), 'Rien de côté')
    assert.equal((await db.from('bookmarks').count('* as n'))[0].n, 0)
  })
})

test.group('Searching', (group) => {
  inTransaction(group)

  const found = async (
    browser: Awaited<ReturnType<typeof as>>,
    question: string
  ): Promise<number[]> => {
    const answer = await browser.get(`/search?q=${encodeURIComponent(question)}`).accept('json')
    return answer.body().posts.map(({ id }: { id: number }) => id)
  }

  test('minds neither accents, nor endings, nor small words', async ({ client, assert }) => {
    const awa = await someone('Awa')
    const school = await aPost(awa, { body: 'Les élèves de l’école plantent un tilleul.' })
    const work = await aPost(awa, { body: 'L’œuvre est exposée au Pilori, à côté des halles' })
    const browser = await as(client, awa)
    for (const question of ['ecole', 'École', 'eleves', 'élève', 'à l’ecole', 'tilleuls eleve']) {
      assert.deepEqual(await found(browser, question), [school.id], question)
    }
    for (const question of ['oeuvre', 'exposees au pilori', '"Pilori, à côté"', 'œuvre -ecole']) {
      assert.deepEqual(await found(browser, question), [work.id], question)
    }
    for (const question of ['pilori -oeuvre', 'ecole pilori', '!!!', '"', '-', "';--"]) {
      assert.deepEqual(await found(browser, question), [], question)
    }
  })

  test('follows what is changed and forgets what is deleted', async ({ client, assert }) => {
    const awa = await someone('Awa')
    const post = await aPost(awa, { body: 'Concert demain' })
    const browser = await as(client, awa)
    assert.deepEqual(await found(browser, 'concerts'), [post.id])
    await browser.put(`/posts/${post.id}`).form({ body: 'Bal demain', visibility: 'public' })
    assert.deepEqual(await found(browser, 'concert'), [])
    assert.deepEqual(await found(browser, 'bal'), [post.id])
    await browser.delete(`/posts/${post.id}`)
    assert.deepEqual(await found(browser, 'bal'), [])
    assert.equal((await db.from('post_search').count('* as n'))[0].n, 0)
  })

  test('goes on from page to page, by words many and words few have', async ({
    client,
    assert,
  }) => {
    await ruledBy({ 'feed.posts_per_member_per_day': 200 })
    const awa = await someone('Awa')
    const common: number[] = []
    for (let index = 0; index < 45; index += 1) {
      common.unshift((await aPost(awa, { body: `Marché ${index === 3 ? 'dahlias' : index}` })).id)
    }
    const browser = await as(client, awa)
    const seen: number[] = []
    for (let path: string | null = '/search?q=marche'; path !== null;) {
      const { posts, before } = (await browser.get(path).accept('json')).body()
      seen.push(...posts.map(({ id }: { id: number }) => id))
      path = before === null ? null : `/search?q=marche&before=${before}`
    }
    assert.deepEqual(seen, common)
    assert.deepEqual(await found(browser, 'dahlia'), [common[41]])
  })

  test('shows nothing that its reader chose not to see', async ({ client, assert }) => {
    const awa = await someone('Awa')
    const bastien = await someone('Bastien')
    await aPost(bastien, { body: 'Fanfare ce soir' })
    const row = { blocker_id: awa.id, blocked_id: bastien.id, blocked_at: clock.now() }
    await db.table('blocks').insert(row)
    assert.deepEqual(await found(await as(client, awa), 'fanfare'), [])
    const html = (await (await as(client, awa)).get('/search?q=bastien')).text()
    assert.notInclude(html, `/@${bastien.handle}`)
  })

  test('finds people by the beginning of their names', async ({ client, assert }) => {
    const chloe = await someone('Chloé')
    const browser = await as(client, await someone('Awa'))
    const html = (await browser.get('/search?q=chlo')).text()
    assert.include(html, `/@${chloe.handle}`)
    assert.include((await browser.get('/search?q=zzzz')).text(), 'Rien trouvé pour')
  })

  test('leads from a tag to its page', async ({ client }) => {
    const browser = await as(client, await someone('Awa'))
    const answer = await browser.get(`/search?q=${encodeURIComponent('#Fête')}`)
    answer.assertHeader('location', '/tags/fete')
  })
})

test.group('The posts of a tag and of a place', (group) => {
  inTransaction(group)

  test('show what their reader may see, newest first', async ({ client, assert }) => {
    const awa = await someone('Awa')
    const niort = await aPlace('Niort')
    const goise = await aPlace('Goise', niort)
    const open = await aPost(awa)
    const reserved = await aPost(awa, { visibility: 'signed_in' })
    await aPost(awa)
    for (const [{ id, publishedSeq }, place] of [
      [open, niort],
      [reserved, goise],
    ] as const) {
      await db.from('posts').where({ id }).update({ place_id: place.id })
      await db
        .table('post_tags')
        .insert({ post_id: id, tag: 'fete', label: 'Fête', seq: publishedSeq })
    }
    const visitor = await as(client, null)
    const browser = await as(client, awa)
    for (const path of ['/tags/fete', `/places/${niort.slug}`]) {
      assert.deepEqual(idsIn((await visitor.get(path)).text()), [open.id], path)
      assert.deepEqual(idsIn((await browser.get(path)).text()), [reserved.id, open.id], path)
    }
    assert.deepEqual(idsIn((await browser.get(`/places/${goise.slug}`)).text()), [reserved.id])
    assert.include((await visitor.get(`/places/${goise.slug}`)).text(), 'Rien encore')
    const folded = await visitor.get(`/tags/${encodeURIComponent('FÊTE')}`)
    folded.assertStatus(301)
    folded.assertHeader('location', '/tags/fete')
    const none = await visitor.get('/places/nulle-part')
    none.assertStatus(404)
  })
})
