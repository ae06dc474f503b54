import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { typedCents } from '#shared/euros'
import { leaveNotice } from '#shared/http/notice'
import { readForm } from '#shared/http/read_form'
import { NotFound } from '#shared/http/refusals'
import { receiptForm } from './offline_forms.js'
import { orderPage } from './order_page.js'
import { findOrder } from './orders.js'
import { receive } from './receive.js'

const MOST_CENTS = 100_000_000

/** Where the form says what is wrong. */
const FIELD = { day: 'received_on', kind: 'kind', sent_before: 'amount' } as const

/** Money that arrived, as the treasurer enters it. */
export default class ReceiptsController {
  async store(ctx: HttpContext) {
    const { i18n, params, response } = ctx
    const order = await findOrder(params.ref)
    if (!order) throw new NotFound()
    const form = await readForm(ctx, receiptForm)
    if (!form.ok) return orderPage(ctx, order, form.refusal)
    const { kind, amount, received_on: receivedOn, note, form_key: formKey } = form.value
    const amountCents = typedCents(amount)
    if (!amountCents || amountCents > MOST_CENTS) {
      return orderPage(ctx, order, { amount: i18n.t('offline.refusals.amount') })
    }
    const received = { kind, amountCents, receivedOn, note: note ?? '', formKey }
    const result = await receive(order, received, ctx.auth.getUserOrFail().id, clock.now())
    if (!result.ok) {
      const field = FIELD[result.refusal]
      return orderPage(ctx, order, { [field]: i18n.t(`offline.refusals.${result.refusal}`) })
    }
    leaveNotice(ctx, kind === 'cash' ? 'cash_to_count' : 'receipt_entered')
    return response.redirect().status(303).toPath(`/by-hand/${order.ref}`)
  }
}
