import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { Comment } from '#feed/comment'
import { Post } from '#feed/post'
import { publishDraft } from '#feed/drafts/publish_draft'
import type { Person } from '#people/person'
import { clock } from '#shared/clock'
import { tell } from '#shared/wiring/events'
import { as } from '#tests/support/client'
import { someone } from '#tests/support/cast'
import { aComment, aDraft, aPost } from '#tests/support/feed_factory'
import { aFreePhoto } from '#tests/support/free_photo'
import { inTransaction } from '#tests/support/in_transaction'
import { ruledBy } from '#tests/support/ruled_by'
import { becomesReady } from '#tests/support/waiting_post'

const HOUR = 3_600_000

async function toldTo(person: { id: number }): Promise<string[]> {
  const rows: Array<{ kind: string }> = await db
    .from('notifications')
    .where('person_id', person.id)
    .orderBy('id')
  return rows.map(({ kind }) => kind)
}

const blocks = (blocker: Person, blocked: Person) =>
  db.table('blocks').insert({
    blocker_id: blocker.id,
    blocked_id: blocked.id,
    blocked_at: clock.now(),
  })

const mutes = (muter: Person, muted: Person, hours: number | null) => {
  const now = clock.now().getTime()
  return db.table('mutes').insert({
    muter_id: muter.id,
    muted_id: muted.id,
    muted_at: new Date(now - 48 * HOUR),
    until: hours === null ? null : new Date(now + hours * HOUR),
  })
}

test.group('What happened to me', (group) => {
  inTransaction(group)

  test('a comment on my post, once, leading to it', async ({ client, assert }) => {
    const [awa, bastien] = [await someone('Awa'), await someone('Bastien')]
    const post = await aPost(awa)
    const draft = {
      postId: post.id,
      authorId: bastien.id,
      body: 'Bien vu',
      submissionKey: 'a_key_12',
    }
    const [first, again] = [
      await Comment.write(draft, clock.now()),
      await Comment.write(draft, clock.now()),
    ]
    assert.deepEqual(first, again)
    assert.deepEqual(await toldTo(awa), ['commented'])
    const page = (await (await as(client, awa)).get('/notifications')).text()
    assert.include(page, 'Bastien a commenté votre publication.')
    assert.include(page, `/posts/${post.id}#comment-${first.ok && first.value}`)
    assert.include(page, 'Bien vu')
  })

  test('my name in a post and in a comment, not twice when I wrote the post', async ({
    assert,
  }) => {
    const [awa, bastien, chloe] = [
      await someone('Awa'),
      await someone('Bastien'),
      await someone('Chloé'),
    ]
    const post = await aPost(awa, { body: `Merci @${bastien.handle}, @${chloe.handle}` })
    assert.deepEqual(await toldTo(bastien), ['mentioned'])
    await aComment(post, bastien, `@${awa.handle} @${chloe.handle} @${bastien.handle}`)
    assert.deepEqual(await toldTo(awa), ['commented'])
    assert.deepEqual(await toldTo(chloe), ['mentioned', 'mentioned_in_comment'])
    assert.deepEqual(await toldTo(bastien), ['mentioned'])
  })

  test('an edit tells those it names for the first time', async ({ client, assert }) => {
    const [awa, bastien, chloe] = [
      await someone('Awa'),
      await someone('Bastien'),
      await someone('Chloé'),
    ]
    const post = await aPost(awa, { body: `@${bastien.handle}` })
    const browser = await as(client, awa)
    for (const body of [`@${bastien.handle} @${chloe.handle}`, `@${bastien.handle} encore`]) {
      await browser.put(`/posts/${post.id}`, { body, visibility: 'public' })
    }
    assert.deepEqual(await toldTo(bastien), ['mentioned'])
    assert.deepEqual(await toldTo(chloe), ['mentioned'])
  })

  test('a post tells whom it names once it is out, not while its photo is prepared', async ({
    assert,
  }) => {
    const [awa, bastien] = [await someone('Awa'), await someone('Bastien')]
    const photo = await aFreePhoto(awa, 'received')
    const result = await Post.publish(
      {
        authorId: awa.id,
        body: `@${bastien.handle}`,
        visibility: 'public',
        photos: [{ id: photo.id, alt: '' }],
        submissionKey: null,
      },
      clock.now()
    )
    assert.isEmpty(await toldTo(bastien))
    await becomesReady(photo, await Post.findOrFail(result.ok ? result.value.id : 0))
    assert.deepEqual(await toldTo(bastien), ['mentioned'])
  })

  test('nothing of what I do myself', async ({ assert }) => {
    const awa = await someone('Awa')
    const post = await aPost(awa, { body: `Moi, @${awa.handle}` })
    await aComment(post, awa, `Encore moi, @${awa.handle}`)
    assert.isEmpty(await toldTo(awa))
  })

  test('nothing from whom I block or mute, until the mute ends', async ({ assert }) => {
    const awa = await someone('Awa')
    const post = await aPost(awa)
    const [blocked, muted, mutedOnce] = [
      await someone('Driss'),
      await someone('Bastien'),
      await someone('Chloé'),
    ]
    await blocks(awa, blocked)
    await mutes(awa, muted, 1)
    await mutes(awa, mutedOnce, -1)
    for (const person of [blocked, muted]) {
      await aPost(person, { body: `@${awa.handle}` })
      const body = `@${awa.handle}`
      const draft = { postId: post.id, authorId: person.id, body, submissionKey: null }
      await Comment.write(draft, clock.now())
      const elsewhere = await aPost(mutedOnce)
      await Comment.write({ ...draft, postId: elsewhere.id }, clock.now())
    }
    assert.isEmpty(await toldTo(awa))
    await aComment(post, mutedOnce)
    assert.deepEqual(await toldTo(awa), ['commented'])
  })

  test('my post with a date that appeared, or could not, told once', async ({ client, assert }) => {
    const awa = await someone('Awa')
    const at = new Date(clock.now().getTime() + HOUR)
    const later = new Date(at.getTime() + HOUR)
    const [out, kept] = [
      await aDraft(awa, { body: 'Ce soir', publishAt: at }),
      await aDraft(awa, { body: 'a'.repeat(300), publishAt: later }),
    ]
    const due = { onlyWhenDue: true }
    await publishDraft(out.id, at, due)
    await publishDraft(out.id, at, due)
    await ruledBy({ 'feed.post_max_characters': 200 })
    await publishDraft(kept.id, later, due)
    await publishDraft(kept.id, later, due)
    assert.deepEqual(await toldTo(awa), ['scheduled_published', 'scheduled_refused'])
    const page = (await (await as(client, awa)).get('/notifications')).text()
    assert.include(page, 'Votre publication programmée a paru.')
    assert.match(page, /href="\/drafts">Votre publication programmée n’a pas pu paraître/)
  })

  test('my post that others let through', async ({ client, assert }) => {
    const awa = await someone('Awa')
    const post = await aPost(awa)
    const fact = { name: 'feed.held_post_approved', at: clock.now(), postId: post.id }
    for (const time of [1, 2]) {
      await db.transaction((transaction) => tell({ ...fact, time }, transaction))
    }
    assert.deepEqual(await toldTo(awa), ['held_approved'])
    const page = (await (await as(client, awa)).get('/notifications')).text()
    assert.include(page, `/posts/${post.id}`)
  })

  test('is rolled back with the fact it tells of', async ({ assert }) => {
    const [awa, bastien] = [await someone('Awa'), await someone('Bastien')]
    const failing = db.transaction(async (transaction) => {
      const post = await Post.create(
        {
          authorId: awa.id,
          body: `@${bastien.handle}`,
          visibility: 'public',
          salt: Buffer.alloc(16),
          createdAt: clock.now(),
          submissionKey: null,
        },
        { client: transaction }
      )
      await transaction.table('mentions').insert({ post_id: post.id, person_id: bastien.id })
      await post.handOverWhenReady(clock.now(), transaction)
      const told = await transaction.from('notifications').where('person_id', bastien.id)
      assert.lengthOf(told, 1)
      throw new Error('The disk is full')
    })
    await assert.rejects(() => failing, 'The disk is full')
    assert.isEmpty(await toldTo(bastien))
  })
})

test.group('The page of what happened', (group) => {
  inTransaction(group)

  test('says that there is nothing, then shows a dot on every page until it is read', async ({
    client,
    assert,
  }) => {
    const [awa, bastien] = [await someone('Awa'), await someone('Bastien')]
    const post = await aPost(awa)
    const browser = await as(client, awa)
    assert.include((await browser.get('/notifications')).text(), 'Rien pour l’instant')
    const pages = ['/feed', `/posts/${post.id}`, '/me']
    const dots = async (who: typeof browser) =>
      Promise.all(pages.map(async (path) => (await who.get(path)).text().includes('__dot')))
    assert.deepEqual(await dots(browser), [false, false, false])

    await aComment(post, bastien, 'Bien vu')
    assert.deepEqual(await dots(browser), [true, true, true])
    assert.deepEqual(await dots(await as(client, bastien)), [false, false, false])
    const page = (await browser.get('/notifications')).text()
    assert.include(page, 'news__item--new')
    const [, upTo] = /name="up_to" value="(\d+)"/.exec(page) ?? []

    await aComment(post, bastien, 'Entre-temps')
    const read = await browser.post('/notifications/reading', { up_to: upTo })
    read.assertStatus(303)
    assert.deepEqual(await dots(browser), [true, true, true], 'what came meanwhile is still new')
    await browser.post('/notifications/reading')
    assert.deepEqual(await dots(browser), [false, false, false])
    const later = (await browser.get('/notifications')).text()
    assert.notInclude(later, 'news__item--new')
    assert.include(later, 'Entre-temps')
  })

  test('goes to its end, page by page, newest first', async ({ client, assert }) => {
    const [awa, bastien] = [await someone('Awa'), await someone('Bastien')]
    const post = await aPost(awa)
    for (let number = 1; number <= 65; number += 1) await aComment(post, bastien, `N° ${number}.`)
    const browser = await as(client, awa)
    const seen: string[] = []
    let path: string | undefined = '/notifications'
    let pages = 0
    while (path && pages < 5) {
      const page: string = (await browser.get(path)).text()
      seen.push(...[...page.matchAll(/N° (\d+)\./g)].map(([, number = '']) => number))
      const [, next]: string[] = /href="(\/notifications\?before=\d+)"/.exec(page) ?? []
      if (!next) assert.include(page, 'C’est tout')
      path = next
      pages += 1
    }
    assert.equal(pages, 3)
    assert.deepEqual(
      seen.map(Number),
      Array.from({ length: 65 }, (_, index) => 65 - index)
    )
  })

  test('quotes neither what is behind a warning nor what is hidden; a blocked person is gone', async ({
    client,
    assert,
  }) => {
    const [awa, bastien, driss] = [
      await someone('Awa'),
      await someone('Bastien'),
      await someone('Driss'),
    ]
    const body = `La scène du crime @${awa.handle}`
    const warned = await aPost(bastien, { body })
    await db.from('posts').where('id', warned.id).update({ content_warning: 'Violence' })
    const hidden = await aPost(bastien, { body: `Une insulte @${awa.handle}` })
    const shame = { hidden_at: clock.now(), hidden_clause: 'harassment' }
    await db.from('posts').where('id', hidden.id).update(shame)
    await aPost(driss, { body: `Coucou @${awa.handle}` })
    const browser = await as(client, awa)
    const before = (await browser.get('/notifications')).text()
    assert.include(before, 'Coucou')
    assert.include(before, 'Violence')
    assert.notInclude(before, 'scène')
    assert.notInclude(before, 'insulte')
    await blocks(awa, driss)
    assert.notInclude((await browser.get('/notifications')).text(), 'Coucou')
  })

  test('is one’s own: nobody marks another’s as read', async ({ client, assert }) => {
    const [awa, bastien] = [await someone('Awa'), await someone('Bastien')]
    await aComment(await aPost(awa), bastien, 'Bien vu')
    const other = await as(client, bastien)
    await other.post('/notifications/reading')
    assert.notInclude((await other.get('/notifications')).text(), 'Bien vu')
    assert.lengthOf(await db.from('notifications').whereNull('read_at'), 1)
  })

  test('of a comment or post that was deleted says nothing more', async ({ client, assert }) => {
    const [awa, bastien] = [await someone('Awa'), await someone('Bastien')]
    const comment = await aComment(await aPost(awa), bastien)
    await aPost(bastien, { body: `@${awa.handle}` })
    await (await as(client, bastien)).delete(`/comments/${comment}`)
    assert.deepEqual(await toldTo(awa), ['mentioned'])
  })
})
