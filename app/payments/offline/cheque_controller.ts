import type { HttpContext } from '@adonisjs/core/http'
import { network } from '#organisation/network'
import { dayLabel } from '#shared/date_label'
import { eurosLabel } from '#shared/euros'
import { page } from '#shared/http/page'
import { throttle } from '#shared/http/throttle'
import { detailsInForce } from './bank_details.js'
import { grouped } from './creditor_reference.js'
import { orderOfIntent, receiptsOf } from './orders.js'
import { treasurers } from './ready.js'
import { missingCents } from './seen_offline.js'

/** How to pay by cheque or in cash: to whom, made out to whom, with which reference. */
export default class ChequeController {
  async handle(ctx: HttpContext) {
    const { i18n, params, request, response } = ctx
    await throttle('pay-return', [request.ip()], { tries: 240, seconds: 900, inGroups: true })
    const order = await orderOfIntent(params.intentId, 'cash_cheque')
    if (!order) return response.redirect().status(303).toPath(`/pay/${params.intentId}`)
    const missing = missingCents(order, await receiptsOf(order.ref))
    if (missing === 0)
      return response.redirect().status(303).toPath(`/pay/${order.intentId}/return`)
    const [{ name }, details, takers] = await Promise.all([
      network(i18n.locale),
      detailsInForce(),
      treasurers(),
    ])
    return page(ctx, 'payments/cheque', {
      intentId: order.intentId,
      amountLabel: eurosLabel(missing, i18n.locale),
      payableTo: details?.holder ?? name,
      takers: takers.map((one) => one.name),
      reference: grouped(order.ref),
      untilLabel: dayLabel(order.expiresAt, i18n.locale),
    })
  }
}
