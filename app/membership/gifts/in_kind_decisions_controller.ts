import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { readForm, type FieldErrors } from '#shared/http/read_form'
import { NotFound } from '#shared/http/refusals'
import { noteDonorListRead } from './donor_list_reads.js'
import { decisionForm } from './gift_forms.js'
import { GiftInKind } from './gift_in_kind.js'
import { inKindDecided, inKindWaiting } from './in_kind_lists.js'

/** Gifts in kind that wait for the treasurer's yes or no, and those decided. */
export default class InKindDecisionsController {
  async index(ctx: HttpContext) {
    return this.#list(ctx)
  }

  async store(ctx: HttpContext) {
    const gift = await GiftInKind.find(Number(ctx.params.id))
    if (!gift) throw new NotFound()
    const form = await readForm(ctx, decisionForm)
    if (!form.ok) return this.#list(ctx, form.refusal, gift.id)
    const accepted = form.value.accepted === 'yes'
    const deciderId = ctx.auth.getUserOrFail().id
    const decision = { accepted, reason: form.value.reason ?? '', deciderId }
    const result = await gift.decide(decision, clock.now())
    if (!result.ok && result.refusal === 'reason') {
      return this.#list(ctx, { reason: ctx.i18n.t('gifts.refusals.reason') }, gift.id)
    }
    if (!result.ok) leaveNotice(ctx, 'in_kind_decided_already', 'warning')
    else if (accepted) leaveNotice(ctx, 'in_kind_accepted')
    else leaveNotice(ctx, 'in_kind_refused')
    return ctx.response.redirect().status(303).toPath('/treasury/in-kind')
  }

  async #list(ctx: HttpContext, errors: FieldErrors = {}, about: number | null = null) {
    const { locale } = ctx.i18n
    await noteDonorListRead(ctx.auth.getUserOrFail().id, 'in_kind', clock.now())
    return page(
      ctx,
      'membership/in_kind_decisions',
      {
        waiting: await inKindWaiting(locale),
        decided: await inKindDecided(locale),
        typed: ctx.request.only(['reason']),
        errors,
        about,
      },
      about === null ? 200 : 422
    )
  }
}
