import type Stripe from 'stripe'

const INSTALL = 'placette_install'
const INTENT = 'placette_intent'
const KEY = 'placette_key'

/** What makes an object of a Stripe account recognisably of this installation, and of which intent. */
export function markedAs(installId: string, intentId: string): Record<string, string> {
  return { [INSTALL]: installId, [INTENT]: intentId }
}

/** The intent that an object belongs to; null when another program or installation made it. */
export function intentOf(metadata: Stripe.Metadata | null, installId: string): string | null {
  return metadata?.[INSTALL] === installId ? (metadata[INTENT] ?? null) : null
}

/** Lets a refund be told apart from one made in Stripe's own pages. */
export function markedWithKey(idempotencyKey: string): Record<string, string> {
  return { [KEY]: idempotencyKey }
}

/** The key of ours that a refund was asked with, if it was. */
export function keyOf(metadata: Stripe.Metadata | null): string | null {
  return metadata?.[KEY] ?? null
}

/** The id of something that may have come whole. */
export function idOf(thing: string | { id: string } | null | undefined): string | null {
  return typeof thing === 'string' ? thing : (thing?.id ?? null)
}

/** The thing itself, when it came whole. */
export function wholeOf<Thing extends object>(thing: string | Thing | null | undefined) {
  return thing && typeof thing === 'object' ? thing : null
}

/** Stripe's seconds as an instant. */
export function instant(seconds: number): Date {
  return new Date(seconds * 1000)
}
