import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#shared/clock'
import { dateLabel } from '#shared/date_label'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { readForm, type FieldErrors } from '#shared/http/read_form'
import { NotFound } from '#shared/http/refusals'
import { declineJury, remark, vote } from '../appealing/judge.js'
import { readAppeal } from '../appealing/read_appeal.js'
import { appealPage } from './appeal_page.js'
import { outcomeForm, remarkForm } from './report_form.js'

/** Judging an appeal when the lot fell on one: what was judged, what others say, one's voice. */
export default class JuriesController {
  async show(ctx: HttpContext) {
    return this.#page(ctx, await this.#seat(ctx), {}, 200)
  }

  async vote(ctx: HttpContext) {
    const { id: personId } = ctx.auth.getUserOrFail()
    const appealId = await this.#seat(ctx)
    const form = await readForm(ctx, outcomeForm)
    if (!form.ok) return this.#page(ctx, appealId, form.refusal, 422)
    const result = await db.transaction((transaction) =>
      vote({ appealId, personId, ...form.value }, clock.now(), transaction)
    )
    return result.ok ? this.#done(ctx, 'jury_voted') : this.#refused(ctx, appealId, result.refusal)
  }

  async remark(ctx: HttpContext) {
    const { id: personId } = ctx.auth.getUserOrFail()
    const appealId = await this.#seat(ctx)
    const form = await readForm(ctx, remarkForm)
    if (!form.ok) return this.#page(ctx, appealId, form.refusal, 422)
    const result = await db.transaction((transaction) =>
      remark({ appealId, personId, ...form.value }, clock.now(), transaction)
    )
    return result.ok ? this.#done(ctx, 'jury_said') : this.#refused(ctx, appealId, result.refusal)
  }

  async decline(ctx: HttpContext) {
    const { id: personId } = ctx.auth.getUserOrFail()
    const appealId = await this.#seat(ctx)
    const declined = { appealId, personId, cause: 'declined' } as const
    const result = await db.transaction((transaction) =>
      declineJury(declined, clock.now(), transaction)
    )
    if (!result.ok) return this.#refused(ctx, appealId, result.refusal)
    leaveNotice(ctx, 'jury_declined')
    return ctx.response.redirect().status(303).toPath('/moderation/mine')
  }

  #done(ctx: HttpContext, notice: string) {
    leaveNotice(ctx, notice)
    return ctx.response.redirect().status(303).toPath(`/moderation/juries/${ctx.params.id}`)
  }

  #refused(ctx: HttpContext, appealId: number, refusal: string) {
    const form = ctx.i18n.t(`moderation.jury.refusals.${refusal}`)
    return this.#page(ctx, appealId, { form }, 409)
  }

  async #seat(ctx: HttpContext): Promise<number> {
    const { id: personId } = ctx.auth.getUserOrFail()
    const appeal = await readAppeal(Number(ctx.params.id))
    if (!appeal?.jurors.some((one) => one.personId === personId)) throw new NotFound()
    return appeal.id
  }

  async #page(ctx: HttpContext, appealId: number, errors: FieldErrors, status: number) {
    const { id: personId } = ctx.auth.getUserOrFail()
    const state = await db.transaction((transaction) => appealPage(ctx, appealId, transaction))
    const appeal = await readAppeal(appealId)
    if (!state || !appeal) throw new NotFound()
    const remarks = await db.from('jury_remarks').where('appeal_id', appealId).orderBy('id')
    const seats = appeal.jurors.map((one) => one.personId)
    const html = await page(
      ctx,
      'moderation/jury',
      {
        ...state,
        errors,
        seats: seats.length,
        spoken: appeal.jurors.filter(({ voted }) => voted).length,
        voted: appeal.jurors.some((one) => one.personId === personId && one.voted),
        remarks: remarks.map((row) => ({
          who: seats.indexOf(Number(row.person_id)) + 1,
          own: Number(row.person_id) === personId,
          body: String(row.body),
          on: dateLabel(row.said_at as Date, ctx.i18n.locale),
        })),
      },
      status
    )
    ctx.response.header('cache-control', 'no-store')
    return html
  }
}
