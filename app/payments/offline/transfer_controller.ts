import type { HttpContext } from '@adonisjs/core/http'
import { dayLabel } from '#shared/date_label'
import { eurosLabel } from '#shared/euros'
import { page } from '#shared/http/page'
import { throttle } from '#shared/http/throttle'
import { detailsGiven } from './bank_details.js'
import { grouped } from './creditor_reference.js'
import { epcCode } from './epc_code.js'
import { orderOfIntent, receiptsOf } from './orders.js'
import { missingCents } from './seen_offline.js'

/** How to make a transfer: the account, the reference to copy, the code to photograph; to be printed too. */
export default class TransferController {
  async handle(ctx: HttpContext) {
    const { i18n, params, request, response } = ctx
    await throttle('pay-return', [request.ip()], { tries: 240, seconds: 900, inGroups: true })
    const order = await orderOfIntent(params.intentId, 'transfer')
    const details = order?.bankDetailsId ? await detailsGiven(order.bankDetailsId) : null
    if (!order || !details) return response.redirect().status(303).toPath(`/pay/${params.intentId}`)
    const missing = missingCents(order, await receiptsOf(order.ref))
    if (missing === 0)
      return response.redirect().status(303).toPath(`/pay/${order.intentId}/return`)
    const { holder, iban, bic } = details
    const transfer = { holder, iban, bic, amountCents: missing, reference: order.ref }
    return page(ctx, 'payments/transfer', {
      intentId: order.intentId,
      amountLabel: eurosLabel(missing, i18n.locale),
      gotLabel:
        missing < order.amountCents ? eurosLabel(order.amountCents - missing, i18n.locale) : null,
      holder,
      iban: grouped(iban),
      bic,
      reference: grouped(order.ref),
      untilLabel: dayLabel(order.expiresAt, i18n.locale),
      code: await epcCode(transfer),
    })
  }
}
