import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { leaveNotice } from '#shared/http/notice'
import { readForm } from '#shared/http/read_form'
import { NotFound } from '#shared/http/refusals'
import { handRefundForm } from '../offline/offline_forms.js'
import { makeByHand } from '../refunding/make_by_hand.js'
import { refundsPage } from './refunds_page.js'

/** Money that the treasurer gave back by hand, once two persons had signed. */
export default class HandRefundsController {
  async store(ctx: HttpContext) {
    const { i18n, params, response } = ctx
    const refundId = Number(params.id)
    const form = await readForm(ctx, handRefundForm)
    if (!form.ok) return refundsPage(ctx, { refundId, errors: form.refusal })
    const { way, made_on: madeOn, reference } = form.value
    const { id } = ctx.auth.getUserOrFail()
    const result = await makeByHand(refundId, { way, madeOn, reference }, id, clock.now())
    if (!result.ok && result.refusal === 'no_refund') throw new NotFound()
    if (!result.ok && result.refusal === 'day') {
      const errors = { made_on: i18n.t('desk.by_hand.day') }
      return refundsPage(ctx, { refundId, errors })
    }
    if (result.ok) leaveNotice(ctx, 'refund_made')
    else leaveNotice(ctx, `refund_made_${result.refusal}`, 'warning')
    const to = result.ok ? `/payments/${result.value.paymentId}` : '/refunds'
    return response.redirect().status(303).toPath(to)
  }
}
