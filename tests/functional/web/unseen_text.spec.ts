import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { Person } from '#people/person'
import { as } from '#tests/support/client'
import { someone } from '#tests/support/cast'
import { aPost } from '#tests/support/feed_factory'
import { founded } from '#tests/support/founded'
import { joinEffort } from '#tests/support/join_effort'
import { inTransaction } from '#tests/support/in_transaction'

const UNSEEN = ['\u200b', '\u202e\u202c', '\u2060\ufeff', '\u3164', '\r\n\u2028']

test.group('Characters that show nothing', (group) => {
  inTransaction(group)
  founded(group)

  test('are no message and no comment', async ({ client, assert }) => {
    const awa = await someone('Awa')
    const post = await aPost(awa)
    const browser = await as(client, awa)
    for (const body of UNSEEN) {
      const posted = await browser.post('/posts', { body, visibility: 'public' })
      posted.assertStatus(422)
      const changed = await browser.put(`/posts/${post.id}`, { body, visibility: 'public' })
      changed.assertStatus(422)
      const commented = await browser.post(`/posts/${post.id}/comments`, { body })
      commented.assertStatus(422)
    }
    assert.lengthOf(await db.from('posts').where('author_id', awa.id), 1)
    assert.lengthOf(await db.from('comments').where('author_id', awa.id), 0)
  })

  test('are no name, neither of a member nor of someone who joins', async ({ client, assert }) => {
    const awa = await someone('Awa')
    const browser = await as(client, awa)
    const visitor = await as(client, null)
    const joining = { handle: 'gwenola_unseen', email: 'gwenola@example.org', age: 'on' }
    for (const name of UNSEEN) {
      const saved = await browser.put('/me', { name })
      saved.assertStatus(422)
      const joined = await visitor.post('/join', { ...joining, name })
      joined.assertStatus(422)
      const handled = await visitor.post('/join', { ...joining, name: 'Gwenola', handle: name })
      handled.assertStatus(422)
    }
    assert.equal((await Person.findOrFail(awa.id)).name, 'Awa')
    assert.isNull(await db.from('join_requests').where('email', joining.email).first())
  })

  test('leave a name, which is one line and keeps its emoji', async ({ client, assert }) => {
    const awa = await someone('Awa')
    const browser = await as(client, awa)
    const typed = { name: '\u202eAwa\n\u200bDiop\u202c 👩‍🌾' }
    const saved = await browser.put('/me', typed)
    saved.assertStatus(303)
    const { name } = await Person.findOrFail(awa.id)
    assert.equal(name, 'Awa Diop 👩‍🌾')

    const newcomer = { handle: 'gwenola_seen', email: 'seen@example.org', age: 'on' }
    const visitor = await as(client, null)
    await visitor.post('/join', { ...newcomer, ...joinEffort(), name: 'Gwenola\r\n\u2066Le Bris' })
    const request = await db.from('join_requests').where('email', newcomer.email).first()
    assert.equal(request?.name, 'Gwenola Le Bris')
  })
})
