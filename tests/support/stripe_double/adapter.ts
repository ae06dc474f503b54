import { randomUUID } from 'node:crypto'
import type { Group } from '@japa/runner/core'
import { StripeProvider } from '#payments/stripe/stripe_provider'
import type { CheckoutOrder, ObjectRef, PaymentSeen, Seen } from '#payments/provider'
import { stripeDouble, type StripeDouble } from './stripe_double.js'

export const INSTALL = '0193-install'
export const NOON = new Date('2026-03-02T11:00:00Z')

/** An adapter and the account that it speaks with, over HTTP, for each test of a group. */
export function speakingWithStripe(group: Group) {
  const double = stripeDouble(group, () => NOON)
  let adapter: StripeProvider | null = null
  group.each.setup(() => {
    adapter = new StripeProvider(double().config)
  })
  return (): { stripe: StripeDouble; provider: StripeProvider } => {
    if (!adapter) throw new Error('No adapter outside a test')
    return { stripe: double(), provider: adapter }
  }
}

/** Twenty euros once from Bastien, unless said otherwise. */
export function anOrder(facts: Partial<CheckoutOrder> = {}): CheckoutOrder {
  const intentId = facts.intentId ?? randomUUID()
  return {
    intentId,
    installId: INSTALL,
    amountCents: 2000,
    schedule: 'once',
    description: 'Don à Placette',
    payer: { name: 'Bastien Moreau', email: 'bastien@example.org', locale: 'fr' },
    customerRef: null,
    returnUrl: `https://placette.example/pay/${intentId}/return`,
    cancelUrl: `https://placette.example/pay/${intentId}`,
    noticeUrl: 'https://placette.example/webhooks/stripe',
    idempotencyKey: `${intentId}:1:checkout`,
    ...facts,
  }
}

/** What is seen of an intent from one of its objects. */
export async function seenOf(provider: StripeProvider, object: ObjectRef) {
  const seen = await provider.fetch(object, INSTALL)
  if (seen.about !== 'intent') throw new Error(`Seen: ${seen.about}`)
  return seen
}

/** The only payment seen. */
export function onlyPayment(seen: Extract<Seen, { about: 'intent' }>): PaymentSeen {
  const [payment, ...others] = seen.payments
  if (!payment || others.length > 0) throw new Error(`${seen.payments.length} payments`)
  return payment
}

/** The sum of what moved for these payments, in cents. */
export function sumOfMovements(payments: PaymentSeen[]): number {
  return payments
    .flatMap(({ movements }) => movements)
    .reduce((sum, { amountCents }) => sum + amountCents, 0)
}

/** The sum of the account's own statement, fees taken off. */
export function sumOfStatement(stripe: StripeDouble): number {
  return stripe
    .statement()
    .reduce((sum, { amountCents, feeCents }) => sum + amountCents - feeCents, 0)
}
