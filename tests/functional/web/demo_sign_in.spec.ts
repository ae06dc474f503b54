import { test } from '@japa/runner'
import { appUrl } from '#config/installation'
import { as } from '#tests/support/client'
import { inTransaction } from '#tests/support/in_transaction'

test.group('A role that the demo does not have', (group) => {
  inTransaction(group)

  test('is refused with a page, as any form', async ({ client, assert }) => {
    const visitor = await as(client, null)
    for (const form of [{ role: 'queen' }, {}, { role: ['member', 'board'] }]) {
      const refused = await visitor.post('/demo/sign-in', form)
      refused.assertStatus(422)
      assert.include(refused.header('content-type'), 'text/html')
      assert.include(refused.text(), 'À reprendre')
    }
  })

  test('that nobody plays is a page too', async ({ client, assert }) => {
    const visitor = await as(client, null)
    const missing = await visitor.post('/demo/sign-in', { role: 'member' })
    missing.assertStatus(404)
    assert.include(missing.text(), 'Il n’y a rien ici')
  })

  test('is said in JSON to a script', async ({ assert }) => {
    const ask = (role: string) =>
      fetch(`${appUrl}/demo/sign-in`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-demo': '1' },
        body: JSON.stringify({ role }),
      })
    const [junk, missing] = [await ask('queen'), await ask('member')]
    assert.equal(junk.status, 422)
    assert.deepEqual(await junk.json(), { error: 'role' })
    assert.equal(missing.status, 404)
    assert.deepEqual(await missing.json(), { error: 'demo:seed' })
  })
})
