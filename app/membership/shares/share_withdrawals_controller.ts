import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { readForm, type FieldErrors } from '#shared/http/read_form'
import { NotFound } from '#shared/http/refusals'
import { Member } from '../register/member.js'
import { capitalShown } from './capital_shown.js'
import { withdrawalForm } from './share_forms.js'
import { holdingsOf, totalOf } from './share_holdings.js'
import { ShareWithdrawal, waitingShares } from './share_withdrawal.js'

/** Asking one's shares back, all or a part. */
export default class ShareWithdrawalsController {
  async create(ctx: HttpContext) {
    const { free } = await this.#holder(ctx)
    return this.#form(ctx, free)
  }

  async store(ctx: HttpContext) {
    const { member, free } = await this.#holder(ctx)
    const form = await readForm(ctx, withdrawalForm)
    if (!form.ok) return this.#form(ctx, free, form.refusal)
    const asked = await ShareWithdrawal.ask(member.id, form.value.shares, clock.now())
    if (!asked.ok) {
      return this.#form(ctx, free, { shares: ctx.i18n.t(`shares.refusals.${asked.refusal}`) })
    }
    leaveNotice(ctx, 'shares_asked_back')
    return ctx.response.redirect().status(303).toPath('/membership/shares')
  }

  /** Whoever is signed in, with the shares that they have not asked back yet; there must be one held. */
  async #holder(ctx: HttpContext) {
    const member = await Member.ofPerson(ctx.auth.getUserOrFail().id)
    const held = totalOf(member ? await holdingsOf(member.id) : [])
    if (!member || held.shares === 0) throw new NotFound()
    return { member, free: held.shares - (await waitingShares(member.id)) }
  }

  async #form(ctx: HttpContext, free: number, errors: FieldErrors = {}) {
    return page(
      ctx,
      'membership/share_withdrawal',
      {
        free,
        capital: await capitalShown(clock.now(), ctx.i18n.locale),
        typed: ctx.request.only(['shares']),
        errors,
      },
      Object.keys(errors).length > 0 ? 422 : 200
    )
  }
}
