import { parisInstant } from '#shared/paris'
import { rowOf, type ChargebackRow, type MollieAccount, type PaymentRow } from './account.js'
import { drawDay } from './draw_days.js'
import { addRefund } from './refunds_api.js'

const CARD = { cardLabel: 'Visa', cardNumber: '4242', cardHolder: 'B. MOREAU' }
const ACCOUNT = { consumerName: 'B. Moreau', consumerAccount: 'FR7630006000011234567890189' }

/** What payers, banks and the dashboard do; the tests say when. */
export class Acts {
  constructor(private readonly account: MollieAccount) {}

  /** The payer pays on Mollie's page; a first payment leaves a mandate, valid unless said otherwise. */
  pay(id: string, method = 'creditcard', mandate: 'valid' | 'pending' = 'valid') {
    const payment = this.#chosen(id, method)
    if (payment.sequenceType === 'first' && payment.customerId) {
      const byCard = method === 'creditcard'
      const row = {
        id: this.account.newId('mdt'),
        customerId: payment.customerId,
        status: mandate,
        method: byCard ? ('creditcard' as const) : ('directdebit' as const),
      }
      this.account.mandates.push(row)
      payment.mandateId = row.id
    }
    this.#paid(payment)
  }

  /** The payer has done their part; the money is on its way. */
  begin(id: string, method = 'banktransfer') {
    const payment = this.#chosen(id, method)
    payment.status = 'pending'
    this.account.tellOf(payment)
  }

  arrive(id: string) {
    const payment = rowOf(this.account.payments, id)
    if (payment.status !== 'pending') throw new Error(`${id} is ${payment.status}`)
    this.#paid(payment)
  }

  fail(id: string, reason = 'insufficient_funds') {
    const payment = rowOf(this.account.payments, id)
    const key = payment.method === 'directdebit' ? 'bankReasonCode' : 'failureReason'
    payment.details = { ...payment.details, [key]: reason }
    this.#ended(payment, 'failed')
  }

  expire(id: string) {
    this.#ended(rowOf(this.account.payments, id), 'expired')
  }

  leave(id: string) {
    this.#ended(rowOf(this.account.payments, id), 'canceled')
  }

  chargeBack(id: string, code = 'AC04'): ChargebackRow {
    const payment = rowOf(this.account.payments, id)
    const row: ChargebackRow = {
      id: this.account.newId('chb'),
      paymentId: id,
      createdAt: this.account.clock.now(),
      cents: payment.cents,
      reason: { code, description: 'Taken back by the payer' },
      reversedAt: null,
    }
    this.account.chargebacks.push(row)
    this.account.moved('dispute', row.id, -row.cents)
    this.account.tellOf(payment)
    return row
  }

  reverseChargeback(id: string) {
    const row = rowOf(this.account.chargebacks, id)
    row.reversedAt = this.account.clock.now()
    this.account.moved('dispute_reversal', row.id, row.cents)
    this.account.tellOf(rowOf(this.account.payments, row.paymentId))
  }

  refundInDashboard(paymentId: string, cents: number): string {
    return addRefund(this.account, rowOf(this.account.payments, paymentId), cents).id
  }

  moveRefund(id: string, status: 'processing' | 'refunded' | 'failed' | 'canceled') {
    const row = rowOf(this.account.refunds, id)
    row.status = status
    const cameBack = status === 'failed' || status === 'canceled'
    if (cameBack) this.account.moved('refund_failure', row.id, row.cents)
    this.account.tellOf(rowOf(this.account.payments, row.paymentId))
  }

  /** Draws the next payment of a subscription on its day: cards answer at once, debits take days. */
  draw(subscriptionId: string): string {
    const subscription = rowOf(this.account.subscriptions, subscriptionId)
    if (subscription.status !== 'active') throw new Error(`it is ${subscription.status}`)
    const mandate = rowOf(this.account.mandates, subscription.mandateId ?? '')
    const payment: PaymentRow = {
      id: this.account.newId('tr'),
      createdAt: this.account.clock.now(),
      status: 'pending',
      cents: subscription.cents,
      description: subscription.description,
      redirectUrl: undefined,
      cancelUrl: undefined,
      webhookUrl: subscription.webhookUrl,
      locale: undefined,
      metadata: subscription.metadata,
      sequenceType: 'recurring',
      customerId: subscription.customerId,
      mandateId: mandate.id,
      subscriptionId,
      method: mandate.method,
      details: mandate.method === 'creditcard' ? CARD : ACCOUNT,
      paidAt: undefined,
      endedAt: undefined,
    }
    subscription.drawn += 1
    this.account.payments.push(payment)
    this.account.tellOf(payment)
    return payment.id
  }

  /** The instant, noon in Paris, at which a subscription is next drawn. */
  nextDraw(subscriptionId: string): Date {
    const { startDate, months, drawn } = rowOf(this.account.subscriptions, subscriptionId)
    const at = parisInstant(drawDay(startDate, months, drawn), '12:00')
    if (!at) throw new Error('no such day')
    return at
  }

  confirmMandate(id: string) {
    rowOf(this.account.mandates, id).status = 'valid'
    for (const subscription of this.account.subscriptions) {
      if (subscription.mandateId === id && subscription.status === 'pending') {
        subscription.status = 'active'
      }
    }
  }

  /** The mandate is lost: no notice is sent of that. */
  suspend(subscriptionId: string) {
    rowOf(this.account.subscriptions, subscriptionId).status = 'suspended'
  }

  #chosen(id: string, method: string): PaymentRow {
    const payment = rowOf(this.account.payments, id)
    if (payment.status !== 'open') throw new Error(`${id} is ${payment.status}`)
    payment.method = method
    payment.details = method === 'creditcard' ? CARD : ACCOUNT
    return payment
  }

  #paid(payment: PaymentRow) {
    payment.status = 'paid'
    payment.paidAt = this.account.clock.now()
    this.account.moved('payment', payment.id, payment.cents)
    this.account.tellOf(payment)
  }

  #ended(payment: PaymentRow, status: 'failed' | 'expired' | 'canceled') {
    payment.status = status
    payment.endedAt = this.account.clock.now()
    this.account.tellOf(payment)
  }
}
