import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { readForm, type FieldErrors } from '#shared/http/read_form'
import { NotFound } from '#shared/http/refusals'
import { lodgeAppeal } from '../appealing/lodge.js'
import { receiptShown, reportsOf, type Receipt } from './receipt.js'
import { appealForm } from './report_form.js'

/** The same receipt for whoever reported with their account: their session is the key. */
export default class OwnReportController {
  async show(ctx: HttpContext) {
    return this.#page(ctx, await this.#own(ctx), {}, 200)
  }

  async appeal(ctx: HttpContext) {
    const report = await this.#own(ctx)
    const form = await readForm(ctx, appealForm)
    if (!form.ok) return this.#page(ctx, report, form.refusal, 422)
    const { decisionId } = report
    if (decisionId === null) throw new NotFound()
    const { phrase = '', ...words } = form.value
    const appeal = { decisionId, reportId: report.id, phrase, ...words }
    const result = await db.transaction((transaction) =>
      lodgeAppeal(appeal, clock.now(), transaction)
    )
    if (!result.ok) {
      const error = ctx.i18n.t(`moderation.appeal.refusals.${result.refusal}`)
      return this.#page(ctx, report, { form: error }, 409)
    }
    leaveNotice(ctx, 'appeal_lodged')
    return ctx.response.redirect().status(303).toPath(`/moderation/mine/reports/${report.id}`)
  }

  async #own(ctx: HttpContext) {
    const reports = await reportsOf(ctx.auth.getUserOrFail().id)
    const report = reports.find(({ id }) => id === Number(ctx.params.id))
    if (!report) throw new NotFound()
    return report
  }

  async #page(ctx: HttpContext, report: Receipt, errors: FieldErrors, status: number) {
    const state = await receiptShown(ctx, report)
    const action = `/moderation/mine/reports/${report.id}/appeal`
    return page(ctx, 'moderation/receipt', { ...state, action, errors }, status)
  }
}
