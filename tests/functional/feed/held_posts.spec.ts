import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import db from '@adonisjs/lucid/services/db'
import { forgetNetwork } from '#organisation/network'
import { Organisation } from '#organisation/organisation'
import { Post } from '#feed/post'
import { Person } from '#people/person'
import { clock } from '#shared/clock'
import { as } from '#tests/support/client'
import { someone, someoneWith } from '#tests/support/cast'
import { filledIn } from '#tests/support/form_page'
import { inTransaction } from '#tests/support/in_transaction'
import { linkIn } from '#tests/support/letters'
import { newcomer } from '#tests/support/newcomer'
import { anInvitation, aPhotoOf } from '#tests/support/feed_factory'
import { ruledBy } from '#tests/support/ruled_by'
import { aWaitingPost, becomesReady } from '#tests/support/waiting_post'

const DAY = 86_400_000
const daysAgo = (days: number) => new Date(clock.now().getTime() - days * DAY)

/** Someone whose next posts are held. */
async function gwenola(left = 3): Promise<Person> {
  const person = await someone('Gwenola')
  return person.merge({ heldPostsLeft: left, joinedAt: daysAgo(1) }).save()
}

async function writes(client: ApiClient, author: Person, body = 'Bonjour la place !') {
  const browser = await as(client, author)
  const answer = await browser.post('/posts', { body, visibility: 'public' })
  answer.assertStatus(303)
  const [, id] = /\/posts\/(\d+)$/.exec(answer.header('location') ?? '') ?? []
  return Post.findOrFail(Number(id))
}

/** Reads /held and presses the button of a post. */
async function approves(client: ApiClient, person: Person, post: Post) {
  const browser = await as(client, person)
  const list = (await browser.get('/held')).text()
  const [article = ''] = list.split('<article').filter((one) => one.includes(`post-${post.id}"`))
  const [fingerprint = ''] = filledIn(article).fingerprint ?? []
  return browser.post(`/posts/${post.id}/approvals`, { fingerprint })
}

const isPublished = async (post: Post) => (await Post.findOrFail(post.id)).publishedSeq !== null

test.group('The first posts of who enters on nobody’s word', (group) => {
  inTransaction(group)
  group.each.setup(() => foundedDaysAgo(400))

  test('are held, three of them, when the network is open', async ({ client, assert }) => {
    await ruledBy({ 'join.mode': 'open' })
    const visitor = await as(client, null)
    await visitor.post('/join', newcomer())
    await visitor.post(await linkIn('gwenola@example.org'))
    assert.equal((await Person.findByOrFail('handle', 'gwenola_m')).heldPostsLeft, 3)
  })

  test('are not, with a sponsor or under another number in the rule book', async ({
    client,
    assert,
  }) => {
    await ruledBy({ 'join.mode': 'open', 'join.held_posts': 1 })
    const visitor = await as(client, null)
    const { token: invitation } = await anInvitation(await someone('Awa'))
    await visitor.post('/join', newcomer({ invitation }))
    await visitor.post(await linkIn('gwenola@example.org'))
    assert.equal((await Person.findByOrFail('handle', 'gwenola_m')).heldPostsLeft, 0)
    const hugo = { name: 'Hugo', handle: 'hugo_m', email: 'hugo@example.org' }
    await visitor.post('/join', newcomer(hugo))
    await visitor.post(await linkIn(hugo.email))
    assert.equal((await Person.findByOrFail('handle', 'hugo_m')).heldPostsLeft, 1)
  })

  test('are shown to nobody but their author, who is told why', async ({ client, assert }) => {
    const author = await gwenola()
    const post = await writes(client, author)
    assert.isFalse(await isPublished(post))
    const own = await (await as(client, author)).get(`/posts/${post.id}`)
    assert.include(own.text(), 'attend d’être lue')
    const bastien = await as(client, await someone('Bastien'))
    const other = await bastien.get(`/posts/${post.id}`)
    other.assertStatus(404)
    const feed = await bastien.get('/feed')
    assert.notInclude(feed.text(), 'Bonjour la place')
  })

  test('appear when one moderator lets them through', async ({ client, assert }) => {
    const author = await gwenola()
    const post = await writes(client, author)
    const answer = await approves(client, await someoneWith('moderator'), post)
    answer.assertStatus(303)
    assert.isTrue(await isPublished(post))
    assert.equal((await Person.findOrFail(author.id)).heldPostsLeft, 2)
  })

  test('appear when two accounts older than thirty days do', async ({ client, assert }) => {
    const post = await writes(client, await gwenola())
    const awa = await someone('Awa')
    const browser = await as(client, awa)
    const [fingerprint = ''] = filledIn((await browser.get('/held')).text()).fingerprint ?? []
    for (let time = 0; time < 2; time += 1) {
      await browser.post(`/posts/${post.id}/approvals`, { fingerprint })
    }
    assert.isFalse(await isPublished(post), 'one person counts once')
    assert.lengthOf(await db.from('post_approvals'), 1)
    await approves(client, await someone('Bastien'), post)
    assert.isTrue(await isPublished(post))
  })

  test('wait until three were let through, however many were written or deleted', async ({
    client,
    assert,
  }) => {
    const author = await gwenola()
    const fatou = await someoneWith('moderator')
    const posts = [await writes(client, author), await writes(client, author)]
    await posts[0]?.remove()
    const [, second] = posts
    const others = [await writes(client, author), await writes(client, author)]
    for (const post of others) assert.isFalse(await isPublished(post))
    for (const post of [second, ...others]) if (post) await approves(client, fatou, post)
    const free = await writes(client, author)
    assert.isTrue(await isPublished(free), 'after three all is as for everyone')
  })

  test('lose their approvals when they change, and nothing unread is let through', async ({
    client,
    assert,
  }) => {
    const author = await gwenola()
    const post = await writes(client, author)
    await approves(client, await someone('Awa'), post)
    const bastien = await as(client, await someone('Bastien'))
    const [fingerprint = ''] = filledIn((await bastien.get('/held')).text()).fingerprint ?? []
    const edited = await (
      await as(client, author)
    ).put(`/posts/${post.id}`, { body: 'Achetez mes montres !', visibility: 'public' })
    edited.assertStatus(303)
    await bastien.post(`/posts/${post.id}/approvals`, { fingerprint })
    assert.isFalse(await isPublished(post))
    assert.lengthOf(await db.from('post_approvals'), 0)
  })

  test('with photos wait for both: the reading and the photos', async ({ client, assert }) => {
    const author = await gwenola()
    const { post, photo } = await aWaitingPost(author)
    await approves(client, await someoneWith('moderator'), post)
    assert.isFalse(await isPublished(post), 'its photo is not ready')
    await becomesReady(photo, post)
    assert.isTrue(await isPublished(post))
  })

  test('show their photos to who may let them through, to nobody else', async ({ client }) => {
    const post = await writes(client, await gwenola())
    const { key } = await aPhotoOf(post)
    const asked = async (person: Person) =>
      (await as(client, person)).get(`/photos/${key}/320.webp`)
    const [fatou, young] = [await someoneWith('moderator'), await gwenola(0)]
    const read = await asked(fatou)
    read.assertStatus(200)
    read.assertHeader('cache-control', 'private, max-age=86400, immutable')
    const refused = await asked(young)
    refused.assertStatus(404)
  })

  test('are held by the verb itself, whatever the session said of someone new', async ({
    assert,
  }) => {
    const author = await gwenola()
    const result = await Post.publish(
      { authorId: author.id, body: 'Salut', visibility: 'public', photos: [], submissionKey: null },
      clock.now()
    )
    assert.isTrue(result.ok && result.value.held)
  })

  test('are held no more once the rule book says zero', async ({ client, assert }) => {
    const author = await gwenola()
    await ruledBy({ 'join.held_posts': 0 })
    assert.isTrue(await isPublished(await writes(client, author)))
  })
})

test.group('A first post that is not let through', (group) => {
  inTransaction(group)
  group.each.setup(() => foundedDaysAgo(400))

  const reason = 'On ne vend rien ici : dites plutôt bonjour.'

  async function refuses(client: ApiClient, person: Person, post: Post, said = reason) {
    const browser = await as(client, person)
    const list = (await browser.get('/held')).text()
    const [article = ''] = list.split('<article').filter((one) => one.includes(`post-${post.id}"`))
    const [fingerprint = ''] = filledIn(article).fingerprint ?? []
    return browser.post(`/posts/${post.id}/refusal`, { fingerprint, reason: said })
  }

  test('is among its author’s drafts again, photos and all, with the reason', async ({
    client,
    assert,
  }) => {
    const author = await gwenola()
    const post = await writes(client, author, 'Mes montres')
    const photo = await aPhotoOf(post)
    const fatou = await someoneWith('moderator')
    const answer = await refuses(client, fatou, post)
    answer.assertStatus(303)
    assert.isNull(await Post.find(post.id))
    const browser = await as(client, author)
    const drafts = (await browser.get('/drafts')).text()
    for (const said of ['Mes montres', 'On ne vend rien ici', photo.key]) {
      assert.include(drafts, said)
    }
    const [draft] = await db.from('drafts')
    assert.include((await browser.get(`/drafts/${draft.id}`)).text(), 'On ne vend rien ici')
    const news = (await browser.get('/notifications')).text()
    assert.include(news, 'Fatou a lu votre publication')
    assert.equal((await Person.findOrFail(author.id)).heldPostsLeft, 3, 'it counts for nothing')
    const again = await browser.post(`/drafts/${draft.id}/publication`)
    again.assertStatus(303)
    assert.isFalse(await isPublished(await Post.findByOrFail('author_id', author.id)))
  })

  test('is refused with a reason only, and what was typed is kept', async ({ client, assert }) => {
    const post = await writes(client, await gwenola())
    const fatou = await someoneWith('moderator')
    ;(await refuses(client, fatou, post, '  ')).assertStatus(422)
    const long = await refuses(client, fatou, post, `Trop long ${'x'.repeat(1000)}`)
    long.assertStatus(422)
    assert.include(long.text(), 'Trop long')
    assert.isNotNull(await Post.find(post.id))
  })

  test('is not refused unread, once it is out, nor by one who cannot decide alone', async ({
    client,
    assert,
  }) => {
    const author = await gwenola()
    const post = await writes(client, author)
    const fatou = await someoneWith('moderator')
    const browser = await as(client, fatou)
    const unread = await browser.post(`/posts/${post.id}/refusal`, { reason, fingerprint: 'x' })
    unread.assertStatus(422)
    ;(await refuses(client, await someone('Awa'), post)).assertStatus(403)
    ;(await refuses(client, author, post)).assertStatus(403)
    await approves(client, fatou, post)
    await browser.post(`/posts/${post.id}/refusal`, { reason, fingerprint: 'x' })
    assert.isTrue(await isPublished(post))
    assert.isEmpty(await db.from('drafts'))
  })
})

test.group('Who lets first posts through', (group) => {
  inTransaction(group)

  test('is neither the author, nor someone new, nor on either side of a block', async ({
    client,
    assert,
  }) => {
    await foundedDaysAgo(400)
    const author = await gwenola()
    const post = await writes(client, author)
    const young = await someone('Hugo')
    await young.merge({ joinedAt: daysAgo(29) }).save()
    const [blocker, blocked] = [await someoneWith('moderator'), await someoneWith('moderator')]
    await db.table('blocks').multiInsert([
      { blocker_id: blocker.id, blocked_id: author.id, blocked_at: clock.now() },
      { blocker_id: author.id, blocked_id: blocked.id, blocked_at: clock.now() },
    ])
    const list = await (await as(client, young)).get('/held')
    list.assertStatus(403)
    for (const person of [author, young, blocker, blocked]) {
      const answer = await (await as(client, person)).post(`/posts/${post.id}/approvals`)
      assert.include([403, 404], answer.status())
    }
    assert.isFalse(await isPublished(post))
  })

  test('is not a moderator, when the post is their own', async ({ client, assert }) => {
    const fatou = await someoneWith('moderator')
    const post = await writes(client, await fatou.merge({ heldPostsLeft: 3 }).save())
    const browser = await as(client, fatou)
    const list = await browser.get('/held')
    assert.notInclude(list.text(), 'Bonjour la place')
    const answer = await browser.post(`/posts/${post.id}/approvals`)
    answer.assertStatus(404)
    assert.isFalse(await isPublished(post))
  })

  test('is any two whose own posts are not held, while the network is younger', async ({
    client,
    assert,
  }) => {
    await someone('Founder')
    await foundedDaysAgo(10)
    const post = await writes(client, await gwenola())
    const sleeper = await gwenola()
    const list = await (await as(client, sleeper)).get('/held')
    list.assertStatus(403)
    for (const name of ['Hugo', 'Ines']) {
      const person = await someone(name)
      await person.merge({ joinedAt: daysAgo(2) }).save()
      await approves(client, person, post)
    }
    assert.isTrue(await isPublished(post))
  })

  test('is the founder alone, until a charter is adopted', async ({ client, assert }) => {
    await db.from('people').delete()
    const founder = await someone('Awa')
    await foundedDaysAgo(10, founder)
    const post = await writes(client, await gwenola())
    await approves(client, founder, post)
    assert.isTrue(await isPublished(post))
    await db.from('organisation').update({ charter_adopted_at: clock.now() })
    const next = await writes(client, await gwenola())
    await approves(client, founder, next)
    assert.isFalse(await isPublished(next))
  })
})

async function foundedDaysAgo(days: number, founder: Person | null = null) {
  await db.transaction(async (transaction) => {
    const facts = { name: 'Place', place: 'Niort' }
    await Organisation.found(facts, founder?.id ?? null, daysAgo(days), transaction)
  })
  forgetNetwork()
}
