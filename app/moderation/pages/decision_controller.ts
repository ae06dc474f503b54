import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#shared/clock'
import { dateLabel } from '#shared/date_label'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { readForm, type FieldErrors } from '#shared/http/read_form'
import { NotFound } from '#shared/http/refusals'
import { wantsJson } from '#shared/http/wants_json'
import { appealsOf } from '../appealing/read_appeal.js'
import { lodgeAppeal } from '../appealing/lodge.js'
import { unsealText } from '../cases/seal_evidence.js'
import { restricts } from '../deciding/measure.js'
import { readDecision, type DecisionRead } from '../deciding/read_decision.js'
import { sponsorOf, sponsorTold, tellSponsor } from '../deciding/tell_sponsor.js'
import { appealShown } from './appeal_shown.js'
import { decisionLetter } from './decision_letter.js'
import { appealForm } from './report_form.js'

/** A decision as the person it concerns reads it: the letter, their own words, and how to contest it. */
export default class DecisionController {
  async show(ctx: HttpContext) {
    const decision = await this.#own(ctx)
    if (wantsJson(ctx) || ctx.request.input('format') === 'json') {
      const row = await db.from('statements_of_reasons').where('decision_id', decision.id).first()
      return ctx.response.json(row?.statement ?? null)
    }
    return this.#page(ctx, decision, {}, 200)
  }

  async appeal(ctx: HttpContext) {
    const decision = await this.#own(ctx)
    const form = await readForm(ctx, appealForm)
    if (!form.ok) return this.#page(ctx, decision, form.refusal, 422)
    const { phrase = '', ...words } = form.value
    const appeal = { decisionId: decision.id, reportId: null, phrase, ...words }
    const result = await db.transaction((transaction) =>
      lodgeAppeal(appeal, clock.now(), transaction)
    )
    if (!result.ok) {
      const error = ctx.i18n.t(`moderation.appeal.refusals.${result.refusal}`)
      return this.#page(ctx, decision, { form: error }, 409)
    }
    leaveNotice(ctx, 'appeal_lodged')
    return ctx.response.redirect().status(303).toPath(`/moderation/decisions/${decision.id}`)
  }

  /** Whoever brought the reader hears of it because the reader wants it. */
  async sponsor(ctx: HttpContext) {
    const decision = await this.#own(ctx)
    await db.transaction((transaction) => tellSponsor(decision, clock.now(), transaction))
    leaveNotice(ctx, 'sponsor_told')
    return ctx.response.redirect().status(303).toPath(`/moderation/decisions/${decision.id}`)
  }

  async #own(ctx: HttpContext): Promise<DecisionRead> {
    const { id } = ctx.auth.getUserOrFail()
    const decision = await readDecision(Number(ctx.params.id))
    if (decision?.authorId !== id || !decision.issuedAt || decision.act === 'dismiss') {
      throw new NotFound()
    }
    return decision
  }

  async #page(ctx: HttpContext, decision: DecisionRead, errors: FieldErrors, status: number) {
    const { i18n, request } = ctx
    const evidence = await unsealText(decision.caseId)
    const appeals = await appealsOf(decision.id)
    const own = appeals.find(({ reportId }) => reportId === null) ?? null
    const writtenAt = evidence ? new Date(evidence.writtenAt) : null
    const open = decision.appealUntil !== null && decision.appealUntil > clock.now()
    const state = {
      number: decision.number,
      letter: decisionLetter({ ...decision, writtenAt }, i18n),
      words: evidence?.body ?? null,
      post: decision.postId,
      until: decision.appealUntil && dateLabel(decision.appealUntil, i18n.locale),
      annulled: decision.annulledAt !== null,
      commitment: decision.commitment,
      mayAppeal: open && !own && decision.annulledAt === null,
      appeal: own && appealShown(own, i18n),
      maySponsor: await db.transaction(
        async (transaction) =>
          (await sponsorOf(decision, transaction)) !== null &&
          !(await sponsorTold(decision.id, transaction))
      ),
      id: decision.id,
      restricts: restricts(decision.act),
      action: `/moderation/decisions/${decision.id}/appeal`,
      values: { reasons: String(request.input('reasons') ?? '') },
      errors,
    }
    return page(ctx, 'moderation/decision', state, status)
  }
}
