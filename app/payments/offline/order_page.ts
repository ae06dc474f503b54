import { randomUUID } from 'node:crypto'
import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { dayLabel, dayOfParis } from '#shared/date_label'
import { eurosLabel } from '#shared/euros'
import { page } from '#shared/http/page'
import type { FieldErrors } from '#shared/http/read_form'
import { parisDay } from '#shared/paris'
import { grouped } from './creditor_reference.js'
import { receiptsOf, type Order } from './orders.js'
import { missingCents } from './seen_offline.js'

/** An order with what came for it, and the form for what comes next. */
export async function orderPage(ctx: HttpContext, order: Order, errors: FieldErrors = {}) {
  const { i18n, request } = ctx
  const receipts = await receiptsOf(order.ref)
  const missing = missingCents(order, receipts)
  const refused = Object.keys(errors).length > 0
  const euros = (cents: number) => eurosLabel(cents, i18n.locale)
  const last = receipts.findLast(({ confirmed, reversal }) => confirmed && !reversal)
  const state = {
    order: {
      ref: order.ref,
      intentId: order.intentId,
      reference: grouped(order.ref),
      payerName: order.payerName,
      amountLabel: euros(order.amountCents),
      missingLabel: missing > 0 ? euros(missing) : null,
      createdLabel: dayLabel(order.createdAt, i18n.locale),
      over: order.canceledAt !== null,
    },
    kinds: (order.provider === 'transfer' ? ['transfer'] : ['cheque', 'cash']).map((value) => ({
      value,
      label: i18n.t(`offline.kinds.${value}`),
    })),
    receipts: receipts.map((one) => ({
      ...one,
      label: euros(one.amountCents),
      dayLabel: dayOfParis(one.receivedOn, i18n.locale),
      mayReverse: one.reversal === null && (one.id === last?.id || !one.confirmed),
      own: one.enteredById === ctx.auth.getUserOrFail().id,
    })),
    today: parisDay(clock.now()),
    typed: refused
      ? request.only(['kind', 'amount', 'received_on', 'note'])
      : {
          amount:
            missing > 0
              ? (missing / 100).toFixed(2).replace('.', i18n.locale === 'fr' ? ',' : '.')
              : '',
          received_on: parisDay(clock.now()),
        },
    formKey: randomUUID(),
    errors,
  }
  return page(ctx, 'payments/order', state, refused ? 422 : 200)
}
