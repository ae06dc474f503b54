/** How money reaches us. Several may be in use at once. */
export const PROVIDERS = ['stripe', 'mollie', 'demo', 'transfer', 'cash_cheque'] as const
export type ProviderName = (typeof PROVIDERS)[number]

export type Schedule = 'once' | 'month' | 'year'

/** Something that a provider knows by a name of its own. */
export interface ObjectRef {
  kind: 'checkout' | 'payment' | 'subscription' | 'payout'
  id: string
}

/** What a hosted payment page is opened for. Amounts are cents of euro. */
export interface CheckoutOrder {
  intentId: string
  /** Sent as metadata with the intent's id, so that objects of other programs are told apart. */
  installId: string
  amountCents: number
  schedule: Schedule
  description: string
  payer: { name: string; email: string | null; locale: 'fr' | 'en' }
  /** The provider's own name for this payer, when it has one already. */
  customerRef: string | null
  /** Absolute addresses of ours. */
  returnUrl: string
  cancelUrl: string
  noticeUrl: string
  /** The same for every try of the same attempt. */
  idempotencyKey: string
}

export interface CheckoutOpened {
  ref: string
  /** Where the payer goes; null when we show the instructions ourselves. */
  url: string | null
  customerRef: string | null
  expiresAt: Date | null
}

/** What a payment that repeats is made of, once its first payment is there. */
export interface RenewalOrder {
  intentId: string
  installId: string
  amountCents: number
  every: 'month' | 'year'
  description: string
  firstPaymentRef: string
  noticeUrl: string
  idempotencyKey: string
}

export interface RefundSeen {
  ref: string
  amountCents: number
  state: 'pending' | 'done' | 'failed'
  createdAt: Date
  /** The key that we sent with it, when the refund is of our asking and the provider tells. */
  ours: string | null
}

export interface DisputeSeen {
  ref: string
  amountCents: number
  /** What the provider keeps for the dispute; given back or not as the provider says. */
  feeCents: number
  state: 'open' | 'won' | 'lost'
  reason: string
  openedAt: Date
  closedAt: Date | null
}

/** A cent-exact line of the provider's own account: what the treasury posts. Signed: money in is positive. */
export interface MovementSeen {
  kind:
    | 'payment'
    | 'payment_failure'
    | 'fee'
    | 'refund'
    | 'refund_failure'
    | 'dispute'
    | 'dispute_fee'
    | 'dispute_reversal'
    | 'payout'
    | 'payout_failure'
  /** Unique per provider and kind: the same line seen again is not a second one. */
  ref: string
  amountCents: number
  occurredAt: Date
}

export interface PaymentSeen {
  ref: string
  /** The page that it was paid on; null for what renews by itself. */
  checkoutRef: string | null
  subscriptionRef: string | null
  state: 'pending' | 'paid' | 'failed' | 'canceled'
  grossCents: number
  currency: string
  /** Null as long as the provider has not said. */
  feeCents: number | null
  method: string
  /** As people know it: « Visa •••• 4242 »; never a whole number. */
  methodLabel: string
  mandateRef: string | null
  initiatedAt: Date
  paidAt: Date | null
  failureCode: string | null
  refunds: RefundSeen[]
  disputes: DisputeSeen[]
  movements: MovementSeen[]
}

export interface CheckoutSeen {
  ref: string
  state: 'open' | 'complete' | 'expired' | 'failed'
}

export interface SubscriptionSeen {
  ref: string
  customerRef: string | null
  state: 'pending' | 'active' | 'past_due' | 'paused' | 'suspended' | 'lapsed' | 'ended'
  amountCents: number
  every: 'month' | 'year'
  /** Days of Europe/Paris, `2026-03-29`. */
  nextChargeOn: string | null
  pausedUntil: string | null
  cancelOn: string | null
  failureCount: number
  methodLabel: string
}

export interface PayoutSeen {
  ref: string
  amountCents: number
  state: 'pending' | 'paid' | 'failed' | 'canceled'
  arrivesOn: string | null
  createdAt: Date
  lines: Array<{
    ref: string
    kind: string
    paymentRef: string | null
    grossCents: number
    feeCents: number
    netCents: number
  }>
  movements: MovementSeen[]
}

/**
 * All that a provider says at one instant about one of our intents (or about a payout), whichever
 * of its objects one came from. `null` where it is not ours or not there any more.
 */
export type Seen =
  | {
      about: 'intent'
      intentId: string
      checkouts: CheckoutSeen[]
      payments: PaymentSeen[]
      subscription: SubscriptionSeen | null
    }
  | { about: 'payout'; payout: PayoutSeen }
  | { about: 'nothing_of_ours' }

/** What a verified notice says to look at. Nothing else of it is trusted. */
export interface Notice {
  dedupeKey: string
  type: string
  object: ObjectRef
}

export type NoticeRead =
  /** `unsigned`: anyone may have sent it; it says where to look, and no more. */
  | { ok: true; notices: Notice[]; unsigned?: true }
  | { ok: false; refusal: 'no_secret' | 'bad_signature' | 'stale' | 'unreadable' }

/** A call that the provider answered with a refusal which asking again will not change. */
export class ProviderRefused extends Error {
  constructor(
    /** Key of a sentence: `payments.refusals.<code>`. */
    readonly code:
      'already_refunded' | 'amount_too_high' | 'disputed' | 'gone' | 'not_offered' | 'refused',
    message: string
  ) {
    super(message)
  }
}

/** A call whose answer never came, or a fault of theirs: it may or may not have been done. Ask again with the same key. */
export class ProviderUnreachable extends Error {}

/**
 * One provider's ways. Adapters hold no rule of ours and no database; each call that moves money
 * carries the key it is given, so that asking again never does it twice.
 */
export interface Provider {
  readonly name: ProviderName
  readonly offers: {
    recurring: boolean
    pause: boolean
    refunds: boolean
    /** A page of theirs where the payer changes card or account. */
    selfService: boolean
  }
  createCheckout(order: CheckoutOrder): Promise<CheckoutOpened>
  /** Nothing happens when it was already paid or expired. */
  expireCheckout(ref: string, idempotencyKey: string): Promise<void>
  /**
   * Begins the subscription of an intent whose first payment is paid, unless it is already there, and
   * says its ref. Asked whenever a recurring intent is paid and `fetch` shows no subscription; null
   * where the checkout itself began it.
   */
  ensureSubscription(order: RenewalOrder): Promise<string | null>
  /** Reads everything about the intent (or payout) that an object belongs to. */
  fetch(object: ObjectRef, installId: string): Promise<Seen>
  changeAmount(subscriptionRef: string, amountCents: number, idempotencyKey: string): Promise<void>
  pause(subscriptionRef: string, until: string | null, idempotencyKey: string): Promise<void>
  resume(subscriptionRef: string, idempotencyKey: string): Promise<void>
  cancel(subscriptionRef: string, idempotencyKey: string): Promise<void>
  refund(paymentRef: string, amountCents: number, idempotencyKey: string): Promise<RefundSeen>
  selfServiceUrl(customerRef: string, returnUrl: string): Promise<string | null>
  readNotice(
    raw: Buffer,
    headers: Record<string, string | undefined>,
    receivedAt: Date
  ): Promise<NoticeRead>
  /** Objects that changed since a cursor (null: as far back as they keep), and where to go on from. */
  listChangedSince(
    cursor: string | null,
    now: Date
  ): AsyncIterable<{ object: ObjectRef; cursor: string }>
  listPayouts(since: Date): AsyncIterable<PayoutSeen>
}
