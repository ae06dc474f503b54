import type Stripe from 'stripe'

const BRANDS: Record<string, string> = {
  amex: 'American Express',
  cartes_bancaires: 'Carte Bancaire',
  diners: 'Diners Club',
  discover: 'Discover',
  eftpos_au: 'Eftpos',
  jcb: 'JCB',
  mastercard: 'Mastercard',
  unionpay: 'UnionPay',
  visa: 'Visa',
}

/** A means of payment as far as people may see it; Stripe's charges and saved means both fit. */
interface Means {
  type: string
  card?: { brand: string | null; last4: string | null } | null
  sepa_debit?: { last4: string | null } | null
}

/** « Visa •••• 4242 », « SEPA •••• 3000 », or the name of the means. */
export function labelOf(means: Means | null): string {
  if (!means) return ''
  if (means.card?.last4) {
    return `${BRANDS[means.card.brand ?? ''] ?? 'card'} •••• ${means.card.last4}`
  }
  if (means.sepa_debit?.last4) return `SEPA •••• ${means.sepa_debit.last4}`
  return means.type.replaceAll('_', ' ')
}

/**
 * The unique mandate reference that the payer's bank shows, for debits; it must stand in the mail
 * that announces the debit.
 */
export async function mandateOf(
  stripe: Stripe,
  details: Stripe.Charge.PaymentMethodDetails | null
): Promise<string | null> {
  const id = details?.sepa_debit?.mandate
  if (!id) return null
  const mandate = await stripe.mandates.retrieve(id)
  return mandate.payment_method_details.sepa_debit?.reference ?? id
}
