import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import logger from '@adonisjs/core/services/logger'
import { prepared } from '#shared/prepared'
import { tell } from '#shared/wiring/events'
import type { GivenBackTold, PaymentTold, SubscriptionTold } from '../payment_events.js'
import { PaymentIntent } from '../payment_intent.js'
import type { PaymentSeen, ProviderName, Seen } from '../provider.js'
import { othersOfScope, withdrawOthers } from '../scope.js'
import { decide, hasCome, type IntentState, type PaymentDecision } from './decide.js'
import { lockIntent, type LockedIntent } from './known.js'
import { mayMove } from './moves.js'
import {
  writeDisputes,
  writeMovements,
  writePayment,
  writeRefunds,
  writeSubscription,
  type Writing,
} from './write_seen.js'

export type SeenOfIntent = Extract<Seen, { about: 'intent' }>

/** `overtaken`: something else was applied since this was fetched, which must be fetched again. */
export type Applied = 'applied' | 'overtaken' | 'not_ours'

/**
 * Writes what a provider says of an intent, and tells what changed, in one transaction. `version`
 * is the intent's as it was before the provider was asked.
 */
export async function applySeen(
  provider: ProviderName,
  seen: SeenOfIntent,
  version: number,
  cause: string,
  at: Date,
  within?: TransactionClientContract
): Promise<Applied> {
  const apply = async (transaction: TransactionClientContract): Promise<Applied> => {
    const intent = await lockIntent(seen.intentId, transaction)
    if (!intent) return 'not_ours'
    if (intent.version !== version) return 'overtaken'
    const writing: Writing = { provider, intentId: intent.id, cause, at, transaction }
    const subscriptionIds = await applySubscription(intent, seen, writing)
    const decision = decide(intent.known, seen)
    const told: Array<() => Promise<void>> = []
    const came = new Set(
      intent.known.payments.flatMap(({ ref, state }) => (hasCome(state) ? [ref] : []))
    )
    // Oldest first: several may be seen at once, and one of them began what repeats.
    for (const decided of decision.payments) {
      const first = [...came].every((ref) => ref === decided.seen.ref)
      told.push(...(await applyPayment(intent, { ...decided, first }, subscriptionIds, writing)))
      if (hasCome(decided.state)) came.add(decided.seen.ref)
    }
    for (const one of decision.left) await leaveAside(intent, one, writing)
    for (const { ref, state } of decision.attempts) {
      await prepared(ATTEMPT, [provider, ref, state], transaction)
    }
    await moveIntent(intent, decision.state, writing)
    // Told last: whoever listens finds every row as it will stand.
    for (const say of told) await say()
    await tell({ name: 'payments.applied', at, intentId: intent.id }, transaction)
    return 'applied'
  }
  return within ? apply(within) : db.transaction(apply)
}

const ATTEMPT = {
  name: 'payments.move_attempt',
  text: 'update payment_attempts set state = $3 where provider = $1 and ref = $2',
}

const INTENT = {
  name: 'payments.move_intent',
  text: `update payment_intents set version = version + 1,
      state_cause = case when state <> $2 then $3 else state_cause end,
      state_at = case when state <> $2 then $4 else state_at end, state = $2 where id = $1`,
}

async function moveIntent(intent: LockedIntent, to: IntentState, writing: Writing) {
  const { transaction, cause, at } = writing
  const { state } = intent.known
  const moves =
    (await mayMove('intent', state, to, transaction)) && (await hasRoom(intent, to, writing))
  await prepared(INTENT, [intent.id, moves ? to : state, cause, at], transaction)
}

/**
 * Of one thing, one intent is open or on its way. What is being paid takes the place of what only
 * might be; the payments of two that are both being paid say the rest.
 */
async function hasRoom(intent: LockedIntent, to: IntentState, writing: Writing): Promise<boolean> {
  const { id, scopeKey, known } = intent
  if (scopeKey === null || known.state === to) return true
  const { transaction, at } = writing
  if (to === 'processing' || to === 'paid') {
    await withdrawOthers(scopeKey, id, 'paid_elsewhere', at, transaction)
  }
  if (to !== 'open' && to !== 'processing') return true
  const others = await othersOfScope(scopeKey, id, transaction)
  return !others.open && !others.onItsWay
}

/** Its state stays as it was, but each cent that moved is written down all the same. */
async function leaveAside(intent: LockedIntent, seen: PaymentSeen, writing: Writing) {
  const from = intent.known.payments.find(({ ref }) => ref === seen.ref)?.state
  logger.error({ payment: seen.ref, from, to: seen.state }, 'illegal move')
  await writeMovements(seen.movements, intent.paymentIds.get(seen.ref) ?? null, writing)
}

async function applyPayment(
  intent: LockedIntent,
  decided: PaymentDecision & { first: boolean },
  subscriptionIds: Map<string, number>,
  writing: Writing
): Promise<Array<() => Promise<void>>> {
  const { seen } = decided
  const { transaction } = writing
  const before = intent.known.payments.find(({ ref }) => ref === seen.ref)
  if (before && !(await mayMove('payment', before.state, decided.state, transaction))) {
    await leaveAside(intent, seen, writing)
    return []
  }
  const own = subscriptionIds.get(seen.subscriptionRef ?? '') ?? null
  const paymentId = await writePayment(decided, own, writing)
  await writeRefunds(seen.refunds, paymentId, writing)
  await writeDisputes(seen.disputes, paymentId, writing)
  await writeMovements(seen.movements, paymentId, writing)
  if (decided.tells.length === 0) return []
  const told = await toldOf(intent, decided, { paymentId, own, first: decided.first }, writing)
  return decided.tells.map((name) => () => {
    const { backCents, cause } = decided
    const back = { backCents, cause, disputed: decided.state === 'disputed' }
    const event = name === 'given_back' ? { ...told, ...back } : told
    return tell({ ...(event as GivenBackTold), name: `payments.${name}` }, transaction)
  })
}

async function toldOf(
  intent: LockedIntent,
  { seen }: PaymentDecision,
  facts: { paymentId: number; own: number | null; first: boolean },
  { provider, at, transaction }: Writing
): Promise<PaymentTold> {
  return {
    at,
    paymentId: facts.paymentId,
    intentId: intent.id,
    personId: intent.personId,
    payerName: intent.payerName,
    payerEmail: intent.payerEmail,
    locale: intent.locale,
    lines: await PaymentIntent.lines(intent.id, transaction),
    grossCents: seen.grossCents,
    paidAt: seen.paidAt,
    initiatedAt: seen.initiatedAt,
    subscriptionId: facts.own,
    first: facts.first,
    provider,
  }
}

/** Writes what is said of the recurring payment; gives the rows of all that the intent has. */
async function applySubscription(
  intent: LockedIntent,
  { subscription: seen }: SeenOfIntent,
  writing: Writing
): Promise<Map<string, number>> {
  const ids = new Map([...intent.subscriptions].map(([ref, { id }]) => [ref, id]))
  if (!seen) return ids
  const { transaction, at } = writing
  const before = intent.subscriptions.get(seen.ref) ?? null
  if (before && !(await mayMove('subscription', before.state, seen.state, transaction))) {
    logger.error({ subscription: seen.ref, from: before.state, to: seen.state }, 'illegal move')
    return ids
  }
  const id = await writeSubscription(seen, writing)
  ids.set(seen.ref, id)
  const same =
    before?.state === seen.state &&
    before.amountCents === seen.amountCents &&
    before.nextChargeOn === seen.nextChargeOn
  if (same) return ids
  const told: SubscriptionTold = {
    at,
    subscriptionId: id,
    intentId: intent.id,
    personId: intent.personId,
    payerEmail: intent.payerEmail,
    locale: intent.locale,
    state: seen.state,
    fromState: before?.state ?? null,
    amountCents: seen.amountCents,
    nextChargeOn: seen.nextChargeOn,
    failureCount: seen.failureCount,
    lines: await PaymentIntent.lines(intent.id, transaction),
  }
  await tell({ ...told, name: 'payments.subscription_changed' }, transaction)
  return ids
}
