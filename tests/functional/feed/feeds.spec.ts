import { parseFeed } from '@rowanmanning/feed-parser'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { appUrl } from '#config/installation'
import { feedChain } from '#feed/feed_chain'
import { feedHead } from '#feed/feed_head'
import { hidePost } from '#feed/hiding'
import { clock } from '#shared/clock'
import { as, cookieOf } from '#tests/support/client'
import { someone } from '#tests/support/cast'
import { aComment, aPhotoOf, aPost } from '#tests/support/feed_factory'
import { inTransaction } from '#tests/support/in_transaction'
import type { ApiClient, ApiRequest } from '@japa/api-client'

const FORMATS = ['atom', 'rss', 'json'] as const

interface Read {
  titles: string[]
  contents: string[]
  addresses: string[]
  enclosures: string[]
}

interface JsonItem {
  title: string
  content_html: string
  url: string
  attachments?: Array<{ url: string }>
}

/** A feed as other people's programs read it: JSON by the standard's own names, XML by a parser. */
function read(format: (typeof FORMATS)[number], text: string): Read {
  if (format === 'json') {
    const { items } = JSON.parse(text) as { items: JsonItem[] }
    return {
      titles: items.map(({ title }) => title),
      contents: items.map((item) => item.content_html),
      addresses: items.map(({ url }) => url),
      enclosures: items.flatMap(({ attachments = [] }) => attachments.map(({ url }) => url)),
    }
  }
  const { items } = parseFeed(text)
  return {
    titles: items.map(({ title }) => title ?? ''),
    contents: items.map(({ content }) => content ?? ''),
    addresses: items.map(({ url }) => url ?? ''),
    enclosures: items.flatMap(({ media }) => media.map(({ url }) => url)),
  }
}

const get = async (client: ApiClient, path: string) => {
  const answer = await client.get(path)
  answer.assertStatus(200)
  return answer.text()
}

test.group('Feeds for readers', (group) => {
  inTransaction(group)

  test('carry what is public, newest first, in a form that others read: {$self}')
    .with([...FORMATS])
    .run(async ({ client, assert }, format) => {
      const awa = await someone('Awa')
      const first = await aPost(awa, { body: 'Le marché\nOn y va à huit heures.' })
      const second = await aPost(awa, { body: 'Un concert ce soir.' })
      await aPost(awa, { body: 'Entre nous seulement.', visibility: 'signed_in' })
      const text = await get(client, `/feed.${format}`)
      const feed = read(format, text)
      assert.deepEqual(
        feed.addresses,
        [second, first].map(({ id }) => `${appUrl}/posts/${id}`)
      )
      assert.deepEqual(feed.titles, ['Un concert ce soir.', 'Le marché'])
      assert.include(feed.contents[1] ?? '', 'On y va à huit heures.')
      assert.notInclude(text, 'Entre nous')
      for (const secret of [awa.email ?? '?', second.salt.toString('hex')]) {
        assert.notInclude(text, secret)
      }
    })

  test('are safe, whatever was written: {$self}')
    .with([...FORMATS])
    .run(async ({ client, assert }, format) => {
      const awa = await someone('Awa <b>&</b>')
      const body = 'Un ]]> <script>alert(1)</script> & "x" \u0001 ]]> <img src=x onerror=y>'
      await aPost(awa, { body })
      await aPost(await someone('Bastien'), { body: 'Et ceci.' })
      const text = await get(client, `/feed.${format}`)
      assert.lengthOf(read(format, text).addresses, 2)
      // As it is sent: the parser undoes entities once more than readers do.
      assert.notMatch(format === 'json' ? read(format, text).contents.join() : text, /<script|<img/)
      assert.include(text, '&lt;script&gt;')
      // eslint-disable-next-line no-control-regex
      assert.notMatch(text, /[\u0000-\u0008]|\\u0001/)
    })

  test('say tags and people by addresses that lead here from anywhere', async ({
    client,
    assert,
  }) => {
    const [awa, bastien] = [await someone('Awa'), await someone('Bastien')]
    await aPost(awa, { body: `Merci @${bastien.handle} #fete https://example.org/a` })
    const [content = ''] = read('atom', await get(client, '/feed.atom')).contents
    assert.include(content, `href="${appUrl}/tags/fete"`)
    assert.include(content, 'href="https://example.org/a"')
    assert.notInclude(content, 'href="/')
  })

  test('bring public photos as enclosures that anyone may fetch, with their size', async ({
    client,
    assert,
  }) => {
    const post = await aPost(await someone('Awa'))
    const photo = await aPhotoOf(post)
    const small = await db.from('photo_variants').where('photo_id', photo.id).firstOrFail()
    await db.table('photo_variants').insert({ ...small, name: 'jpeg', byte_size: 4321 })
    for (const format of FORMATS) {
      const text = await get(client, `/feed.${format}`)
      const { enclosures, contents } = read(format, text)
      assert.deepEqual(enclosures, [`${appUrl}/photos/${photo.key}/1600.jpg`])
      assert.include(contents[0] ?? '', 'alt="La Sèvre"')
      assert.include(text, 'image/jpeg')
      assert.notInclude(text, 'image/jpg')
      if (format !== 'json') assert.include(text, '4321')
    }
  })

  test('under a warning carry the warning only', async ({ client, assert }) => {
    const post = await aPost(await someone('Awa'), { body: 'La fin du film : il meurt.' })
    await aPhotoOf(post)
    await db.from('posts').where('id', post.id).update({ content_warning: 'Dévoile la fin' })
    const text = await get(client, '/feed.atom')
    assert.include(text, 'Dévoile la fin')
    assert.notInclude(text, 'il meurt')
    assert.notInclude(text, '/photos/')
  })

  test('hold no post that a decision hides, nor one deleted', async ({ client, assert }) => {
    const awa = await someone('Awa')
    const hidden = await aPost(awa, { body: 'À masquer' })
    const deleted = await aPost(awa, { body: 'À supprimer' })
    await db.transaction((transaction) =>
      hidePost(hidden.id, 'harassment', clock.now(), transaction)
    )
    await deleted.remove()
    for (const path of ['/feed', `/@${awa.handle}/feed`]) {
      for (const format of FORMATS) {
        assert.isEmpty(read(format, await get(client, `${path}.${format}`)).addresses)
      }
    }
  })

  test('of one person are theirs alone, public ones only', async ({ client, assert }) => {
    const [awa, bastien] = [await someone('Awa'), await someone('Bastien')]
    const post = await aPost(awa)
    await aPost(awa, { visibility: 'signed_in' })
    await aPost(bastien)
    for (const format of FORMATS) {
      const feed = read(format, await get(client, `/@${awa.handle}/feed.${format}`))
      assert.deepEqual(feed.addresses, [`${appUrl}/posts/${post.id}`])
    }
    ;(await client.get('/@nobody_here/feed.atom')).assertStatus(404)
  })

  test('are sent again only when they have changed', async ({ client, assert }) => {
    const awa = await someone('Awa')
    const post = await aPost(awa)
    for (const format of FORMATS) {
      const first = await client.get(`/feed.${format}`)
      const etag = first.header('etag') ?? ''
      const again = await client.get(`/feed.${format}`).header('if-none-match', `W/${etag}, "x"`)
      again.assertStatus(304)
      assert.isEmpty(again.text() ?? '')
    }
    const etag = (await client.get('/feed.json')).header('etag') ?? ''
    await post.edit({ body: 'Autre chose.', visibility: 'public', alts: new Map() }, clock.now())
    ;(await client.get('/feed.json').header('if-none-match', etag)).assertStatus(200)
  })

  test('in Atom publish the head of the chain', async ({ client, assert }) => {
    const post = await aPost(await someone('Awa'))
    await aComment(post, await someone('Bastien'))
    await feedChain.flush()
    const head = await feedHead()
    const text = await get(client, '/feed.atom')
    assert.include(text, `sequence="${head?.sequence}" sha256="${head?.hash}"`)
    assert.equal(parseFeed(text).items.length, 1)
  })

  test('are found from every page', async ({ client, assert }) => {
    const awa = await someone('Awa')
    const page = await get(client, '/')
    for (const format of FORMATS) assert.include(page, `href="/feed.${format}"`)
    assert.include(await get(client, `/@${awa.handle}`), `href="/@${awa.handle}/feed.atom"`)
  })
})

test.group('A private feed', (group) => {
  inTransaction(group)

  /** The key that a browser is given to show, by the cookie that brings it to the page. */
  const keyIn = (answer: { header(name: string): string | undefined }) =>
    /feed_key=([\w-]{43});/.exec(String(answer.header('set-cookie')))?.[1] ?? ''

  /** Makes an address as its page does, and reads it where it is shown. */
  async function addressOf(client: ApiClient, person: { id: number }): Promise<string> {
    const cookie = await cookieOf(person)
    const ask = (request: ApiRequest, more = '') => request.header('cookie', `${cookie}${more}`)
    const made = await ask(client.post('/me/feeds'))
    made.assertStatus(303)
    const page = await ask(client.get('/me/feeds'), `; feed_key=${keyIn(made)}`)
    return new RegExp(`value="${appUrl}(/feeds/[^"]+)"`).exec(page.text())?.[1] ?? 'not shown'
  }

  test('is the feed as its member reads it, filters and all', async ({ client, assert }) => {
    const [awa, bastien, driss] = [
      await someone('Awa'),
      await someone('Bastien'),
      await someone('Driss'),
    ]
    const open = await aPost(bastien)
    const reserved = await aPost(bastien, { visibility: 'signed_in' })
    await aPhotoOf(reserved)
    await aPost(driss)
    await db.table('mutes').insert({ muter_id: awa.id, muted_id: driss.id, muted_at: clock.now() })
    const address = await addressOf(client, awa)
    for (const format of FORMATS) {
      const text = await get(client, address.replace('atom', format))
      const feed = read(format, text)
      assert.deepEqual(
        feed.addresses,
        [reserved, open].map(({ id }) => `${appUrl}/posts/${id}`)
      )
      assert.notInclude(text, '/photos/', 'a reserved photo has no address to give away')
      assert.match(feed.contents[0] ?? '', /photo à voir/)
    }
  })

  test('shows its address once, and keeps only a hash of it', async ({ client, assert }) => {
    const awa = await someone('Awa')
    const browser = await as(client, awa)
    const made = await browser.post('/me/feeds')
    const token = keyIn(made)
    assert.lengthOf(token, 43)
    const { rows } = await db.rawQuery('select * from feed_tokens where person_id = ?', [awa.id])
    assert.notInclude(JSON.stringify(rows), token)
    assert.notInclude((await browser.get('/me/feeds')).text(), token)
  })

  test('dies with its key, renewed or revoked', async ({ client, assert }) => {
    const awa = await someone('Awa')
    const browser = await as(client, awa)
    const first = await addressOf(client, awa)
    await get(client, first)
    const second = await addressOf(client, awa)
    ;(await client.get(first)).assertStatus(404)
    await get(client, second)
    ;(await browser.delete('/me/feeds')).assertStatus(303)
    ;(await client.get(second)).assertStatus(404)
    assert.isEmpty(await db.from('feed_tokens').where('person_id', awa.id))
  })

  test('does not give its key away, and is kept by no shared cache', async ({ client, assert }) => {
    const awa = await someone('Awa')
    await aPost(awa)
    const address = await addressOf(client, awa)
    const [, , token = '?'] = address.split('/')
    for (const format of FORMATS) {
      const answer = await client.get(address.replace('atom', format))
      assert.notInclude(answer.text(), token)
      assert.match(answer.header('cache-control') ?? '', /private/)
      assert.equal(answer.header('x-robots-tag'), 'noindex')
    }
  })
})
