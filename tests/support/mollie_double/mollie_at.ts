import { MollieProvider } from '#payments/mollie/mollie_provider'
import type { CheckoutOrder, PaymentSeen, Seen } from '#payments/provider'
import type { FakeClock } from '#shared/clock'
import type { MollieDouble } from './mollie_double.js'

export const INSTALL = '6f1c1a52-7d43-4a9e-9c39-0d8d8a2f0b11'
export const INTENT = '0b6c9c3e-53f7-4c3c-9c1a-3e9f7a3c5d21'
export const WEBHOOK_SECRET = 'whsec_of_the_double'

/** The adapter with the real client, speaking to the double. */
export function mollieAt(double: MollieDouble, clock: FakeClock, timeoutMilliseconds?: number) {
  return new MollieProvider(
    {
      apiKey: double.apiKey,
      apiEndpoint: double.endpoint,
      webhookSecret: WEBHOOK_SECRET,
      ...(timeoutMilliseconds ? { timeoutMilliseconds } : {}),
    },
    clock
  )
}

export function anOrder(changes: Partial<CheckoutOrder> = {}): CheckoutOrder {
  return {
    intentId: INTENT,
    installId: INSTALL,
    amountCents: 2000,
    schedule: 'once',
    description: 'Adhésion à la Placette',
    payer: { name: 'Bastien Moreau', email: 'bastien@example.org', locale: 'fr' },
    customerRef: null,
    returnUrl: 'https://placette.example/pay/1/return',
    cancelUrl: 'https://placette.example/pay/1',
    noticeUrl: 'https://placette.example/webhooks/mollie',
    idempotencyKey: `${changes.intentId ?? INTENT}:1:checkout`,
    ...changes,
  }
}

/** What is said of an intent; anything else is the test's failure. */
export function ofIntent(seen: Seen) {
  if (seen.about !== 'intent') throw new Error(`about ${seen.about}`)
  return seen
}

export function onlyPayment(seen: Seen): PaymentSeen {
  const [payment, ...others] = ofIntent(seen).payments
  if (!payment || others.length > 0) throw new Error('not one payment')
  return payment
}

/** Movements of the adapter and lines of the double's statement, in one order, to be compared. */
export function bookkeeping(double: MollieDouble, payments: PaymentSeen[]) {
  const lines = (rows: Array<{ kind: string; ref: string; cents: number }>) =>
    rows.map(({ kind, ref, cents }) => `${kind} ${ref} ${cents}`).sort()
  return {
    seen: lines(
      payments.flatMap(({ movements }) =>
        movements.map(({ kind, ref, amountCents }) => ({ kind, ref, cents: amountCents }))
      )
    ),
    stated: lines(double.account.statement),
  }
}
