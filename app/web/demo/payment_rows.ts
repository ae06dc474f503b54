import type { Client } from 'pg'
import type { RandomSource } from '#shared/random'

/** A payment of the past: what was asked, and that it came, by the demo provider. */
export interface PastPayment {
  payer: { id: number; name: string; email: string | null; locale: 'fr' | 'en' } | null
  /** The name that someone without an account gave; empty for none. */
  name: string
  kind: 'dues' | 'gift'
  subjectId: number
  cents: number
  at: Date
}

const FEE = { rate: 0.015, cents: 25 }

/**
 * Writes payments of the past as the payments room would have: what was asked, the attempt, the
 * payment with its fee, and both movements of the provider's account.
 */
export class PastPayments {
  #count = 0

  constructor(
    private client: Client,
    private random: RandomSource
  ) {}

  /** Returns the payment's id. */
  async add({ payer, name, kind, subjectId, cents, at }: PastPayment): Promise<number> {
    const intentId = this.#uuid()
    const ref = `demo_past_${(this.#count += 1)}_${this.random.bytes(6).toString('hex')}`
    const fee = Math.round(cents * FEE.rate) + FEE.cents
    await this.client.query(
      `insert into payment_intents (id, person_id, payer_name, payer_email, locale, schedule, amount_cents,
          return_path, state, state_cause, created_at, state_at)
       values ($1, $2, $3, $4, $5, 'once', $6, '/support', 'paid', 'demo', $7, $7)`,
      [
        intentId,
        payer?.id ?? null,
        payer?.name ?? name,
        payer?.email ?? null,
        payer?.locale ?? 'fr',
        cents,
        at,
      ]
    )
    await this.client.query(
      `insert into payment_lines (intent_id, position, kind, subject_id, amount_cents) values ($1, 1, $2, $3, $4)`,
      [intentId, kind, subjectId, cents]
    )
    const { rows } = await this.client.query<{ id: number }>(
      `insert into payments (intent_id, provider, ref, gross_cents, fee_cents, method, method_label, state,
          state_cause, state_at, initiated_at, paid_at, fetched_at)
       values ($1, 'demo', $2, $3, $4, 'card', 'Visa •••• 4242', 'paid', 'demo', $5, $5, $5, $5) returning id`,
      [intentId, ref, cents, fee, at]
    )
    const paymentId = rows[0]?.id
    if (paymentId === undefined) throw new Error(`The payment ${ref} was not written`)
    await this.client.query(
      `insert into money_movements (provider, kind, ref, payment_id, amount_cents, occurred_at, recorded_at)
       values ('demo', 'payment', $1, $2, $3, $5, $5), ('demo', 'fee', $1, $2, $4, $5, $5)`,
      [ref, paymentId, cents, -fee, at]
    )
    return paymentId
  }

  #uuid(): string {
    const hex = this.random.bytes(16).toString('hex')
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(13, 16)}`,
      `8${hex.slice(17, 20)}`,
      hex.slice(20),
    ].join('-')
  }
}
