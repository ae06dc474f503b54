import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { appUrl } from '#config/installation'
import { hidePost } from '#feed/hiding'
import { clock } from '#shared/clock'
import { as } from '#tests/support/client'
import { someone } from '#tests/support/cast'
import { aPhotoOf, aPost } from '#tests/support/feed_factory'
import { founded } from '#tests/support/founded'
import { foundedBy } from '#tests/support/founded_by'
import { inTransaction } from '#tests/support/in_transaction'
import { ruledBy } from '#tests/support/ruled_by'

/** What a page says of itself to others (Open Graph), by name. */
const card = (html: string) =>
  Object.fromEntries(
    [...html.matchAll(/<meta property="og:([\w:]+)" content="([^"]*)">/g)].map(
      ([, name = '', content]) => [name, content]
    )
  )

test.group('A public post, seen from elsewhere', (group) => {
  inTransaction(group)

  test('has a card with its first line, its text and its photo', async ({ client, assert }) => {
    const awa = await someone('Awa')
    const post = await aPost(awa, { body: 'Le "marché" <b>\nOn y va.' })
    const photo = await aPhotoOf(post)
    const expected = {
      'type': 'article',
      'url': `${appUrl}/posts/${post.id}`,
      'title': 'Le &quot;marché&quot; &lt;b&gt;',
      'description': 'Le &quot;marché&quot; &lt;b&gt; On y va.',
      'image': `${appUrl}/photos/${photo.key}/1600.jpg`,
      'image:alt': 'La Sèvre',
    }
    for (const reader of [null, awa, await someone('Bastien')]) {
      const page = await (await as(client, reader)).get(`/posts/${post.id}`)
      const said = card(page.text())
      for (const [name, content] of Object.entries(expected)) {
        assert.equal(said[name]?.replaceAll('&#34;', '&quot;'), content, name)
      }
      assert.include(page.text(), `value="${appUrl}/posts/${post.id}"`)
    }
  })

  test('keeps under its warning what the warning covers', async ({ client, assert }) => {
    const post = await aPost(await someone('Awa'), { body: 'Il meurt.' })
    await aPhotoOf(post)
    await db.from('posts').where('id', post.id).update({ content_warning: 'Dévoile la fin' })
    const said = card((await client.get(`/posts/${post.id}`)).text())
    assert.equal(said.description, 'Dévoile la fin')
    assert.isUndefined(said.image)
  })

  test('has neither card nor address to share when it is not for everyone', async ({
    client,
    assert,
  }) => {
    const [awa, bastien] = [await someone('Awa'), await someone('Bastien')]
    const reserved = await aPost(awa, { visibility: 'signed_in' })
    const hidden = await aPost(awa)
    await db.transaction((transaction) =>
      hidePost(hidden.id, 'harassment', clock.now(), transaction)
    )
    const reader = await as(client, bastien)
    for (const { id } of [reserved, hidden]) {
      const page = (await reader.get(`/posts/${id}`)).text()
      assert.isEmpty(card(page))
      assert.notInclude(page, `value="${appUrl}/posts/${id}"`)
    }
  })
})

test.group('For robots', (group) => {
  inTransaction(group)
  founded(group)

  test('the sitemap holds pages and public posts, and nothing else', async ({ client, assert }) => {
    const awa = await someone('Awa')
    const post = await aPost(awa)
    const reserved = await aPost(awa, { visibility: 'signed_in' })
    const hidden = await aPost(awa)
    await db.transaction((transaction) =>
      hidePost(hidden.id, 'harassment', clock.now(), transaction)
    )
    const locations = async (path: string) => {
      const answer = await client.get(path)
      answer.assertStatus(200)
      assert.match(answer.header('content-type') ?? '', /xml/)
      return [...answer.text().matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, address = '']) => address)
    }
    const index = await locations('/sitemap.xml')
    const addresses: string[] = []
    for (const part of index) addresses.push(...(await locations(part.replace(appUrl, ''))))
    assert.include(addresses, `${appUrl}/posts/${post.id}`)
    for (const { id } of [reserved, hidden]) {
      assert.notInclude(addresses, `${appUrl}/posts/${id}`)
    }
    const visitor = await as(client, null)
    for (const address of addresses) {
      assert.equal((await visitor.get(address.replace(appUrl, ''))).status(), 200, address)
    }
    ;(await client.get('/sitemap/posts/99')).assertStatus(404)
    ;(await client.get('/sitemap/posts/0')).assertStatus(404)
    assert.include((await client.get('/robots.txt')).text(), `Sitemap: ${appUrl}/sitemap.xml`)
  })
})

test.group('What the law asks to say', (group) => {
  inTransaction(group)

  test('is on the legal page: who publishes, who hosts, where to write', async ({
    client,
    assert,
  }) => {
    const empty = (await client.get('/legal')).text()
    assert.include(empty, 'à compléter')
    await foundedBy(await someone('Awa'), {
      address: '12, rue Basse',
      telephone: '05 49 00 00 00',
      registration: 'W792000000',
      publicationDirector: 'Chloé Baudry',
      host: 'Une voisine, 1 rue du Four',
      contactEmail: 'bonjour@niort.example',
      languages: ['fr'],
    })
    const page = (await client.get('/legal')).text()
    assert.notInclude(page, 'à compléter')
    for (const fact of ['12, rue Basse', '05 49', 'W792', 'Chloé Baudry', 'rue du Four']) {
      assert.include(page, fact)
    }
    assert.match(page, /article 11[^]*article 12[^]*bonjour@niort\.example/)
    assert.match(page, /Langues\s: français\./)
  })

  test('and the terms follow the rule book', async ({ client, assert }) => {
    await ruledBy({ 'join.minimum_age': 18, 'moderation.appeal_within_days': 200 })
    const page = (await client.get('/terms')).text()
    assert.match(page, /18\sans/)
    assert.match(page, /200\sjours/)
  })
})
