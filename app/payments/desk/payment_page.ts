import type { HttpContext } from '@adonisjs/core/http'
import { dateLabel, dayOfParis } from '#shared/date_label'
import { eurosLabel } from '#shared/euros'
import { page } from '#shared/http/page'
import { isProvider, providerOf } from '../providers.js'
import { meansInWords } from '../means_in_words.js'
import { isByHand } from '../refunding/ask_refund.js'
import { causeOf } from './cause_in_words.js'
import type { FiledRefund, paymentFile } from './payment_file.js'

type File = NonNullable<Awaited<ReturnType<typeof paymentFile>>>

/** A payment's page; again, with what was typed, when a refund was refused. */
export function paymentPageOf(
  ctx: HttpContext,
  file: File,
  typed: { amount: string; reason: string } | null = null,
  refusal: string | null = null
) {
  const { i18n } = ctx
  const { payment, transitions, refunds, disputes, movements } = file
  const euros = (cents: number) => eurosLabel(cents, i18n.locale)
  const when = (at: Date) => dateLabel(at, i18n.locale)
  const byHand = isByHand(payment.provider)
  const asked = refunds.filter(({ state }) => state !== 'failed')
  const leftCents = Math.max(
    0,
    payment.grossCents - asked.reduce((sum, one) => sum + one.amountCents, 0)
  )
  const backCents = Math.max(payment.refundedCents, payment.disputedCents)
  return page(
    ctx,
    'payments/payment',
    {
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
          value:
            meansInWords(payment.methodLabel, i18n) || i18n.t(`desk.providers.${payment.provider}`),
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
        standing: standingOf(one, byHand),
        who: i18n.t(whoOf(one), { name: one.askedBy ?? '' }),
        madeLabel: one.madeOn && dayOfParis(one.madeOn, i18n.locale),
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
      leftCents,
      leftLabel: euros(leftCents),
      typed,
      refusal,
      byHand,
      mayRefund:
        (leftCents > 0 || refusal !== null) &&
        isProvider(payment.provider) &&
        (byHand || providerOf(payment.provider).offers.refunds) &&
        (payment.state === 'paid' || payment.state === 'partially_refunded'),
    },
    refusal ? 422 : 200
  )

  function feeLabel(cents: number | null) {
    return cents === null ? i18n.t('desk.fee_unknown') : euros(cents)
  }
}

function standingOf({ state, signed, refusal }: FiledRefund, byHand: boolean): string {
  if (refusal === 'withdrawn') return 'withdrawn'
  if (state !== 'asked') return state
  if (!signed) return 'to_sign'
  return byHand ? 'to_make' : 'asked'
}

function whoOf({ ours, byPayer, askedBy }: FiledRefund): string {
  if (!ours) return 'desk.at_the_provider'
  if (byPayer) return 'desk.by_the_payer'
  return askedBy === null ? 'desk.by_a_rule' : 'desk.by_name'
}
