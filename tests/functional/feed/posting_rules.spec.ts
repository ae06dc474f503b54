import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import { Post } from '#feed/post'
import { FakeClock, useClock } from '#shared/clock'
import { as } from '#tests/support/client'
import { someone } from '#tests/support/cast'
import { complaints, filledIn } from '#tests/support/form_page'
import { aFreePhoto } from '#tests/support/free_photo'
import { inTransaction } from '#tests/support/in_transaction'
import { ruledBy } from '#tests/support/ruled_by'

/** Awa at her composer. */
async function awaWriting(client: ApiClient) {
  const awa = await someone('Awa')
  const browser = await as(client, awa)
  const posts = () => Post.query().where('authorId', awa.id)
  const send = (form: Record<string, unknown>) =>
    browser.post('/posts', { visibility: 'public', ...form })
  return { awa, browser, posts, send }
}

test.group('The rule book decides how long a post may be', (group) => {
  inTransaction(group)

  test('to the character, emoji and line breaks as one each', async ({ client, assert }) => {
    const { send, posts, browser } = await awaWriting(client)
    await ruledBy({ 'feed.post_max_characters': 150 })
    const whole = `${'🐐'.repeat(148)}\r\na`
    const sent = await send({ body: whole })
    sent.assertStatus(303)
    assert.equal((await posts().firstOrFail()).body, whole.replace('\r\n', '\n'))

    const longer = await send({ body: `${whole}b` })
    longer.assertStatus(422)
    assert.match(complaints(longer.text()).join(), /trop long/)
    assert.lengthOf(await posts(), 1)

    await ruledBy({ 'feed.post_max_characters': 151 })
    const again = await send({ body: `${whole}b` })
    again.assertStatus(303)
    assert.include((await browser.get('/posts/new')).text(), 'max="151"')
  })

  test('when it is changed too, and the form says how many', async ({ client, assert }) => {
    const { send, posts, browser } = await awaWriting(client)
    await send({ body: 'Court' })
    const post = await posts().firstOrFail()
    await ruledBy({ 'feed.post_max_characters': 140 })
    const form = await browser.get(`/posts/${post.id}/edit`)
    assert.include(form.text(), 'max="140"')
    const text = 'é'.repeat(141)
    const longer = await browser.put(`/posts/${post.id}`, { body: text, visibility: 'public' })
    longer.assertStatus(422)
    assert.deepEqual(filledIn(longer.text()).body, [text])
    await post.refresh()
    assert.equal(post.body, 'Court')
    const shorter = await browser.put(`/posts/${post.id}`, {
      body: text.slice(1),
      visibility: 'public',
    })
    shorter.assertStatus(303)
  })
})

test.group('The rule book decides how many photos a post holds', (group) => {
  inTransaction(group)

  test('and keeps all of them in the form when there is one too many', async ({
    client,
    assert,
  }) => {
    const { awa, browser, send, posts } = await awaWriting(client)
    const ids = [(await aFreePhoto(awa)).id, (await aFreePhoto(awa)).id, (await aFreePhoto(awa)).id]
    await ruledBy({ 'feed.photos_per_post': 2 })
    assert.include((await browser.get('/posts/new')).text(), '<photo-picker class="picker" max="2"')
    const three = await send({ body: 'Trois', photo_ids: ids, alts: { [ids[1] ?? 0]: 'La halle' } })
    three.assertStatus(422)
    assert.match(complaints(three.text()).join(), /Trop de photos/)
    const form = filledIn(three.text())
    assert.deepEqual(form['photo_ids[]'], ids.map(String))
    assert.deepEqual(form[`alts[${ids[1]}]`], ['La halle'])
    assert.isEmpty(await posts())

    await ruledBy({ 'feed.photos_per_post': 3 })
    const sent = await send({ body: 'Trois', photo_ids: ids })
    sent.assertStatus(303)
  })
})

test.group('The rule book decides how many posts a day', (group) => {
  inTransaction(group)

  test('and the day is the one of Paris, in winter and in summer', async ({ client, assert }) => {
    for (const [before, after] of [
      ['2026-01-14T22:59:00Z', '2026-01-14T23:01:00Z'],
      ['2026-07-14T21:59:00Z', '2026-07-14T22:01:00Z'],
      // The night when clocks go forward, and the night when they go back.
      ['2026-03-29T21:59:00Z', '2026-03-29T22:01:00Z'],
      ['2026-10-25T22:59:00Z', '2026-10-25T23:01:00Z'],
    ] as const) {
      const fake = new FakeClock(before)
      const restore = useClock(fake)
      try {
        await ruledBy({ 'feed.posts_per_member_per_day': 2 })
        const { send, posts } = await awaWriting(client)
        for (const body of ['Un', 'Deux']) (await send({ body })).assertStatus(303)
        const third = await send({ body: 'Trois' })
        third.assertStatus(422)
        assert.deepEqual(filledIn(third.text()).body, ['Trois'])
        fake.set(after)
        const tomorrow = await send({ body: 'Trois' })
        tomorrow.assertStatus(303)
        assert.lengthOf(await posts(), 3)
      } finally {
        restore()
      }
    }
  })

  test('more of them as soon as it says so', async ({ client }) => {
    await ruledBy({ 'feed.posts_per_member_per_day': 1 })
    const { send } = await awaWriting(client)
    const first = await send({ body: 'Un' })
    first.assertStatus(303)
    const refused = await send({ body: 'Deux' })
    refused.assertStatus(422)
    await ruledBy({ 'feed.posts_per_member_per_day': 2 })
    const second = await send({ body: 'Deux' })
    second.assertStatus(303)
  })
})

test.group('The rule book decides who reads by default', (group) => {
  inTransaction(group)

  test('and the composer opens on {$self}')
    .with(['public', 'signed_in'] as const)
    .run(async ({ client, assert }, visibility) => {
      await ruledBy({ 'feed.visibility_default': visibility })
      const { browser } = await awaWriting(client)
      const form = await browser.get('/posts/new')
      assert.deepEqual(filledIn(form.text()).visibility, [visibility])
    })
})

test.group('The rule book decides how long a post can be changed', (group) => {
  inTransaction(group)

  test('to the minute, and always when it says nothing', async ({ client, assert }) => {
    const fake = new FakeClock('2026-05-02T10:00:00Z')
    const restore = useClock(fake)
    try {
      await ruledBy({ 'feed.edit_window_minutes': 15 })
      const { browser, send, posts } = await awaWriting(client)
      await send({ body: 'Avant' })
      const post = await posts().firstOrFail()
      const change = (body: string) =>
        browser.put(`/posts/${post.id}`, { body, visibility: 'public' })
      fake.advance({ minutes: 15 })
      const inTime = await change('À temps')
      inTime.assertStatus(303)
      fake.advance({ seconds: 1 })
      const late = await change('Trop tard')
      late.assertStatus(422)
      assert.match(complaints(late.text()).join(), /délai/)
      assert.deepEqual(filledIn(late.text()).body, ['Trop tard'])
      await post.refresh()
      assert.equal(post.body, 'À temps')

      await ruledBy({ 'feed.edit_window_minutes': null })
      fake.advance({ days: 400 })
      const muchLater = await (
        await as(client, { id: post.authorId })
      ).put(`/posts/${post.id}`, {
        body: 'Un an après',
        visibility: 'public',
      })
      muchLater.assertStatus(303)
    } finally {
      restore()
    }
  })
})
