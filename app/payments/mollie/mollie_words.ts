/** How Mollie writes amounts, ids and what we attach to its objects. */

export interface Euros {
  currency: 'EUR'
  /** Always two decimals: `12.00`. */
  value: string
}

export function euros(cents: number): Euros {
  if (!Number.isSafeInteger(cents) || cents <= 0) throw new Error(`no amount: ${cents} cents`)
  const digits = String(cents).padStart(3, '0')
  return { currency: 'EUR', value: `${digits.slice(0, -2)}.${digits.slice(-2)}` }
}

/** Cents of an amount, without ever passing by a fraction; throws for what is not euros. */
export function centsOf(amount: { currency: string; value: string }): number {
  const [, sign, whole, cents] = /^(-?)(\d+)\.(\d\d)$/.exec(amount.value) ?? []
  if (amount.currency !== 'EUR' || whole === undefined) {
    throw new Error(`not an amount of euros: ${amount.value} ${amount.currency}`)
  }
  return (sign ? -1 : 1) * (Number(whole) * 100 + Number(cents))
}

export const isPaymentId = (id: string) => /^tr_[A-Za-z0-9]{4,64}$/.test(id)

/** Mollie finds a subscription only by its customer, so that our ref of it names both. */
export const subscriptionRef = (customerId: string, id: string) => `${customerId}/${id}`

export function partsOfSubscriptionRef(ref: string): { customerId: string; id: string } | null {
  const [, customerId, id] = /^(cst_[A-Za-z0-9]{4,64})\/(sub_[A-Za-z0-9]{4,64})$/.exec(ref) ?? []
  return customerId && id ? { customerId, id } : null
}

/** What tells our objects from those of other programs on the same account. */
export interface Marks {
  install: string
  intent: string
}

export const marks = (installId: string, intentId: string): Marks => ({
  install: installId,
  intent: intentId,
})

/** The intent that an object of ours is about; null for what is not of this installation. */
export function intentOf(metadata: unknown, installId: string): string | null {
  if (typeof metadata !== 'object' || metadata === null) return null
  if (!('install' in metadata) || metadata.install !== installId) return null
  return 'intent' in metadata && typeof metadata.intent === 'string' ? metadata.intent : null
}

/** The key that we sent with a refund; null when it was made in Mollie's dashboard. */
export function keyOf(metadata: unknown): string | null {
  if (typeof metadata !== 'object' || metadata === null || !('key' in metadata)) return null
  return typeof metadata.key === 'string' ? metadata.key : null
}
