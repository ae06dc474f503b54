import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { readForm, type FieldErrors } from '#shared/http/read_form'
import { NotFound } from '#shared/http/refusals'
import { throttle } from '#shared/http/throttle'
import { lodgeAppeal } from '../appealing/lodge.js'
import { receiptShown, reportOf, type Receipt } from './receipt.js'
import { appealForm } from './report_form.js'

const APPEALS = { tries: 20, seconds: 3600 }

/** What became of a report, for whoever sent it and has its address; and their appeal. */
export default class ReceiptController {
  async show(ctx: HttpContext) {
    return this.#page(ctx, await this.#report(ctx), {}, 200)
  }

  async appeal(ctx: HttpContext) {
    await throttle('appeal', [ctx.request.ip()], APPEALS)
    const report = await this.#report(ctx)
    const form = await readForm(ctx, appealForm)
    if (!form.ok) return this.#page(ctx, report, form.refusal, 422)
    const decisionId = report.decisionId
    if (decisionId === null) throw new NotFound()
    const { phrase = '', ...words } = form.value
    const result = await db.transaction((transaction) =>
      lodgeAppeal({ decisionId, reportId: report.id, phrase, ...words }, clock.now(), transaction)
    )
    if (!result.ok) {
      const error = ctx.i18n.t(`moderation.appeal.refusals.${result.refusal}`)
      return this.#page(ctx, report, { form: error }, 409)
    }
    leaveNotice(ctx, 'appeal_lodged')
    return ctx.response.redirect().status(303).toPath(`/moderation/reports/${ctx.params.token}`)
  }

  async #report(ctx: HttpContext) {
    const report = await reportOf(String(ctx.params.token))
    if (!report) throw new NotFound()
    return report
  }

  async #page(ctx: HttpContext, report: Receipt, errors: FieldErrors, status: number) {
    const state = await receiptShown(ctx, report)
    return page(ctx, 'moderation/receipt', { ...state, errors }, status)
  }
}
