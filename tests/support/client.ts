import type { ApiClient, ApiRequest } from '@japa/api-client'
import { Session } from '#people/session'
import { clock } from '#shared/clock'
import { SESSION_COOKIE } from '#shared/http/session_cookie'

/** A cookie of a real session of this person, as a browser would send it. */
export async function cookieOf(person: { id: number } | null): Promise<string | null> {
  if (!person) return null
  const { token } = await Session.open({
    personId: person.id,
    userAgent: 'test',
    at: clock.now(),
    secondFactorAt: clock.now(),
  })
  return `${SESSION_COOKIE}=${token}`
}

/** What one person asks of the site; a visitor when `person` is null. */
export async function as(client: ApiClient, person: { id: number } | null) {
  const cookie = await cookieOf(person)
  const signed = (request: ApiRequest) => (cookie ? request.header('cookie', cookie) : request)
  return {
    get: (path: string) => signed(client.get(path)),
    post: (path: string, form: Record<string, unknown> = {}) =>
      signed(client.post(path)).form(form),
    put: (path: string, form: Record<string, unknown> = {}) => signed(client.put(path)).form(form),
    delete: (path: string) => signed(client.delete(path)),
    multipart: (path: string) => signed(client.post(path)),
  }
}
