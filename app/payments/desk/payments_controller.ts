import type { HttpContext } from '@adonisjs/core/http'
import { dateLabel, dayLabel } from '#shared/date_label'
import { eurosLabel } from '#shared/euros'
import { page } from '#shared/http/page'
import { NotFound } from '#shared/http/refusals'
import { paymentFile } from './payment_file.js'
import { paymentPage, SHOWN } from './payment_list.js'
import { causeOf } from './cause_in_words.js'

const LONGEST = 120

/** The treasurer's payments: what came in, by which means, what became of it and why. */
export default class PaymentsController {
  async index(ctx: HttpContext) {
    const { i18n, request } = ctx
    const shown = SHOWN.find((name) => name === request.input('show')) ?? 'all'
    const asked = request.input('q')
    const words = typeof asked === 'string' ? asked.slice(0, LONGEST) : ''
    const below = Number(request.input('before'))
    const before = Number.isSafeInteger(below) && below > 0 ? below : undefined
    const list = await paymentPage(shown, words, before)
    const address = (values: Record<string, string>) => {
      const query = new URLSearchParams(
        Object.entries({ show: shown === 'all' ? '' : shown, q: words, ...values }).filter(
          ([, value]) => value !== ''
        )
      ).toString()
      return query ? `/payments?${query}` : '/payments'
    }
    return page(ctx, 'payments/payments', {
      words,
      shown,
      tabs: SHOWN.map((name) => ({
        href: address({ show: name === 'all' ? '' : name }),
        label: i18n.t(`desk.show.${name}`),
        current: name === shown,
      })),
      payments: list.payments.map((one) => ({
        ...one,
        dayLabel: dayLabel(one.initiatedAt, i18n.locale),
        grossLabel: eurosLabel(one.grossCents, i18n.locale),
        feeLabel: one.feeCents === null ? null : eurosLabel(one.feeCents, i18n.locale),
        backLabel: one.backCents > 0 ? eurosLabel(one.backCents, i18n.locale) : null,
      })),
      newest: before ? address({}) : null,
      older: list.before ? address({ before: String(list.before) }) : null,
    })
  }

  async show(ctx: HttpContext) {
    const { i18n, params } = ctx
    const file = await paymentFile(Number(params.id))
    if (!file) throw new NotFound()
    const { payment, transitions, refunds, disputes, movements } = file
    const euros = (cents: number) => eurosLabel(cents, i18n.locale)
    const when = (at: Date) => dateLabel(at, i18n.locale)
    const backCents = Math.max(payment.refundedCents, payment.disputedCents)
    return page(ctx, 'payments/payment', {
      payment: {
        ...payment,
        grossLabel: euros(payment.grossCents),
        whenLabel: when(payment.initiatedAt),
        fetchedLabel: when(payment.fetchedAt),
        lines: payment.lines.map((line) => ({ ...line, label: euros(line.amount_cents) })),
      },
      facts: [
        { label: i18n.t('desk.payer'), value: payment.payerName || i18n.t('desk.nameless') },
        ...(payment.payerEmail ? [{ label: i18n.t('desk.email'), value: payment.payerEmail }] : []),
        {
          label: i18n.t('desk.means'),
          value: payment.methodLabel || i18n.t(`desk.providers.${payment.provider}`),
          note: payment.methodLabel ? i18n.t(`desk.providers.${payment.provider}`) : null,
        },
        { label: i18n.t('desk.fee'), value: feeLabel(payment.feeCents) },
        ...(payment.feeCents === null
          ? []
          : [{ label: i18n.t('desk.net'), value: euros(payment.grossCents - payment.feeCents) }]),
        ...(backCents > 0 ? [{ label: i18n.t('desk.back'), value: euros(backCents) }] : []),
        { label: i18n.t('desk.reference'), value: payment.ref },
        ...(payment.mandateRef
          ? [{ label: i18n.t('desk.mandate'), value: payment.mandateRef }]
          : []),
      ],
      transitions: transitions.map((one) => ({
        ...one,
        whenLabel: when(one.at),
        causeLabel: causeOf(one.cause, i18n),
      })),
      refunds: refunds.map((one) => ({
        ...one,
        label: euros(one.amountCents),
        whenLabel: when(one.askedAt),
      })),
      disputes: disputes.map((one) => ({
        ...one,
        label: euros(one.amountCents),
        feeLabel: one.feeCents > 0 ? euros(one.feeCents) : null,
        whenLabel: when(one.openedAt),
      })),
      movements: movements.map((one) => ({
        ...one,
        label: euros(one.amountCents),
        whenLabel: when(one.occurredAt),
      })),
      leftCents: Math.max(0, payment.grossCents - payment.refundedCents - payment.disputedCents),
    })

    function feeLabel(cents: number | null) {
      return cents === null ? i18n.t('desk.fee_unknown') : euros(cents)
    }
  }
}
