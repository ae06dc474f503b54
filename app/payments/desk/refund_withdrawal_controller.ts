import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { NotFound } from '#shared/http/refusals'
import { withdrawRefund } from '../refunding/make_by_hand.js'
import { refundExists } from '../refunding/waiting_refunds.js'

/** Takes back a refund that was asked for by mistake, before the money left. */
export default class RefundWithdrawalController {
  async store(ctx: HttpContext) {
    const refundId = Number(ctx.params.id)
    if (!(await refundExists(refundId))) throw new NotFound()
    const { id } = ctx.auth.getUserOrFail()
    const result = await withdrawRefund(refundId, id, clock.now())
    if (result.ok) leaveNotice(ctx, 'refund_withdrawn')
    else leaveNotice(ctx, 'refund_not_withdrawn', 'warning')
    const to = result.ok ? `/payments/${result.value.paymentId}` : '/refunds'
    return ctx.response.redirect().status(303).toPath(to)
  }
}
