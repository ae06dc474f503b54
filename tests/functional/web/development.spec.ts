import { test } from '@japa/runner'
import { RouterFactory } from '@adonisjs/core/factories/http'
import { developmentRoutes } from '../../../app/web/development/routes.js'
import { inTransaction } from '#tests/support/in_transaction'

function routesWhen(inProduction: boolean): string[] {
  const router = new RouterFactory().create()
  developmentRoutes(router, inProduction)
  router.commit()
  return Object.values(router.toJSON()).flatMap((routes) => routes.map(({ pattern }) => pattern))
}

test.group('Pages for development', (group) => {
  inTransaction(group)

  test('have no address in production', ({ assert }) => {
    assert.deepEqual(routesWhen(true), [])
    assert.include(routesWhen(false), '/development/results')
  })

  test('show results in both languages, and answer 404 for ballots that nobody knows', async ({
    client,
    assert,
  }) => {
    const french = await client.get('/development/results').header('accept-language', 'fr')
    french.assertStatus(200)
    assert.include(french.text(), 'Obtiennent un siège, dans cet ordre')
    const english = await client.get('/development/results').header('accept-language', 'en')
    assert.notMatch(english.text(), /results\.[a-z]+\.|counting_[a-z]+\./)
    ;(await client.get('/development/results/moderators')).assertStatus(200)
    ;(await client.get('/development/results/nobody')).assertStatus(404)
  })
})
