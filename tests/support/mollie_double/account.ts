import { randomBytes } from 'node:crypto'
import type { Clock } from '#shared/clock'

export interface CustomerRow {
  id: string
  createdAt: Date
  name: string
  email: string | null
  locale: string | null
  metadata: unknown
}

export interface MandateRow {
  id: string
  customerId: string
  status: 'valid' | 'pending' | 'invalid'
  method: 'directdebit' | 'creditcard'
}

export interface PaymentRow {
  id: string
  createdAt: Date
  status: 'open' | 'pending' | 'paid' | 'failed' | 'canceled' | 'expired'
  cents: number
  description: string
  redirectUrl: string | undefined
  cancelUrl: string | undefined
  webhookUrl: string | undefined
  locale: string | undefined
  metadata: unknown
  sequenceType: 'oneoff' | 'first' | 'recurring'
  customerId: string | undefined
  mandateId: string | undefined
  subscriptionId: string | undefined
  method: string | undefined
  details: Record<string, unknown> | undefined
  paidAt: Date | undefined
  endedAt: Date | undefined
}

export interface RefundRow {
  id: string
  paymentId: string
  createdAt: Date
  cents: number
  description: string
  metadata: unknown
  status: 'queued' | 'pending' | 'processing' | 'refunded' | 'failed' | 'canceled'
}

export interface ChargebackRow {
  id: string
  paymentId: string
  createdAt: Date
  cents: number
  reason: { code: string; description: string } | null
  reversedAt: Date | null
}

export interface SubscriptionRow {
  id: string
  customerId: string
  mandateId: string | undefined
  createdAt: Date
  status: 'pending' | 'active' | 'suspended' | 'completed' | 'canceled'
  cents: number
  months: number
  startDate: string
  /** How many payments were drawn so far. */
  drawn: number
  description: string
  webhookUrl: string | undefined
  metadata: unknown
  canceledAt: Date | undefined
}

/** A line of the account's own statement, written when it happens. */
export interface StatementLine {
  kind: string
  ref: string
  cents: number
  at: Date
}

/** Everything of one account at the double, and what it writes down as it happens. */
export class MollieAccount {
  readonly customers: CustomerRow[] = []
  readonly mandates: MandateRow[] = []
  readonly payments: PaymentRow[] = []
  readonly refunds: RefundRow[] = []
  readonly chargebacks: ChargebackRow[] = []
  readonly subscriptions: SubscriptionRow[] = []
  readonly statement: StatementLine[] = []
  /** Payments whose notice address is to be told, oldest first. */
  readonly due: Array<{ url: string; id: string }> = []

  constructor(readonly clock: Clock) {}

  newId(prefix: string): string {
    return `${prefix}_${randomBytes(8).toString('hex').slice(0, 12)}`
  }

  moved(kind: string, ref: string, cents: number) {
    this.statement.push({ kind, ref, cents, at: this.clock.now() })
  }

  tellOf(payment: PaymentRow) {
    if (payment.webhookUrl) this.due.push({ url: payment.webhookUrl, id: payment.id })
  }

  balanceCents(): number {
    return this.statement.reduce((sum, { cents }) => sum + cents, 0)
  }
}

/** The row of that id; what is missing is the test's mistake. */
export function rowOf<Row extends { id: string }>(rows: Row[], id: string): Row {
  const row = rows.find((one) => one.id === id)
  if (!row) throw new Error(`the double has no ${id}`)
  return row
}
