import type {
  ChargebackRow,
  CustomerRow,
  MollieAccount,
  PaymentRow,
  RefundRow,
  SubscriptionRow,
} from './account.js'
import { drawDay } from './draw_days.js'
import { amountOf } from './read_body.js'
import { chargedBackCents, refundedCents } from './sums.js'

/** Mollie's second-precise instants. */
const instant = (at: Date | undefined) => at?.toISOString().replace(/\.\d{3}Z$/, '+00:00')

/** What Mollie shows: objects with their links, `base` being the address of the API. */
export class InHal {
  constructor(
    private readonly account: MollieAccount,
    private readonly base: () => string
  ) {}

  payment(row: PaymentRow, embed: string[] = []) {
    const { account } = this
    const refunds = account.refunds.filter(({ paymentId }) => paymentId === row.id)
    const chargebacks = account.chargebacks.filter(({ paymentId }) => paymentId === row.id)
    const given = refundedCents(account, row.id)
    const taken = chargedBackCents(account, row.id)
    const paid = row.status === 'paid'
    const self = `payments/${row.id}`
    return {
      resource: 'payment',
      id: row.id,
      mode: 'test',
      createdAt: instant(row.createdAt),
      status: row.status,
      isCancelable: row.status === 'open',
      amount: amountOf(row.cents),
      description: row.description,
      method: row.method ?? null,
      metadata: row.metadata,
      locale: row.locale,
      profileId: 'pfl_double',
      sequenceType: row.sequenceType,
      redirectUrl: row.redirectUrl ?? null,
      cancelUrl: row.cancelUrl,
      webhookUrl: row.webhookUrl,
      customerId: row.customerId,
      mandateId: row.mandateId,
      subscriptionId: row.subscriptionId,
      details: row.details,
      ...(row.status === 'open'
        ? { expiresAt: instant(new Date(row.createdAt.getTime() + 15 * 60_000)) }
        : {}),
      ...(paid
        ? {
            paidAt: instant(row.paidAt),
            amountRefunded: amountOf(given),
            amountRemaining: amountOf(Math.max(0, row.cents - given)),
            settlementAmount: amountOf(row.cents),
          }
        : {}),
      ...(taken > 0 ? { amountChargedBack: amountOf(taken) } : {}),
      ...(row.status === 'failed' ? { failedAt: instant(row.endedAt) } : {}),
      ...(row.status === 'canceled' ? { canceledAt: instant(row.endedAt) } : {}),
      ...(row.status === 'expired' ? { expiredAt: instant(row.endedAt) } : {}),
      _links: {
        self: this.link(self),
        dashboard: { href: 'https://my.mollie.com/', type: 'text/html' },
        ...(row.status === 'open' && row.sequenceType !== 'recurring'
          ? { checkout: { href: `${this.base()}checkout/${row.id}`, type: 'text/html' } }
          : {}),
        ...(refunds.length > 0 ? { refunds: this.link(`${self}/refunds`) } : {}),
        ...(chargebacks.length > 0 ? { chargebacks: this.link(`${self}/chargebacks`) } : {}),
      },
      ...(embed.length > 0
        ? {
            _embedded: {
              ...(embed.includes('refunds')
                ? { refunds: refunds.map((refund) => this.refund(refund)) }
                : {}),
              ...(embed.includes('chargebacks')
                ? { chargebacks: chargebacks.map((chargeback) => this.chargeback(chargeback)) }
                : {}),
            },
          }
        : {}),
    }
  }

  customer(row: CustomerRow) {
    return {
      resource: 'customer',
      id: row.id,
      mode: 'test',
      name: row.name,
      email: row.email,
      locale: row.locale,
      metadata: row.metadata,
      createdAt: instant(row.createdAt),
      _links: { self: this.link(`customers/${row.id}`) },
    }
  }

  refund(row: RefundRow) {
    return {
      resource: 'refund',
      id: row.id,
      mode: 'test',
      amount: amountOf(row.cents),
      description: row.description,
      metadata: row.metadata,
      status: row.status,
      paymentId: row.paymentId,
      createdAt: instant(row.createdAt),
      _links: { self: this.link(`payments/${row.paymentId}/refunds/${row.id}`) },
    }
  }

  chargeback(row: ChargebackRow) {
    return {
      resource: 'chargeback',
      id: row.id,
      amount: amountOf(row.cents),
      createdAt: instant(row.createdAt),
      reason: row.reason,
      reversedAt: row.reversedAt ? instant(row.reversedAt) : null,
      paymentId: row.paymentId,
      _links: { self: this.link(`payments/${row.paymentId}/chargebacks/${row.id}`) },
    }
  }

  subscription(row: SubscriptionRow) {
    const goesOn = row.status === 'active' || row.status === 'pending'
    return {
      resource: 'subscription',
      id: row.id,
      mode: 'test',
      createdAt: instant(row.createdAt),
      status: row.status,
      amount: amountOf(row.cents),
      times: null,
      timesRemaining: null,
      interval: row.months === 1 ? '1 month' : `${row.months} months`,
      startDate: row.startDate,
      ...(goesOn ? { nextPaymentDate: drawDay(row.startDate, row.months, row.drawn) } : {}),
      description: row.description,
      method: null,
      mandateId: row.mandateId,
      customerId: row.customerId,
      webhookUrl: row.webhookUrl,
      metadata: row.metadata,
      ...(row.canceledAt ? { canceledAt: instant(row.canceledAt) } : {}),
      _links: { self: this.link(`customers/${row.customerId}/subscriptions/${row.id}`) },
    }
  }

  /** One page, newest first, with the address of the next. */
  page(
    name: string,
    path: string,
    rows: Array<{ id: string }>,
    shown: unknown[],
    next: string | null
  ) {
    return {
      count: rows.length,
      _embedded: { [name]: shown },
      _links: {
        self: this.link(path),
        previous: null,
        next: next ? this.link(next) : null,
      },
    }
  }

  private link(path: string) {
    return { href: `${this.base()}${path}`, type: 'application/hal+json' }
  }
}
