import { test } from '@japa/runner'
import { as } from '#tests/support/client'
import { someone } from '#tests/support/cast'
import { inTransaction } from '#tests/support/in_transaction'

test.group('A form whose address says its method', (group) => {
  inTransaction(group)

  for (const query of [
    '_method=PUT&_method=DELETE',
    '_method=PUT,DELETE',
    '_method[a]=PUT',
    '_method=',
    '_method=TRACE',
  ]) {
    test(`as ${query} is not understood, and told so`, async ({ client, assert }) => {
      const browser = await as(client, await someone('Awa'))
      const answer = await browser.post(`/me?${query}`, { name: 'Awa' })
      answer.assertStatus(400)
      assert.include(answer.text(), 'Demande incomprise')
    })
  }

  test('may hold a field of that name, which changes nothing', async ({ client }) => {
    const browser = await as(client, await someone('Awa'))
    for (const _method of [['PUT', 'DELETE'], { a: 'PUT' }, 'DELETE']) {
      const saved = await browser.post('/me?_method=PUT', { name: 'Awa', _method })
      saved.assertStatus(303)
      const refused = await browser.post('/posts/nowhere/comments', { body: 'Bonjour', _method })
      refused.assertStatus(404)
    }
    const visitor = await as(client, null)
    const asked = await visitor.post('/posts', { body: 'a', _method: ['PUT', 'DELETE'] })
    asked.assertHeader('location', '/sign-in')
  })
})
