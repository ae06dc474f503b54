import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { filtersOf } from '#people/boundaries/word_filters'
import { forgetExpired } from '#people/forget_expired'
import { clock, FakeClock, useClock } from '#shared/clock'
import { as } from '#tests/support/client'
import { someone } from '#tests/support/cast'
import { aPost } from '#tests/support/feed_factory'
import { inTransaction } from '#tests/support/in_transaction'
import { aWordFilter } from '#tests/support/word_filter'

test.group('Keeping one’s distance', (group) => {
  inTransaction(group)

  test('from someone: their posts go from the feed and come back', async ({ client, assert }) => {
    const [awa, bastien] = [await someone('Awa'), await someone('Bastien')]
    await aPost(bastien, { body: 'Encore mes montres' })
    const browser = await as(client, awa)
    const feed = async () => (await browser.get('/feed')).text()
    const path = `/people/${bastien.id}`
    assert.include(await feed(), 'Encore mes montres')
    for (const way of ['block', 'mute']) {
      await browser.post(`${path}/${way}`, { span: 'ever' })
      assert.notInclude(await feed(), 'Encore mes montres', way)
      const lists = await browser.get('/me/filters')
      assert.include(lists.text(), `${path}/${way}?_method=DELETE`)
      await browser.delete(`${path}/${way}`)
      assert.include(await feed(), 'Encore mes montres', way)
    }
  })

  test('for a day ends after a day, and is then forgotten', async ({ client, assert }) => {
    const [awa, bastien] = [await someone('Awa'), await someone('Bastien')]
    const browser = await as(client, awa)
    await browser.post(`/people/${bastien.id}/mute`, { span: 'day' })
    const page = async () => (await browser.get(`/people/${bastien.id}/distance`)).text()
    assert.include(await page(), 'Vous ne voyez plus ce qu’écrit Bastien jusqu’au')
    const back = useClock(new FakeClock(new Date(clock.now().getTime() + 86_400_001)))
    assert.notInclude(await page(), 'Vous ne voyez plus')
    await forgetExpired()
    back()
    assert.lengthOf(await db.from('mutes'), 0)
  })

  test('is asked for how long, and never from oneself', async ({ client, assert }) => {
    const [awa, bastien] = [await someone('Awa'), await someone('Bastien')]
    const browser = await as(client, awa)
    for (const span of ['', 'century']) {
      const answer = await browser.post(`/people/${bastien.id}/mute`, { span })
      answer.assertStatus(303)
    }
    assert.lengthOf(await db.from('mutes'), 0)
    for (const way of ['block', 'mute']) {
      const answer = await browser.post(`/people/${awa.id}/${way}`, { span: 'day' })
      answer.assertStatus(404)
    }
  })

  test('from words: for a time or for good, each on the list with its end', async ({
    client,
    assert,
  }) => {
    const awa = await someone('Awa')
    const browser = await as(client, awa)
    await browser.post('/me/filters', { phrase: 'Éléction', span: 'week' })
    await browser.post('/me/filters', { phrase: 'election', span: 'ever' })
    const [filter, ...more] = await filtersOf(awa.id, clock.now())
    assert.lengthOf(more, 0, 'the same words are one filter')
    assert.isNull(filter?.until)
    for (const phrase of ['', 'a', '!?…', '— —']) {
      const answer = await browser.post('/me/filters', { phrase, span: 'ever' })
      answer.assertStatus(422)
    }
    await browser.delete(`/me/filters/${filter?.id}`)
    assert.lengthOf(await filtersOf(awa.id, clock.now()), 0)
  })

  test('from words stops at fifty of them', async ({ client, assert }) => {
    const awa = await someone('Awa')
    for (let number = 10; number < 60; number += 1) await aWordFilter(awa, `mot ${number}`)
    const browser = await as(client, awa)
    const more = await browser.post('/me/filters', { phrase: 'mot de trop', span: 'ever' })
    more.assertStatus(422)
    const again = await browser.post('/me/filters', { phrase: 'mot 10', span: 'day' })
    again.assertStatus(303)
    assert.lengthOf(await filtersOf(awa.id, clock.now()), 50)
  })
})

test.group('Someone blocked', (group) => {
  inTransaction(group)

  async function blocked() {
    const [awa, bastien] = [await someone('Awa'), await someone('Bastien')]
    const post = await aPost(awa)
    await db
      .table('blocks')
      .insert({ blocker_id: awa.id, blocked_id: bastien.id, blocked_at: clock.now() })
    return { awa, bastien, post }
  }

  test('cannot comment: the text is kept, and the sentence says nothing of a block', async ({
    client,
    assert,
  }) => {
    const { bastien, post } = await blocked()
    const browser = await as(client, bastien)
    const answer = await browser.post(`/posts/${post.id}/comments`, { body: 'Encore moi' })
    answer.assertStatus(422)
    assert.include(answer.text(), 'n’a pas pu être ajouté')
    assert.include(answer.text(), 'Encore moi')
    assert.notMatch(answer.text(), /bloqu/i)
    assert.lengthOf(await db.from('comments'), 0)
    assert.lengthOf(await db.from('notifications'), 0)
  })

  test('cannot thank, with a script or without', async ({ client, assert }) => {
    const { bastien, post } = await blocked()
    const browser = await as(client, bastien)
    const form = await browser.post(`/posts/${post.id}/thanks`)
    form.assertStatus(303)
    assert.include(String(form.header('set-cookie')), 'thanks_not_taken')
    const script = await browser
      .post(`/posts/${post.id}/thanks`)
      .header('accept', 'application/json')
    script.assertStatus(409)
    assert.lengthOf(await db.from('thanks'), 0)
  })

  test('reads as before, and is answered as before by everyone else', async ({
    client,
    assert,
  }) => {
    const { awa, bastien, post } = await blocked()
    const browser = await as(client, bastien)
    const read = await browser.get(`/posts/${post.id}`)
    read.assertStatus(200)
    const other = await aPost(await someone('Driss'))
    const answer = await browser.post(`/posts/${other.id}/comments`, { body: 'Bien vu' })
    answer.assertStatus(303)
    const reply = await aPost(bastien)
    const back = await (await as(client, awa)).post(`/posts/${reply.id}/thanks`)
    back.assertStatus(303)
    assert.lengthOf(await db.from('thanks'), 1)
  })
})
