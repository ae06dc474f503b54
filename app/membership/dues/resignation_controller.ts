import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { readForm, type FieldErrors } from '#shared/http/read_form'
import { NotFound } from '#shared/http/refusals'
import { parisDay } from '#shared/paris'
import { Member } from '../register/member.js'
import { resignationForm } from './dues_form.js'
import { StandingOverride } from './overrides.js'

/** Leaving the organisation; the account stays. */
export default class ResignationController {
  async show(ctx: HttpContext) {
    await this.#member(ctx)
    return this.#page(ctx)
  }

  async store(ctx: HttpContext) {
    const member = await this.#member(ctx)
    const form = await readForm(ctx, resignationForm)
    if (!form.ok) return this.#page(ctx, form.refusal)
    const at = clock.now()
    await StandingOverride.record(
      {
        memberId: member.id,
        kind: 'resigned',
        reason: form.value.reason || ctx.i18n.t('membership.resignation.no_reason'),
        fromOn: parisDay(at),
        untilOn: null,
        recordedById: ctx.auth.getUserOrFail().id,
      },
      at
    )
    leaveNotice(ctx, 'resigned')
    return ctx.response.redirect().status(303).toPath('/membership')
  }

  async #member(ctx: HttpContext): Promise<Member> {
    const member = await Member.ofPerson(ctx.auth.getUserOrFail().id)
    if (!member) throw new NotFound()
    return member
  }

  #page(ctx: HttpContext, errors: FieldErrors = {}) {
    const typed = ctx.request.only(['reason'])
    const status = Object.keys(errors).length > 0 ? 422 : 200
    return page(ctx, 'membership/resignation', { typed, errors }, status)
  }
}
