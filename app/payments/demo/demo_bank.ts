import { randomUUID } from 'node:crypto'
import { parisDay } from '#shared/paris'
import type { MovementSeen } from '../provider.js'
import type { DemoCheckout, DemoPayment, DemoSubscription } from './demo_objects.js'

/** What the play bank keeps of a payment: 1.5 % and 25 cents, rounded to the nearest cent. */
export const demoFeeCents = (grossCents: number) => Math.round(grossCents * 0.015) + 25

/** What a dispute costs. */
const DISPUTE_FEE = 1500

const name = (kind: string) => `demo_${kind}_${randomUUID()}`

/** A first or next payment, paid at once by card, on its way by debit, or declined. */
export function demoPayment(
  of: Pick<DemoPayment, 'intentId' | 'checkoutRef' | 'subscriptionRef' | 'grossCents'>,
  how: 'card' | 'debit' | 'declined',
  at: Date
): DemoPayment {
  const payment: DemoPayment = {
    kind: 'payment',
    ref: name('pay'),
    ...of,
    state: how === 'declined' ? 'failed' : 'pending',
    feeCents: null,
    method: how === 'debit' ? 'sepa' : 'card',
    initiatedAt: at.toISOString(),
    paidAt: null,
    failureCode: how === 'declined' ? 'card_declined' : null,
    refunds: [],
    disputes: [],
    movements: [],
  }
  return how === 'card' ? settled(payment, at) : payment
}

/** What it keeps is not said yet: `feeTaken`, later. */
export function settled(payment: DemoPayment, at: Date): DemoPayment {
  const paid = { ...payment, state: 'paid' as const, paidAt: at.toISOString() }
  return moved(paid, at, { payment: payment.grossCents })
}

export function feeTaken(payment: DemoPayment, at: Date): DemoPayment {
  const feeCents = demoFeeCents(payment.grossCents)
  return moved({ ...payment, feeCents }, at, { fee: -feeCents })
}

/** A debit that does not come: before it was there, or taken back after. */
export function failed(payment: DemoPayment, at: Date): DemoPayment {
  const back = payment.state === 'paid' ? { payment_failure: -payment.grossCents } : {}
  return moved({ ...payment, state: 'failed', failureCode: 'insufficient_funds' }, at, back)
}

export function refunded(
  payment: DemoPayment,
  amountCents: number,
  ours: string | null,
  at: Date
): DemoPayment {
  const refund = {
    ref: name('refund'),
    amountCents,
    state: 'done' as const,
    createdAt: at.toISOString(),
    ours,
  }
  const refunds = [...payment.refunds, refund]
  return moved({ ...payment, refunds }, at, { refund: -amountCents }, refund.ref)
}

export function disputed(payment: DemoPayment, at: Date): DemoPayment {
  const dispute = {
    ref: name('dispute'),
    amountCents: payment.grossCents,
    feeCents: DISPUTE_FEE,
    state: 'open' as const,
    reason: 'fraudulent',
    openedAt: at.toISOString(),
    closedAt: null,
  }
  const amounts = { dispute: -payment.grossCents, dispute_fee: -DISPUTE_FEE }
  return moved({ ...payment, disputes: [dispute] }, at, amounts, dispute.ref)
}

export function disputeClosed(payment: DemoPayment, state: 'won' | 'lost', at: Date): DemoPayment {
  const closedAt = at.toISOString()
  const disputes = payment.disputes.map((one) => ({ ...one, state, closedAt }))
  const won = state === 'won' ? { dispute_reversal: payment.grossCents + DISPUTE_FEE } : {}
  return moved({ ...payment, disputes }, at, won, payment.disputes[0]?.ref)
}

type Amounts = Partial<Record<MovementSeen['kind'], number>>

function moved(payment: DemoPayment, at: Date, amounts: Amounts, ref = payment.ref): DemoPayment {
  const movements = Object.entries(amounts).map(([kind, amountCents]) => ({
    kind: kind as MovementSeen['kind'],
    ref,
    amountCents,
    occurredAt: at.toISOString(),
  }))
  return { ...payment, movements: [...payment.movements, ...movements] }
}

/** The agreement to pay again that a paid checkout begins. */
export function demoSubscription(
  checkout: DemoCheckout,
  method: 'card' | 'sepa',
  at: Date
): DemoSubscription {
  return {
    kind: 'subscription',
    ref: name('sub'),
    intentId: checkout.intentId,
    state: 'active',
    amountCents: checkout.amountCents,
    every: checkout.schedule === 'year' ? 'year' : 'month',
    anchor: parisDay(at),
    charges: 1,
    pausedUntil: null,
    failureCount: 0,
    method,
  }
}

/** The day of the next charge: the anchor's day of the month, or the month's last. */
export function nextChargeOn({ anchor, every, charges }: DemoSubscription): string {
  const [year = 0, month = 1, day = 1] = anchor.split('-').map(Number)
  const months = month - 1 + charges * (every === 'year' ? 12 : 1)
  const last = new Date(Date.UTC(year, months + 1, 0)).getUTCDate()
  const date = new Date(Date.UTC(year, months, Math.min(day, last)))
  return date.toISOString().slice(0, 10)
}
