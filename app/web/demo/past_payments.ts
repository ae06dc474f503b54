import { randomUUID } from 'node:crypto'
import type { Client } from 'pg'
import { demoPayment, demoSubscription, feeTaken, nextChargeOn } from '#payments/demo/demo_bank'
import type { DemoCheckout, DemoSubscription } from '#payments/demo/demo_objects'
import { seenOf } from '#payments/demo/demo_seen'
import { parisInstant, parisTime } from '#shared/paris'
import { writeAsked, writePapers, writeSeen, type Paid } from './payment_rows.js'

/** A payment of the past: who paid what for, by the play bank. */
export interface PastPayment {
  payer: { id: number; name: string; email: string | null; locale: 'fr' | 'en' } | null
  /** The name that someone without an account gave; empty for none. */
  name: string
  kind: 'dues' | 'gift'
  subjectId: number
  cents: number
  schedule: 'once' | 'month'
  at: Date
}

/**
 * Writes payments of the past as the payments room would have, with the play bank's own papers of
 * them: both sides' statements are the same.
 */
export class PastPayments {
  private constructor(
    private client: Client,
    private installId: string,
    /** Until when what repeats has been paid. */
    private now: Date
  ) {}

  static async open(client: Client, now: Date): Promise<PastPayments> {
    const { rows } = await client.query('select install_id from installation')
    return new PastPayments(client, rows[0].install_id, now)
  }

  /** Returns each payment, the first one first; what is given once is paid once. */
  async add(past: PastPayment): Promise<Paid[]> {
    const checkout = this.#checkout(past)
    const { intentId, ref: checkoutRef, amountCents: grossCents } = checkout
    const subscription = past.schedule === 'once' ? null : this.#upToNow(checkout, past.at)
    const subscriptionRef = subscription?.ref ?? null
    const payments = chargedOn(subscription, past.at).map((at, index) => {
      const own = index === 0 ? checkoutRef : null
      const facts = { intentId, checkoutRef: own, subscriptionRef, grossCents }
      return feeTaken(demoPayment(facts, 'card', at), at)
    })
    const papers = [checkout, ...payments, ...(subscription ? [subscription] : [])]
    const seen = seenOf(intentId, papers, this.installId)
    if (seen.about !== 'intent') throw new Error(`The play bank does not know ${intentId}`)
    await writeAsked(this.client, past, checkout)
    await writePapers(this.client, papers, past.at)
    return writeSeen(this.client, seen, this.now)
  }

  #checkout({ payer, name, cents, schedule }: PastPayment): DemoCheckout {
    const intentId = randomUUID()
    return {
      kind: 'checkout',
      ref: `demo_checkout_${randomUUID()}`,
      key: `${intentId}:1:checkout`,
      intentId,
      installId: this.installId,
      amountCents: cents,
      schedule,
      description: '',
      payerName: payer?.name ?? name,
      locale: payer?.locale ?? 'fr',
      returnUrl: '',
      cancelUrl: '',
      state: 'complete',
    }
  }

  #upToNow(checkout: DemoCheckout, at: Date): DemoSubscription {
    const subscription = demoSubscription(checkout, 'card', at)
    const isDue = () => {
      const next = parisInstant(nextChargeOn(subscription), '12:00')
      return next !== null && next <= this.now
    }
    while (isDue()) subscription.charges += 1
    return subscription
  }
}

/** When each charge of an agreement was taken: its days, at the hour of the first. */
function chargedOn(subscription: DemoSubscription | null, first: Date): Date[] {
  const days: Date[] = [first]
  for (let charges = 1; subscription && charges < subscription.charges; charges += 1) {
    const day = nextChargeOn({ ...subscription, charges })
    days.push(parisInstant(day, parisTime(first)) ?? new Date(`${day}T12:00:00Z`))
  }
  return days
}
