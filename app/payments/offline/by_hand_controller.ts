import type { HttpContext } from '@adonisjs/core/http'
import { dayLabel } from '#shared/date_label'
import { eurosLabel } from '#shared/euros'
import { page } from '#shared/http/page'
import { NotFound } from '#shared/http/refusals'
import { tidied } from './creditor_reference.js'
import { awaitedOrders, findOrder } from './orders.js'
import { orderPage } from './order_page.js'

/** Transfers, cheques and cash that are awaited; found by reference or by the payer's name. */
export default class ByHandController {
  async index(ctx: HttpContext) {
    const { i18n, request } = ctx
    const asked = request.input('q')
    const words = typeof asked === 'string' ? asked.trim().slice(0, 120) : ''
    const orders = await awaitedOrders(words, tidied(words))
    return page(ctx, 'payments/by_hand', {
      words,
      orders: orders.map((order) => ({
        ref: order.ref,
        provider: order.provider,
        payerName: order.payerName,
        dayLabel: dayLabel(order.createdAt, i18n.locale),
        amountLabel: eurosLabel(order.amountCents, i18n.locale),
        gotLabel: order.gotCents > 0 ? eurosLabel(order.gotCents, i18n.locale) : null,
        uncounted: order.uncounted > 0,
        over: order.canceledAt !== null,
      })),
    })
  }

  async show(ctx: HttpContext) {
    const order = await findOrder(ctx.params.ref)
    if (!order) throw new NotFound()
    return orderPage(ctx, order)
  }
}
