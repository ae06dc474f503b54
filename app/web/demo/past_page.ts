import { createHash, randomUUID } from 'node:crypto'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { applySeen } from '#payments/applying/apply_seen'
import { askRefund } from '#payments/refunding/ask_refund'
import {
  demoPayment,
  demoSubscription,
  disputed,
  failed,
  feeTaken,
  nextChargeOn,
  refunded,
  settled,
} from '#payments/demo/demo_bank'
import {
  keepDemoObject,
  type DemoCheckout,
  type DemoObject,
  type DemoPayment,
  type DemoSubscription,
} from '#payments/demo/demo_objects'
import { seenOf } from '#payments/demo/demo_seen'
import type { PaymentIntent } from '#payments/payment_intent'
import { prepared } from '#shared/prepared'

const CHARGED = {
  name: 'demo.past_attempt',
  text: `insert into payment_attempts (intent_id, n, provider, idempotency_key, request_hash, ref, url,
      state, created_at, expires_at) values ($1, 1, $2, $3, $4, $5, $6, 'open', $7, $8)`,
}

const VERSION = {
  name: 'demo.intent_version',
  text: 'select version from payment_intents where id = $1',
}

/** The first try of an intent at a provider, as it stands before the payer has done anything. */
export async function writeAttempt(
  attempt: { intentId: string; provider: string; ref: string; url?: string; expiresAt?: Date },
  at: Date,
  transaction: TransactionClientContract
): Promise<void> {
  const { intentId, provider, ref, url = null, expiresAt = null } = attempt
  const key = `${intentId}:1:checkout`
  const hash = createHash('sha256').update(key).digest()
  await prepared(CHARGED, [intentId, provider, key, hash, ref, url, at, expiresAt], transaction)
}

/** How many words were applied to an intent so far. */
export async function versionOf(intentId: string, transaction: TransactionClientContract) {
  const [row] = await prepared<{ version: number }>(VERSION, [intentId], transaction)
  if (!row) throw new Error(`There is no intent ${intentId}`)
  return row.version
}

/**
 * One page of the play bank's, and what happened there in the past: each step is written in its own
 * papers and applied by the payments room, as of its instant.
 */
export class PastPage {
  private payment: DemoPayment | null = null
  private subscription: DemoSubscription | null = null

  private constructor(
    private checkout: DemoCheckout,
    private transaction: TransactionClientContract
  ) {}

  static async open(
    intent: PaymentIntent,
    installId: string,
    at: Date,
    transaction: TransactionClientContract
  ): Promise<PastPage> {
    const { id: intentId, amountCents, schedule, payerName, locale } = intent
    const ref = `demo_checkout_${randomUUID()}`
    await writeAttempt({ intentId, provider: 'demo', ref }, at, transaction)
    const paper = { kind: 'checkout', key: `${intentId}:1:checkout`, state: 'complete' } as const
    const asked = { ref, intentId, installId, amountCents, schedule, payerName }
    return new PastPage(
      { ...paper, ...asked, locale, description: '', returnUrl: '', cancelUrl: '' },
      transaction
    )
  }

  /** Paid by card, or by a debit that is on its way: what repeats begins with it. */
  async pay(how: 'card' | 'debit', at: Date): Promise<void> {
    const { intentId, ref: checkoutRef, amountCents: grossCents, schedule } = this.checkout
    const method = how === 'debit' ? 'sepa' : 'card'
    this.subscription = schedule === 'once' ? null : demoSubscription(this.checkout, method, at)
    const subscriptionRef = this.subscription?.ref ?? null
    await keepDemoObject(this.checkout, at, this.transaction)
    await this.#charge({ intentId, checkoutRef, subscriptionRef, grossCents }, how, at)
  }

  /** The next payment of what repeats; declined, the agreement waits for another card. */
  async renew(how: 'card' | 'debit' | 'declined', at: Date): Promise<void> {
    const { subscription } = this
    if (!subscription) throw new Error('Nothing repeats here')
    const { intentId, ref, amountCents: grossCents, charges, failureCount } = subscription
    this.subscription =
      how === 'declined'
        ? { ...subscription, state: 'past_due', failureCount: failureCount + 1 }
        : { ...subscription, charges: charges + 1 }
    const facts = { intentId, checkoutRef: null, subscriptionRef: ref, grossCents }
    await this.#charge(facts, how, at)
  }

  /** The day of the next payment of what repeats. */
  get nextOn(): string | null {
    return this.subscription && nextChargeOn(this.subscription)
  }

  settle = (at: Date) => this.#change((payment) => feeTaken(settled(payment, at), at), at)
  fail = (at: Date) => this.#change((payment) => failed(payment, at), at)
  dispute = (at: Date) => this.#change((payment) => disputed(payment, at), at)

  async stop(state: 'paused' | 'ended', until: string | null, at: Date): Promise<void> {
    if (!this.subscription) throw new Error('Nothing repeats here')
    this.subscription = { ...this.subscription, state, pausedUntil: until }
    await this.#tell([this.subscription], at)
  }

  /** Money that a treasurer sends back; without the second signature it has not left yet. */
  async refund(
    asked: { cents: number; reason: string; askedById: number; twoFrom: number },
    at: Date
  ): Promise<void> {
    const [row] = await prepared<{ id: number }>(
      { name: 'demo.payment_id', text: `select id from payments where ref = $1` },
      [this.payment?.ref],
      this.transaction
    )
    if (!row) throw new Error('There is nothing to give back')
    const { cents: amountCents, reason, askedById, twoFrom } = asked
    const key = `refund:${this.checkout.intentId}:${at.getTime()}`
    const order = { paymentId: row.id, amountCents, reason, askedById, key }
    const done = await askRefund(order, twoFrom, at, this.transaction)
    if (!done.ok) throw new Error(`The refund is refused: ${done.refusal}`)
    if (done.value.waits) return
    await this.#change((payment) => refunded(payment, amountCents, key, at), at)
  }

  #charge(
    facts: Parameters<typeof demoPayment>[0],
    how: 'card' | 'debit' | 'declined',
    at: Date
  ): Promise<void> {
    const payment = demoPayment(facts, how, at)
    this.payment = how === 'card' ? feeTaken(payment, at) : payment
    return this.#tell([this.payment, ...(this.subscription ? [this.subscription] : [])], at)
  }

  #change(change: (payment: DemoPayment) => DemoPayment, at: Date): Promise<void> {
    if (!this.payment) throw new Error('Nothing was paid here')
    this.payment = change(this.payment)
    return this.#tell([this.payment], at)
  }

  async #tell(papers: DemoObject[], at: Date): Promise<void> {
    for (const paper of papers) await keepDemoObject(paper, at, this.transaction)
    const { intentId, installId } = this.checkout
    const seen = seenOf(intentId, [this.checkout, ...papers], installId)
    if (seen.about !== 'intent') throw new Error(`The play bank does not know ${intentId}`)
    const version = await versionOf(intentId, this.transaction)
    await applySeen('demo', seen, version, 'notice', at, this.transaction)
  }
}
