import type { PaymentSeen, RefundSeen, DisputeSeen, Seen } from '../provider.js'

export type PaymentState =
  | 'pending'
  | 'paid'
  | 'failed'
  | 'canceled'
  | 'partially_refunded'
  | 'refunded'
  | 'disputed'
  | 'lost'

export type IntentState = 'open' | 'processing' | 'paid' | 'expired' | 'canceled' | 'failed'

/** A payment as our rows have it before the provider's word is applied. Cents. */
export interface KnownPayment {
  ref: string
  state: PaymentState
  feeCents: number | null
  backCents: number
  surplus: boolean
  subscriptionRef: string | null
}

/** What our rows know of an intent before the provider's word is applied. */
export interface Known {
  schedule: 'once' | 'month' | 'year'
  state: IntentState
  attempts: Array<{ ref: string | null; state: AttemptState }>
  payments: KnownPayment[]
  /** Whether another intent of the same scope has been paid. */
  scopePaid: boolean
}

export type AttemptState = 'asked' | 'open' | 'complete' | 'expired' | 'failed'

/** What a payment becomes, and what is to be told of it, in this order. */
export interface PaymentDecision {
  seen: PaymentSeen
  state: PaymentState
  refundedCents: number
  disputedCents: number
  surplus: boolean
  tells: Array<'pending' | 'paid' | 'surplus' | 'failed' | 'given_back'>
  cause: 'refund' | 'dispute'
  backCents: number
}

export interface Decision {
  payments: PaymentDecision[]
  /** Words that cannot be so after what we know: their states are not believed. */
  left: PaymentSeen[]
  attempts: Array<{ ref: string; state: AttemptState }>
  state: IntentState
}

/** States in which the money came, whatever happened to it since. */
const CAME: readonly PaymentState[] = ['paid', 'partially_refunded', 'refunded', 'disputed', 'lost']
export const hasCome = (state: PaymentState): boolean => CAME.includes(state)

/**
 * What the rows of an intent become when a provider says what it sees: plain values in, plain
 * values out. The same word said again decides nothing new, so that it may come any number of times.
 */
export function decide(known: Known, seen: Extract<Seen, { about: 'intent' }>): Decision {
  const payments: PaymentDecision[] = []
  const left: PaymentSeen[] = []
  const cover = coverOf(known)
  for (const one of [...seen.payments].sort(oldestFirst)) {
    const before = known.payments.find(({ ref }) => ref === one.ref)
    const decided = decidePayment(before, one, cover.isSurplus(one))
    if (goesBack(before, decided.state)) {
      left.push(one)
      continue
    }
    payments.push(decided)
    if (hasCome(decided.state)) cover.add(one.ref, one.subscriptionRef, decided.surplus)
  }
  const attempts = seen.checkouts.flatMap(({ ref, state }) => {
    const before = known.attempts.find((attempt) => attempt.ref === ref)
    return before && before.state !== state ? [{ ref, state }] : []
  })
  return { payments, left, attempts, state: decideIntent(known, payments, attempts) }
}

/**
 * What covers the intent so far. Of a thing paid once, the first payment; of one that repeats, all
 * the payments of the page that was paid first: another page paid as well began a second agreement,
 * and everything of it is surplus.
 */
function coverOf({ schedule, scopePaid, payments }: Known) {
  const covering = new Set<string>()
  const agreed = new Set<string>()
  const doubled = new Set<string>()
  const add = (ref: string, subscriptionRef: string | null, surplus: boolean) => {
    if (!surplus) covering.add(ref)
    if (subscriptionRef !== null) (surplus ? doubled : agreed).add(subscriptionRef)
  }
  for (const one of payments) {
    if (hasCome(one.state)) add(one.ref, one.subscriptionRef, one.surplus)
  }
  const isSurplus = ({ ref, checkoutRef, subscriptionRef }: PaymentSeen) => {
    const renews = schedule !== 'once' && checkoutRef === null
    if (renews) return doubled.has(subscriptionRef ?? '') && !agreed.has(subscriptionRef ?? '')
    return (schedule === 'once' && scopePaid) || [...covering].some((other) => other !== ref)
  }
  return { add, isSurplus }
}

/** Money that came does not become money to come: such a word is an old one, or a mistake. */
function goesBack(before: KnownPayment | undefined, state: PaymentState): boolean {
  if (!before || !hasCome(before.state) || hasCome(state)) return false
  return state !== 'failed' || before.state === 'disputed' || before.state === 'lost'
}

const oldestFirst = (one: PaymentSeen, other: PaymentSeen) =>
  (one.paidAt ?? one.initiatedAt).getTime() - (other.paidAt ?? other.initiatedAt).getTime() ||
  (one.ref < other.ref ? -1 : 1)

function decidePayment(
  before: KnownPayment | undefined,
  seen: PaymentSeen,
  isSurplus: boolean
): PaymentDecision {
  const refundedCents = Math.min(seen.grossCents, refunded(seen.refunds))
  const disputedCents = Math.min(seen.grossCents, disputed(seen.disputes))
  const state = stateOf(seen, refundedCents)
  const came = hasCome(state)
  const cameBefore = before !== undefined && hasCome(before.state)
  const surplus = before && cameBefore ? before.surplus : came && isSurplus
  const backCents = came ? Math.min(seen.grossCents, refundedCents + disputedCents) : 0
  const tells: PaymentDecision['tells'] = []
  if (came && !cameBefore) tells.push(surplus ? 'surplus' : 'paid')
  if (state === 'pending' && before?.state !== 'pending') tells.push('pending')
  const hoped = cameBefore || before?.state === 'pending'
  if ((state === 'failed' || state === 'canceled') && hoped) tells.push('failed')
  if (came && backCents !== (before?.backCents ?? 0)) tells.push('given_back')
  const cause = disputedCents > 0 ? 'dispute' : 'refund'
  return { seen, state, refundedCents, disputedCents, surplus, tells, cause, backCents }
}

function stateOf(seen: PaymentSeen, refundedCents: number): PaymentState {
  if (seen.state !== 'paid') return seen.state
  if (seen.disputes.some(({ state }) => state === 'open')) return 'disputed'
  if (seen.disputes.some(({ state }) => state === 'lost')) return 'lost'
  if (refundedCents >= seen.grossCents) return 'refunded'
  return refundedCents > 0 ? 'partially_refunded' : 'paid'
}

/** What is refunded or on its way back; a refund that failed is none. */
const refunded = (refunds: RefundSeen[]) =>
  refunds.reduce((sum, { state, amountCents }) => sum + (state === 'failed' ? 0 : amountCents), 0)

/** What banks hold or took back; a dispute that was won is none. */
const disputed = (disputes: DisputeSeen[]) =>
  disputes.reduce((sum, { state, amountCents }) => sum + (state === 'won' ? 0 : amountCents), 0)

function decideIntent(
  known: Known,
  decided: PaymentDecision[],
  changed: Decision['attempts']
): IntentState {
  const states = new Map(known.payments.map(({ ref, state }) => [ref, state]))
  for (const { seen, state } of decided) states.set(seen.ref, state)
  const payments = [...states.values()]
  if (payments.some(hasCome)) return 'paid'
  if (payments.includes('pending')) return 'processing'
  if (known.state === 'canceled') return 'canceled'
  // Paid once, and no more: it does not become payable again by itself.
  if (known.state === 'paid') return 'failed'
  const attempts = known.attempts.map(
    (one) => changed.find(({ ref }) => ref === one.ref)?.state ?? one.state
  )
  if (attempts.length === 0) return known.state
  if (attempts.some((state) => state === 'asked' || state === 'open')) return 'open'
  const failed = attempts.includes('failed') || payments.includes('failed')
  return failed || attempts.includes('complete') ? 'failed' : 'expired'
}
