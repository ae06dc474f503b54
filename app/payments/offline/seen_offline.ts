import { parisInstant } from '#shared/paris'
import type { MovementSeen, PaymentSeen, RefundSeen, Seen } from '../provider.js'

export interface OrderRow {
  ref: string
  intentId: string
  amountCents: number
  createdAt: Date
  canceledAt: Date | null
}

export interface ReceiptRow {
  id: number
  kind: 'transfer' | 'cash' | 'cheque'
  amountCents: number
  /** A day of Europe/Paris. */
  receivedOn: string
  /** Whether it counts: cash once a second person has counted it. */
  confirmed: boolean
  reversal: 'mistake' | 'unpaid' | null
}

/** Money that someone gave back by hand, of one payment of an order. */
export interface HandRefundRow {
  id: number
  paymentRef: string
  /** What our own asking was called. */
  key: string
  amountCents: number
  /** A day of Europe/Paris. */
  madeOn: string
}

/**
 * What our own papers say of an order, its receipts in the order in which they came to count. Nothing is paid until all of it is there: half a transfer
 * opens no right. What comes on top is a payment of its own, which the core calls surplus.
 */
export function seenOffline(
  order: OrderRow,
  receipts: ReceiptRow[],
  handRefunds: HandRefundRow[] = []
): Seen {
  const main: MovementSeen[] = []
  const extra: Array<{ receipt: ReceiptRow; cents: number }> = []
  const completing: ReceiptRow[] = []
  let left = order.amountCents
  for (const receipt of receipts.filter(({ confirmed }) => confirmed)) {
    const part = Math.min(left, receipt.amountCents)
    const rest = receipt.amountCents - part
    if (part > 0) main.push(...movements(order, receipt, part))
    if (rest > 0) extra.push({ receipt, cents: rest })
    if (receipt.reversal || part === 0) continue
    left -= part
    completing.push(receipt)
  }
  const isPaid = left === 0
  const paidAt = isPaid ? latest(completing) : null
  const undone = receipts.findLast(({ reversal }) => reversal !== null)
  const payments: PaymentSeen[] =
    isPaid || undone
      ? [
          {
            ...common(order, completing.at(-1) ?? undone),
            ref: order.ref,
            checkoutRef: order.ref,
            state: isPaid ? 'paid' : 'failed',
            grossCents: order.amountCents,
            paidAt,
            failureCode: isPaid ? null : (undone?.reversal ?? null),
            movements: main,
          },
        ]
      : []
  payments.push(...extra.map(({ receipt, cents }) => surplus(order, receipt, cents, paidAt)))
  const state = isPaid ? 'complete' : order.canceledAt ? 'expired' : 'open'
  return {
    about: 'intent',
    intentId: order.intentId,
    checkouts: [{ ref: order.ref, state }],
    payments: payments.map((payment) => withRefunds(payment, handRefunds)),
    subscription: null,
  }
}

function withRefunds(payment: PaymentSeen, handRefunds: HandRefundRow[]): PaymentSeen {
  const own = handRefunds.filter(({ paymentRef }) => paymentRef === payment.ref)
  const refunds = own.map(({ id, key, amountCents, madeOn }): RefundSeen => {
    const ref = `${payment.ref}/refund-${id}`
    return { ref, amountCents, state: 'done', createdAt: noonOf(madeOn), ours: key }
  })
  const moved = refunds.map(({ ref, amountCents, createdAt }): MovementSeen => {
    return { kind: 'refund', ref, amountCents: -amountCents, occurredAt: createdAt }
  })
  return { ...payment, refunds, movements: [...payment.movements, ...moved] }
}

/** What is still missing, in cents; zero once all is there. */
export function missingCents(order: OrderRow, receipts: ReceiptRow[]): number {
  const counted = receipts.filter(({ confirmed, reversal }) => confirmed && !reversal)
  const sum = counted.reduce((cents, { amountCents }) => cents + amountCents, 0)
  return Math.max(0, order.amountCents - sum)
}

function surplus(
  order: OrderRow,
  receipt: ReceiptRow,
  cents: number,
  paidAt: Date | null
): PaymentSeen {
  return {
    ...common(order, receipt),
    ref: `${order.ref}/${receipt.id}`,
    checkoutRef: null,
    state: receipt.reversal ? 'failed' : 'paid',
    grossCents: cents,
    // Never before what was asked for, which is covered first.
    paidAt: paidAt && paidAt > noon(receipt) ? paidAt : noon(receipt),
    failureCode: receipt.reversal,
    movements: movements(order, receipt, cents, '/surplus'),
  }
}

function latest(receipts: ReceiptRow[]): Date | null {
  const days = receipts.map(noon).sort((one, other) => other.getTime() - one.getTime())
  return days[0] ?? null
}

function common(order: OrderRow, receipt: ReceiptRow | undefined) {
  return {
    subscriptionRef: null,
    currency: 'EUR',
    feeCents: 0,
    method: receipt?.kind ?? '',
    methodLabel: '',
    mandateRef: null,
    initiatedAt: order.createdAt,
    refunds: [],
    disputes: [],
  }
}

function movements(
  order: OrderRow,
  receipt: ReceiptRow,
  amountCents: number,
  suffix = ''
): MovementSeen[] {
  const ref = `${order.ref}/${receipt.id}${suffix}`
  const occurredAt = noon(receipt)
  const came: MovementSeen = { kind: 'payment', ref, amountCents, occurredAt }
  if (!receipt.reversal) return [came]
  return [came, { kind: 'payment_failure', ref, amountCents: -amountCents, occurredAt }]
}

function noon({ receivedOn }: ReceiptRow): Date {
  return noonOf(receivedOn)
}

function noonOf(day: string): Date {
  const at = parisInstant(day, '12:00')
  if (!at) throw new Error(`no day: ${day}`)
  return at
}
