import { test } from '@japa/runner'
import router from '@adonisjs/core/services/router'
import type { ApiClient } from '@japa/api-client'
import { inTransaction } from '#tests/support/in_transaction'
import { as } from '#tests/support/client'
import { CALLERS, MATRIX, type Answer } from './access_matrix.js'
import { stage } from '#tests/support/stage'

function declaredRoutes(): string[] {
  const [routes] = Object.values(router.toJSON())
  return (routes ?? []).flatMap((route) =>
    route.methods
      .filter((method) => method !== 'HEAD')
      .map((method) => `${method} ${route.pattern}`)
  )
}

async function ask(client: ApiClient, person: { id: number } | null, route: string, path: string) {
  const browser = await as(client, person)
  const [method] = route.split(' ')
  if (method === 'POST') return browser.post(path)
  if (method === 'PUT') return browser.put(path)
  if (method === 'DELETE') return browser.delete(path)
  return browser.get(path)
}

/** What an answer amounts to; things that are not there for anyone count as reached. */
function amountsTo(status: number, location: string | undefined, known: boolean): Answer {
  if (
    status === 401 ||
    (status === 303 && location?.startsWith('/sign-in?')) ||
    (status === 303 && location === '/sign-in')
  )
    return 'sign'
  if (status === 403 || (status === 404 && known)) return 'no'
  return 'ok'
}

/** Addresses whose 404 says "no such thing" to everyone, not "not yours". */
const UNKNOWN = [
  '/assets/:file',
  '/demo/mailbox/:id',
  '/setup',
  ...['atom', 'rss', 'json'].map((format) => `/feeds/:token/feed.${format}`),
]

test.group('Who may do what', (group) => {
  inTransaction(group)

  test('every route has its line, and every line its route', ({ assert }) => {
    const routes = declaredRoutes()
    assert.isAbove(routes.length, 40)
    assert.deepEqual(routes.filter((route) => !(route in MATRIX)).sort(), [])
    assert.deepEqual(
      Object.keys(MATRIX)
        .filter((line) => !routes.includes(line))
        .sort(),
      []
    )
  })

  test('{$self}')
    .with(Object.keys(MATRIX))
    .run(async ({ client, assert }, route) => {
      for (const caller of CALLERS) {
        const { callers, address } = await stage()
        const [, pattern = ''] = route.split(' ')
        const response = await ask(client, callers[caller], route, address(pattern))
        const status = response.status()
        assert.isBelow(status, 500, `${route} as ${caller}`)
        const known = !UNKNOWN.includes(pattern)
        const answer = amountsTo(status, response.header('location'), known)
        const signedInAlready = route === 'POST /join/:token' || route === 'GET /sign-in'
        if (signedInAlready && answer === 'sign') continue
        assert.equal(answer, MATRIX[route]?.[caller], `${route} as ${caller}: ${status}`)
      }
    })
})
