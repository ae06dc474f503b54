import { createHmac, timingSafeEqual } from 'node:crypto'
import type { HttpContext } from '@adonisjs/core/http'
import env from '#start/env'
import { appUrl } from '#config/installation'
import { systemRandom } from '../random.js'
import { SESSION_COOKIE } from './session_cookie.js'

const VISITOR_COOKIE = 'form'

/**
 * The token of forms, for the few browsers that send neither `Sec-Fetch-Site` nor `Origin`: an
 * HMAC of the session's secret, or of a random cookie for visitors. Null for all others.
 */
export function formToken(ctx: HttpContext): string | null {
  if (ctx.request.header('sec-fetch-site')) return null
  return mac(sessionSecret(ctx) ?? visitorSecret(ctx) ?? newVisitorSecret(ctx))
}

/** Whether a write carries the token that was given to this browser. */
export function hasFormToken(ctx: HttpContext, token: unknown): boolean {
  const secret = sessionSecret(ctx) ?? visitorSecret(ctx)
  if (!secret || typeof token !== 'string') return false
  const [given, expected] = [Buffer.from(token), Buffer.from(mac(secret))]
  return given.length === expected.length && timingSafeEqual(given, expected)
}

function mac(secret: string) {
  return createHmac('sha256', env.get('APP_KEY').release())
    .update(`form:${secret}`)
    .digest('base64url')
}

function sessionSecret({ request, viewer }: HttpContext): string | null {
  return viewer ? request.plainCookie(SESSION_COOKIE, undefined, false) : null
}

function visitorSecret({ request }: HttpContext): string | null {
  const secret = request.plainCookie(VISITOR_COOKIE, undefined, false)
  return typeof secret === 'string' && secret.length >= 32 ? secret : null
}

function newVisitorSecret({ response }: HttpContext): string {
  const secret = systemRandom.bytes(24).toString('base64url')
  response.plainCookie(VISITOR_COOKIE, secret, {
    encode: false,
    httpOnly: true,
    sameSite: 'lax',
    secure: appUrl.startsWith('https:'),
    path: '/',
    maxAge: '1d',
  })
  return secret
}
