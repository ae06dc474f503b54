import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { dateLabel } from '#shared/date_label'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { NotFound } from '#shared/http/refusals'
import { APPROPRIATIONS, isAppropriation } from '../closing/appropriation.js'
import { closeApproved, closingSigners } from '../closing/close_approved.js'
import { closingRefusal } from '../closing/close_year.js'
import { whoDecides, yearApproval } from '../reading/approvals.js'

/** The end of a year: what keeps it from being closed, who approved it, then its closing, for good. */
export default class ClosingController {
  async show(ctx: HttpContext) {
    const { i18n, viewer } = ctx
    const year = Number(ctx.params.year)
    const approval = await yearApproval(year)
    const lacks = !approval && (await whoDecides()) === 'members'
    const refusal = (await closingRefusal(year, clock.now())) ?? (lacks ? 'vote' : null)
    if (refusal === 'unknown') throw new NotFound()
    return page(ctx, 'treasury/closing', {
      ...{ year, refusal },
      approval: approval && {
        ...approval,
        on: dateLabel(approval.approvedAt, i18n.locale),
      },
      keeps: viewer?.may('treasury.keep') ?? false,
      signers: approval ? 0 : await closingSigners(year),
      owner: (await whoDecides()) === 'owner',
      results: APPROPRIATIONS.map((value) => ({
        value,
        label: i18n.t(`decide.money.results.${value}`),
      })),
    })
  }

  async store(ctx: HttpContext) {
    const year = Number(ctx.params.year)
    const chosen: unknown = ctx.request.input('appropriation')
    const closer = {
      personId: ctx.auth.getUserOrFail().id,
      keeps: ctx.viewer?.may('treasury.keep') ?? false,
      appropriation: isAppropriation(chosen) ? chosen : ('carry_forward' as const),
    }
    const result = await closeApproved(year, closer, clock.now())
    if (!result.ok && result.refusal === 'unknown') throw new NotFound()
    if (!result.ok) leaveNotice(ctx, `year_not_closed.${result.refusal}`, 'warning')
    else leaveNotice(ctx, result.value ? 'year_closed' : 'year_signed')
    return ctx.response.redirect().status(303).toPath(`/treasury/years/${year}`)
  }
}
