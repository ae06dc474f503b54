import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { readForm, type FieldErrors } from '#shared/http/read_form'
import { NotFound } from '#shared/http/refusals'
import { reviewersOf } from '../appealing/lodge.js'
import { readAppeal } from '../appealing/read_appeal.js'
import { review } from '../appealing/settle.js'
import { readDecision } from '../deciding/read_decision.js'
import { appealPage } from './appeal_page.js'
import { outcomeForm } from './report_form.js'

/** Answering an appeal, by somebody who neither decided nor signed. */
export default class AppealsController {
  async show(ctx: HttpContext) {
    return this.#page(ctx, await this.#forMe(ctx), {}, 200)
  }

  async outcome(ctx: HttpContext) {
    const { id: personId } = ctx.auth.getUserOrFail()
    const appealId = await this.#forMe(ctx)
    const form = await readForm(ctx, outcomeForm)
    if (!form.ok) return this.#page(ctx, appealId, form.refusal, 422)
    const result = await db.transaction((transaction) =>
      review({ appealId, personId, ...form.value }, clock.now(), transaction)
    )
    if (!result.ok) {
      const error = ctx.i18n.t(`moderation.appeal.refusals.${result.refusal}`)
      return this.#page(ctx, appealId, { form: error }, 409)
    }
    leaveNotice(ctx, 'appeal_decided')
    return ctx.response.redirect().status(303).toPath('/moderation')
  }

  /** The appeal of the address, when it is this person's to answer. */
  async #forMe(ctx: HttpContext): Promise<number> {
    const { id: personId } = ctx.auth.getUserOrFail()
    const appeal = await readAppeal(Number(ctx.params.id))
    const decision = appeal && (await readDecision(appeal.decisionId))
    if (!appeal || !decision) throw new NotFound()
    const reviewers = await reviewersOf(decision, clock.now())
    if (!reviewers.some((one) => one.personId === personId)) throw new NotFound()
    return appeal.id
  }

  async #page(ctx: HttpContext, appealId: number, errors: FieldErrors, status: number) {
    const state = await db.transaction((transaction) => appealPage(ctx, appealId, transaction))
    if (!state) throw new NotFound()
    const html = await page(ctx, 'moderation/appeal', { ...state, errors }, status)
    ctx.response.header('cache-control', 'no-store')
    return html
  }
}
