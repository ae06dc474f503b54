import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { restrictionOf } from '#people/restriction'
import { clock } from '#shared/clock'
import { dateLabel, dayLabel } from '#shared/date_label'
import { page } from '#shared/http/page'
import { wantsJson } from '#shared/http/wants_json'

/** What stays open to someone the members excluded: the decision, their money, their doors, the way out. */
const OPEN = [
  /^\/$/,
  /^\/(about|contact|legal|privacy|terms|charter|rules|credits)(\/|$)/,
  /^\/(sign-in|confirm|locale|session|sessions|passkeys|demo)(\/|$)/,
  /^\/me\/(security|gifts|recovery-codes|authenticator|email|password|passkeys)(\/|$)/,
  /^\/membership(\/shares(\/|$)|\/gifts|$)/,
  /^\/payments?(\/|$)/,
  /^\/(photos|portraits|assets|health|favicon|manifest)/,
]

/** Where somebody who is paused writes nothing; drafts are their own, and ballots follow the roll. */
const WRITING = [
  /^\/posts(\/\d+)?$/,
  /^\/posts\/\d+\/(comments|thanks)$/,
  /^\/invitations$/,
  /^\/drafts\/\d+\/publication$/,
  /^\/decide(\/(new|emergency).*)?$/,
  /^\/decide\/\d+\/(remarks|supports|candidacy|amendments|discussion|projects|versions)$/,
]

const DECISION = /^\/decide\/\d+(\/(ballots|transcript).*)?$/

/**
 * Somebody excluded signs in to a single page that says what was decided and what stays theirs. All
 * writing elsewhere is refused here, and by the database whatever the road.
 */
export default class RestrictedMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    const { viewer, request } = ctx
    if (viewer?.pausedUntil && !viewer.excluded) return this.#paused(ctx, viewer.pausedUntil, next)
    if (!viewer?.excluded) return next()
    const path = request.url()
    const reads = request.intended() === 'GET'
    if (OPEN.some((open) => open.test(path)) || (reads && DECISION.test(path))) return next()
    if (wantsJson(ctx)) {
      return ctx.response.status(403).json({ error: ctx.i18n.t('people.excluded.sentence') })
    }
    const restriction = await restrictionOf(viewer.id, clock.now())
    if (restriction?.kind !== 'excluded') return next()
    const on = dayLabel(restriction.startsAt, ctx.i18n.locale)
    const decision = `/decide/${restriction.proposalId}`
    ctx.response.send(await page(ctx, 'people/excluded', { on, decision }, 403))
  }

  /** A pause takes writing to others; what was typed is given back. */
  async #paused(ctx: HttpContext, pausedUntil: Date, next: NextFn) {
    const { request, i18n, response } = ctx
    const method = request.intended()
    const writes = method === 'POST' || method === 'PUT'
    if (!writes || !WRITING.some((path) => path.test(request.url()))) return next()
    const until = dateLabel(pausedUntil, i18n.locale)
    if (wantsJson(ctx)) {
      return response.status(403).json({ error: i18n.t('people.paused.sentence', { until }) })
    }
    const typed: unknown = request.input('body') ?? request.input('reasons')
    const state = { until, typed: typeof typed === 'string' ? typed : '' }
    response.send(await page(ctx, 'people/paused', state, 403))
  }
}
