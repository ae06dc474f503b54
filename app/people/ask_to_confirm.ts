import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { clock } from '#shared/clock'
import { wayBack } from '#shared/http/way_back'
import { wantsJson } from '#shared/http/wants_json'
import { hasSecondFactor } from './second_factor/has_factor.js'

/** Sends a person to prove who they are, and back to the page they were on. */
export function askToConfirm(ctx: HttpContext, { secondFactor = false } = {}) {
  if (wantsJson(ctx)) {
    const error = ctx.i18n.t(secondFactor ? 'people.confirm.second' : 'people.confirm.sentence')
    return ctx.response.status(403).json({ error })
  }
  const back = new URLSearchParams({ next: placeOf(ctx), ...(secondFactor ? { second: '1' } : {}) })
  return ctx.response.redirect().status(303).toPath(`/confirm?${back}`)
}

/**
 * Lets through who has proved within the last minutes who they are; by their second factor when
 * they have one, or a password alone could take it away.
 */
export async function freshlySignedIn(ctx: HttpContext, next: NextFn) {
  const viewer = ctx.auth.getUserOrFail()
  if (!viewer.hasJustSignedIn(clock.now())) return askToConfirm(ctx)
  if (viewer.secondFactorAt === null && (await hasSecondFactor(viewer.id))) {
    return askToConfirm(ctx, { secondFactor: true })
  }
  return next()
}

/** The page itself; for what a form sends, the page that holds the form. */
function placeOf(ctx: HttpContext): string {
  if (ctx.request.method() === 'GET') return wayBack(ctx)
  const from = ctx.request.header('referer')
  const page = from && URL.canParse(from) ? new URL(from) : null
  return page ? page.pathname + page.search : '/me/security'
}
