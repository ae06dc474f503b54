import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { typedCents } from '#shared/euros'
import { leaveNotice } from '#shared/http/notice'
import { NotFound } from '#shared/http/refusals'
import { currentBook } from '#rulebook/rule_book'
import { askRefund, signRefund } from '../refunding/ask_refund.js'
import { waitingRefund } from '../refunding/waiting_refunds.js'
import { paymentFile } from './payment_file.js'
import { paymentPageOf } from './payment_page.js'
import { refundsPage } from './refunds_page.js'

const LONGEST_REASON = 500

const digits = (typed: unknown) =>
  String(typed ?? '')
    .replace(/\D/g, '')
    .slice(0, 12)

/** Giving money back: asked by the treasurer, signed by a second person from an amount on. */
export default class RefundsController {
  async index(ctx: HttpContext) {
    return refundsPage(ctx)
  }

  async store(ctx: HttpContext) {
    const { params, request, response } = ctx
    const file = await paymentFile(Number(params.id))
    if (!file) throw new NotFound()
    const typed = {
      amount: String(request.input('amount') ?? ''),
      reason: String(request.input('reason') ?? '').slice(0, LONGEST_REASON),
    }
    const amountCents = typedCents(typed.amount)
    if (!amountCents) return paymentPageOf(ctx, file, typed, 'amount')
    if (typed.reason.trim() === '') return paymentPageOf(ctx, file, typed, 'reason')
    // What had been asked when the form was made: a second click asks for the same refund.
    const asked = digits(request.input('asked'))
    const left = digits(request.input('left'))
    const at = clock.now()
    const twoFrom = (await currentBook(at)).value('treasury.two_signatures_from')
    const refund = {
      paymentId: file.payment.id,
      amountCents,
      reason: typed.reason.trim(),
      askedById: ctx.auth.getUserOrFail().id,
      key: `refund:${file.payment.id}:${asked}:${left}:${amountCents}`,
    }
    const result = await askRefund(refund, twoFrom, at)
    if (!result.ok) return paymentPageOf(ctx, file, typed, result.refusal)
    leaveNotice(ctx, result.value.waits ? 'refund_waits' : 'refund_asked')
    return response.redirect().status(303).toPath(`/payments/${file.payment.id}`)
  }

  async sign(ctx: HttpContext) {
    const refund = await waitingRefund(Number(ctx.params.id))
    if (!refund) throw new NotFound()
    const result = await signRefund(refund.id, ctx.auth.getUserOrFail().id, clock.now())
    if (result.ok) leaveNotice(ctx, 'refund_signed')
    else leaveNotice(ctx, `refund_${result.refusal}`, 'warning')
    return ctx.response.redirect().status(303).toPath('/refunds')
  }
}
