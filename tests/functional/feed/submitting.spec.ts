import { test } from '@japa/runner'
import { Comment } from '#feed/comment'
import { Post } from '#feed/post'
import { as } from '#tests/support/client'
import { someone } from '#tests/support/cast'
import { aPost } from '#tests/support/feed_factory'
import { complaints, filledIn, readable } from '#tests/support/form_page'
import { aFreePhoto } from '#tests/support/free_photo'
import { inTransaction } from '#tests/support/in_transaction'

const KEY = 'a_key_of_one_composer'

test.group('Submitting a post', (group) => {
  inTransaction(group)

  test('an empty one is asked for words or a photo', async ({ client, assert }) => {
    const browser = await as(client, await someone('Awa'))
    for (const body of ['', '   ', '\r\n\r\n']) {
      const refused = await browser.post('/posts', { body, visibility: 'public' })
      refused.assertStatus(422)
      assert.match(complaints(refused.text()).join(), /Écrivez quelque chose/)
    }
  })

  test('what was typed comes back: text, photos and what they show, choice, key', async ({
    client,
    assert,
  }) => {
    const awa = await someone('Awa')
    const browser = await as(client, awa)
    const photo = await aFreePhoto(awa)
    const body = 'Le <marché> « d’Awa » & "co" 🐐 \n\n </textarea><script>1</script>'
    const refused = await browser.post('/posts', {
      body,
      'visibility': 'nobody',
      'photo_ids[]': photo.id,
      'alts': { [photo.id]: 'Une chèvre "blanche"' },
      'submission_key': KEY,
    })
    refused.assertStatus(422)
    const form = filledIn(refused.text())
    assert.deepEqual(form.body, [body.trim()])
    assert.deepEqual(form['photo_ids[]'], [String(photo.id)])
    assert.deepEqual(form[`alts[${photo.id}]`], ['Une chèvre "blanche"'])
    assert.deepEqual(form.submission_key, [KEY])
    assert.notInclude(refused.text(), '<script>1')

    const mended = await browser.post('/posts', {
      'body': form.body?.[0],
      'visibility': 'signed_in',
      'photo_ids[]': form['photo_ids[]'],
      'alts': { [photo.id]: form[`alts[${photo.id}]`]?.[0] },
      'submission_key': form.submission_key?.[0],
    })
    mended.assertStatus(303)
    await photo.refresh()
    assert.equal(photo.alt, 'Une chèvre "blanche"')
  })

  test('twice is once, even with another text; another person’s same key is another post', async ({
    client,
    assert,
  }) => {
    const awa = await someone('Awa')
    const send = async (person: { id: number }, body: string) =>
      (await as(client, person)).post('/posts', { body, visibility: 'public', submission_key: KEY })
    const first = await send(awa, 'Bonjour')
    const second = await send(awa, 'Bonjour à tous')
    second.assertStatus(303)
    assert.equal(second.header('location'), first.header('location'))
    assert.deepEqual(
      (await Post.query().where('authorId', awa.id)).map(({ body }) => body),
      ['Bonjour']
    )
    const other = await send(await someone('Bastien'), 'Bonjour')
    assert.notEqual(other.header('location'), first.header('location'))
  })

  test('another’s photo, one already used or one that does not exist is no longer there', async ({
    client,
    assert,
  }) => {
    const awa = await someone('Awa')
    const browser = await as(client, awa)
    const used = await aFreePhoto(awa)
    await browser.post('/posts', { 'body': 'Une', 'visibility': 'public', 'photo_ids[]': used.id })
    const bastiens = await aFreePhoto(await someone('Bastien'))
    for (const id of [used.id, bastiens.id, 999_999_999]) {
      const before = (await Post.query().where('authorId', awa.id)).length
      const answer = await browser.post('/posts', {
        'body': 'Deux',
        'visibility': 'public',
        'photo_ids[]': id,
      })
      answer.assertStatus(422)
      assert.match(complaints(answer.text()).join(), /n’est plus là/)
      assert.lengthOf(await Post.query().where('authorId', awa.id), before)
    }
    await bastiens.refresh()
    assert.equal(bastiens.alt, '')
  })

  test('hostile text is shown as text', async ({ client, assert }) => {
    const awa = await someone('Awa')
    const body = '<img src=x onerror=alert(1)> javascript:alert(1) {{ 1 + 1 }} https://x.fr/"><b>'
    const browser = await as(client, awa)
    const sent = await browser.post('/posts', { body, visibility: 'public' })
    const shown = (await browser.get(sent.header('location') ?? '')).text()
    assert.notMatch(shown, /<img[^>]+onerror/)
    assert.notInclude(shown, '"><b>')
    assert.include(readable(shown), '{{ 1 + 1 }}')
    assert.include(readable(shown), '<img src=x onerror=alert(1)>')
  })

  test('a waiting post says so in its JSON, a published one shows in the feed’s', async ({
    client,
    assert,
  }) => {
    const awa = await someone('Awa')
    const browser = await as(client, awa)
    const photo = await aFreePhoto(awa, 'received')
    await browser.post('/posts', {
      'body': 'Attend',
      'visibility': 'public',
      'photo_ids[]': photo.id,
    })
    await browser.post('/posts', { body: 'Paraît', visibility: 'signed_in' })
    const [waits, shows] = await Post.query().where('authorId', awa.id).orderBy('id')
    const one = await browser.get(`/posts/${waits?.id}`).accept('json')
    assert.containsSubset(one.body(), { pending: true, comments: [], post: { body: 'Attend' } })
    const feed = await browser.get('/feed').accept('json')
    assert.deepEqual(
      feed.body().posts.map(({ id, body }: { id: number; body: string }) => [id, body]),
      [[shows?.id, 'Paraît']]
    )
    assert.isNull(feed.body().before)
    const stranger = await as(client, await someone('Bastien'))
    const hidden = await stranger.get(`/posts/${waits?.id}`).accept('json')
    hidden.assertStatus(404)
    assert.isString(hidden.body().error)
  })
})

test.group('Submitting a comment', (group) => {
  inTransaction(group)

  test('twice is once', async ({ client, assert }) => {
    const post = await aPost(await someone('Awa'))
    const browser = await as(client, await someone('Bastien'))
    const send = (body: string) =>
      browser.post(`/posts/${post.id}/comments`, { body, submission_key: KEY })
    const first = await send('Bien vu')
    first.assertStatus(303)
    const second = await send('Bien vu')
    assert.equal(second.header('location'), first.header('location'))
    assert.lengthOf(await Comment.query().where('postId', post.id), 1)
    await post.refresh()
    assert.equal(post.commentsCount, 1)
  })

  test('an empty or endless one comes back as it was typed', async ({ client, assert }) => {
    const post = await aPost(await someone('Awa'))
    const browser = await as(client, await someone('Bastien'))
    const empty = await browser.post(`/posts/${post.id}/comments`, { body: ' ' })
    empty.assertStatus(422)
    assert.include(empty.text(), 'Écrivez votre commentaire')
    const body = 'é'.repeat(2001)
    const long = await browser.post(`/posts/${post.id}/comments`, { body })
    long.assertStatus(422)
    assert.include(long.text(), '2 000 caractères au plus')
    assert.deepEqual(filledIn(long.text()).body, [body])
    const endless = await browser.post(`/posts/${post.id}/comments`, { body: 'e'.repeat(100_001) })
    endless.assertStatus(422)
    assert.include(endless.text(), '2 000 caractères au plus')
    const whole = await browser.post(`/posts/${post.id}/comments`, { body: '🐐'.repeat(2000) })
    whole.assertStatus(303)
  })
})
