import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { NotFound } from '#shared/http/refusals'
import { closeYear, closingRefusal } from '../closing/close_year.js'

/** The end of a year: what keeps it from being closed, then its closing, for good. */
export default class ClosingController {
  async show(ctx: HttpContext) {
    const year = Number(ctx.params.year)
    const refusal = await closingRefusal(year, clock.now())
    if (refusal === 'unknown') throw new NotFound()
    return page(ctx, 'treasury/closing', { year, refusal })
  }

  async store(ctx: HttpContext) {
    const year = Number(ctx.params.year)
    const result = await closeYear(year, ctx.auth.getUserOrFail().id, clock.now())
    if (!result.ok && result.refusal === 'unknown') throw new NotFound()
    if (result.ok) leaveNotice(ctx, 'year_closed')
    else leaveNotice(ctx, `year_not_closed.${result.refusal}`, 'warning')
    return ctx.response.redirect().status(303).toPath(`/treasury/years/${year}`)
  }
}
