import type { HttpContext } from '@adonisjs/core/http'
import { currentBook } from '#rulebook/rule_book'
import { clock } from '#shared/clock'
import { typedCents } from '#shared/euros'
import { leaveNotice } from '#shared/http/notice'
import { page } from '#shared/http/page'
import { readForm, type FieldErrors } from '#shared/http/read_form'
import { NotFound } from '#shared/http/refusals'
import { capitalShown } from './capital_shown.js'
import { repaymentForm, withdrawalDecisionForm } from './share_forms.js'
import { ShareWithdrawal } from './share_withdrawal.js'
import { closedWithdrawals, openWithdrawals } from './withdrawal_lists.js'

/** The capital and the shares asked back: the board decides, the treasury gives the money back. */
export default class ShareDeskController {
  async show(ctx: HttpContext) {
    return this.#desk(ctx)
  }

  async decide(ctx: HttpContext) {
    const withdrawal = await this.#withdrawal(ctx)
    const form = await readForm(ctx, withdrawalDecisionForm)
    if (!form.ok) return this.#desk(ctx, form.refusal, withdrawal.id)
    const accepted = form.value.accepted === 'yes'
    const deciderId = ctx.auth.getUserOrFail().id
    const decision = { accepted, reason: form.value.reason ?? '', deciderId }
    const result = await withdrawal.decide(decision, clock.now())
    if (!result.ok) return this.#refuse(ctx, withdrawal, 'reason', result.refusal)
    leaveNotice(ctx, accepted ? 'withdrawal_accepted' : 'withdrawal_refused')
    return ctx.response.redirect().status(303).toPath('/treasury/shares')
  }

  async repay(ctx: HttpContext) {
    const withdrawal = await this.#withdrawal(ctx)
    const form = await readForm(ctx, repaymentForm)
    if (!form.ok) return this.#desk(ctx, form.refusal, withdrawal.id)
    const lossCents = form.value.loss ? typedCents(form.value.loss) : 0
    if (lossCents === null) return this.#refuse(ctx, withdrawal, 'loss', 'loss')
    const at = clock.now()
    const twoPeopleFrom = (await currentBook(at)).value('treasury.two_signatures_from')
    const recorderId = ctx.auth.getUserOrFail().id
    const result = await withdrawal.repay({ lossCents, recorderId, twoPeopleFrom }, at)
    if (!result.ok) return this.#refuse(ctx, withdrawal, 'loss', result.refusal)
    leaveNotice(ctx, 'shares_repaid')
    return ctx.response.redirect().status(303).toPath('/treasury/shares')
  }

  async #withdrawal(ctx: HttpContext): Promise<ShareWithdrawal> {
    const withdrawal = await ShareWithdrawal.find(Number(ctx.params.id))
    if (!withdrawal) throw new NotFound()
    return withdrawal
  }

  #refuse(ctx: HttpContext, { id }: ShareWithdrawal, field: string, refusal: string) {
    return this.#desk(ctx, { [field]: ctx.i18n.t(`shares.refusals.${refusal}`) }, id)
  }

  async #desk(ctx: HttpContext, errors: FieldErrors = {}, about: number | null = null) {
    const { locale } = ctx.i18n
    const viewer = ctx.auth.getUserOrFail()
    const open = await openWithdrawals(locale)
    const of = (state: string) => open.filter((one) => one.state === state)
    return page(
      ctx,
      'membership/share_desk',
      {
        capital: await capitalShown(clock.now(), locale),
        asked: of('asked').map((one) => ({ ...one, own: one.personId === viewer.id })),
        queued: of('queued'),
        toRepay: of('to_repay').map((one) => ({ ...one, own: one.personId === viewer.id })),
        closed: await closedWithdrawals(locale),
        mayDecide: viewer.may('spend.sign'),
        mayRepay: viewer.may('treasury.keep'),
        typed: ctx.request.only(['reason', 'loss']),
        errors,
        about,
      },
      about === null ? 200 : 422
    )
  }
}
