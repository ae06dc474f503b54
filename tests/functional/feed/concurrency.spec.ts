import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { appUrl } from '#config/installation'
import { Comment } from '#feed/comment'
import { feedChain } from '#feed/feed_chain'
import { Post } from '#feed/post'
import { verifyFeed } from '#feed/verify_feed'
import { cookieOf } from '#tests/support/client'
import { someone } from '#tests/support/cast'
import { aComment, aPost } from '#tests/support/feed_factory'
import { aFreePhoto } from '#tests/support/free_photo'
import { ownDatabase } from '#tests/support/own_database'
import { ruledBy } from '#tests/support/ruled_by'

/** A browser of this person that can ask many things at once. */
async function eager(person: { id: number }) {
  const headers = { 'cookie': (await cookieOf(person)) ?? '', 'sec-fetch-site': 'same-origin' }
  const ask = (method: string) => (path: string, form?: Record<string, string>) =>
    fetch(`${appUrl}${path}`, {
      method,
      headers: method === 'GET' ? { ...headers, accept: 'application/json' } : headers,
      redirect: 'manual',
      ...(form ? { body: new URLSearchParams(form) } : {}),
    })
  return { get: ask('GET'), post: ask('POST'), put: ask('PUT'), delete: ask('DELETE') }
}

const times = <Answer>(count: number, act: (index: number) => Promise<Answer>) =>
  Promise.all(Array.from({ length: count }, (_, index) => act(index)))

const statuses = (answers: Response[]) => answers.map(({ status }) => status).sort()

test.group('Fifty people who publish at once', (group) => {
  ownDatabase(group)

  test('each have their place, and no reader sees one appear below what they saw', async ({
    assert,
  }) => {
    const people = await times(50, (index) => someone(`P${index}`))
    const browsers = await Promise.all(people.map(eager))
    const looks: number[][][] = []
    let publishing = true
    const readers = (await times(3, async () => eager(await someone('Driss')))).map(
      async (reader, index) => {
        const seen: number[][] = (looks[index] = [])
        while (publishing) {
          const { posts } = (await (await reader.get('/feed')).json()) as {
            posts: { id: number }[]
          }
          seen.push(posts.map(({ id }) => id))
        }
      }
    )
    const answers = await Promise.all(
      browsers.map((browser, index) =>
        browser.post('/posts', { body: `Message ${index}`, visibility: 'public' })
      )
    )
    publishing = false
    await Promise.all(readers)

    assert.isTrue(answers.every(({ status }) => status === 303))
    const ids = answers.map(({ headers }) => Number(headers.get('location')?.split('/').at(-1)))
    const places = new Map(
      (await Post.query().whereIn('id', ids)).map((post) => [post.id, post.publishedSeq ?? 0])
    )
    assert.equal(new Set(places.values()).size, 50)
    const links = await db.from('chain_entries').orderBy('sequence')
    assert.deepEqual(
      links.map(({ sequence, subject_id: id }) => [sequence, places.get(id)]),
      Array.from({ length: 50 }, (_, index) => [index + 1, index + 1])
    )
    for (const seen of looks) {
      const known = new Set<number>()
      let highest = 0
      for (const look of seen) {
        const fresh = look.filter((id) => !known.has(id)).map((id) => places.get(id) ?? 0)
        assert.isTrue(
          fresh.every((place) => place > highest),
          'something appeared below what was seen'
        )
        for (const id of look) known.add(id)
        highest = Math.max(highest, ...fresh)
      }
    }
    assert.isNull((await verifyFeed()).fault)
  })
})

test.group('One person who presses twenty times at once', (group) => {
  ownDatabase(group)

  test('publishes no more than {$self} a day')
    .with([1, 5, 14, 19])
    .run(async ({ assert }, limit) => {
      await ruledBy({ 'feed.posts_per_member_per_day': limit })
      const awa = await someone('Awa')
      const browser = await eager(awa)
      const answers = await times(20, (index) =>
        browser.post('/posts', { body: `Message ${index}`, visibility: 'public' })
      )
      assert.lengthOf(await Post.query().where('authorId', awa.id), limit)
      assert.lengthOf(
        statuses(answers).filter((status) => status === 303),
        limit
      )
      assert.lengthOf(
        statuses(answers).filter((status) => status === 422),
        20 - limit
      )
    })

  test('with one key has one post and one comment, and is always brought to it', async ({
    assert,
  }) => {
    const awa = await someone('Awa')
    const browser = await eager(awa)
    const key = 'one_key_for_all'
    const posted = await times(20, () =>
      browser.post('/posts', { body: 'Une fois', visibility: 'public', submission_key: key })
    )
    assert.equal(new Set(posted.map(({ headers }) => headers.get('location'))).size, 1)
    const [post, ...others] = await Post.query().where('authorId', awa.id)
    assert.isEmpty(others)
    const answered = await times(20, () =>
      browser.post(`/posts/${post?.id}/comments`, { body: 'Une fois', submission_key: key })
    )
    assert.isTrue(answered.every(({ status }) => status === 303))
    assert.equal(new Set(answered.map(({ headers }) => headers.get('location'))).size, 1)
    assert.lengthOf(await Comment.query().where('authorId', awa.id), 1)
    // Comments join the chain a moment later: not once this database is gone.
    await feedChain.flush()
  })

  test('puts a photo in one post only', async ({ assert }) => {
    const awa = await someone('Awa')
    const browser = await eager(awa)
    const photo = await aFreePhoto(awa)
    const answers = await times(6, (index) =>
      browser.post('/posts', {
        'body': `Message ${index}`,
        'visibility': 'public',
        'photo_ids[]': String(photo.id),
      })
    )
    assert.deepEqual(statuses(answers), [303, 422, 422, 422, 422, 422])
  })
})

test.group('A post that is deleted while everybody is at it', (group) => {
  ownDatabase(group)

  test('is answered by no fault, and leaves nothing that the chain does not know', async ({
    assert,
  }) => {
    const awa = await someone('Awa')
    const author = await eager(awa)
    const others = await times(8, async () => eager(await someone('Bastien')))
    for (let round = 0; round < 10; round += 1) {
      const post = await aPost(awa)
      const comment = await aComment(post, awa)
      const path = `/posts/${post.id}`
      const answers = await Promise.all([
        ...others.map((other) => other.post(`${path}/comments`, { body: 'Et moi !' })),
        ...others.map((other) => other.post(`${path}/thanks`)),
        author.put(path, { body: 'Changé', visibility: 'public' }),
        author.delete(`/comments/${comment}`),
        author.delete(`/comments/${comment}`),
        author.delete(path),
        author.delete(path),
        ...others.map((other) => other.get(path)),
      ])
      assert.deepEqual(
        answers.filter(({ status }) => status >= 500).map(({ status, url }) => [status, url]),
        []
      )
      assert.isNull(await Post.find(post.id))
    }
    await feedChain.flush()
    assert.isNull((await verifyFeed()).fault)
  })
})
