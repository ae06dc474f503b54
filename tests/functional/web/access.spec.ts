import { test } from '@japa/runner'
import router from '@adonisjs/core/services/router'
import type { ApiClient } from '@japa/api-client'
import { inTransaction } from '#tests/support/in_transaction'
import { as } from '#tests/support/client'
import { aSessionOf, someone, someoneWith } from '#tests/support/cast'
import { theFounder } from '#tests/support/founder'
import {
  aComment,
  aDraft,
  aJoinRequest,
  anInvitation,
  aPhotoOf,
  aPlace,
  aPost,
} from '#tests/support/feed_factory'
import { aWordFilter } from '#tests/support/word_filter'
import { aPasskey } from '#tests/support/passkeys'
import { CALLERS, MATRIX, type Answer, type Caller } from './access_matrix.js'

function declaredRoutes(): string[] {
  const [routes] = Object.values(router.toJSON())
  return (routes ?? []).flatMap((route) =>
    route.methods
      .filter((method) => method !== 'HEAD')
      .map((method) => `${method} ${route.pattern}`)
  )
}

/** The objects that the addresses speak of; all belong to `owner`. */
async function stage() {
  const owner = await theFounder()
  const post = await aPost(owner, { visibility: 'signed_in' })
  const photo = await aPhotoOf(post)
  const comment = await aComment(post, owner)
  const draft = await aDraft(owner)
  const invitation = await anInvitation(owner)
  const request = await aJoinRequest()
  const stranger = await someone('Driss')
  const filter = await aWordFilter(owner)
  const { passkey } = await aPasskey(owner)
  const place = await aPlace('Niort')
  const session = await aSessionOf(owner)
  const callers: Record<Caller, { id: number } | null> = {
    visitor: null,
    account: await someone('Bastien'),
    owner,
    moderator: await someoneWith('moderator'),
    treasurer: await someoneWith('treasurer'),
    board: await someoneWith('board'),
  }
  const address = (pattern: string) => {
    const ids: Record<string, string | number> = {
      '/posts/:id': post.id,
      '/comments/:id': comment,
      '/drafts/:id': draft.id,
      '/invitations/:id': invitation.id,
      '/join-requests/:id': request.id,
      '/people/:id': stranger.id,
      '/me/filters/:id': filter,
      '/sessions/:id': session,
      '/passkeys/:id': passkey.id,
    }
    const prefix = Object.keys(ids).find((start) => pattern.startsWith(start))
    return pattern
      .replace(':id', String(prefix ? ids[prefix] : 1))
      .replace(':photoId', String(photo.id))
      .replace(':key', pattern.startsWith('/rules') ? 'feed.photos_per_post' : photo.key)
      .replace(':variant', '320.webp')
      .replace(':token', 'x'.repeat(43))
      .replace(':file', 'nothing.css')
      .replace(':number', '1')
      .replace(':slug', place.slug)
      .replace(':tag', 'fete')
      .replace('/:handle', `/@${owner.handle}`)
  }
  return { callers, address }
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
