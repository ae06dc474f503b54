import logger from '@adonisjs/core/services/logger'
import { clock } from '#shared/clock'
import { parisDay } from '#shared/paris'
import { prepared } from '#shared/prepared'
import { applyPayout, syncObject } from '../applying/sync_object.js'
import { openAttempt } from '../paying/open_attempt.js'
import type { ObjectRef, Provider } from '../provider.js'
import { providersInUse } from '../providers.js'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** So many objects that could not be read, and the rest waits for the next time. */
const MOST_FAILURES = 5

/** What a reconciliation found and did. */
export interface Reconciled {
  looked: number
  ours: number
  payouts: number
  failed: string[]
}

const UNSETTLED = {
  name: 'payments.unsettled',
  text: `select 'checkout' as kind, a.ref as id from payment_attempts a
      join payment_intents i on i.id = a.intent_id
     where a.provider = $1 and a.ref is not null and a.state = 'open' and a.created_at < $2
    union
    select 'payment', ref from payments
     where provider = $1 and state = 'pending' and fetched_at < $3
    union
    select 'payment', p.ref from payments p
     where p.provider = $1 and p.fetched_at < $3 and p.state not in ('failed', 'canceled')
       and (exists (select from refunds r where r.payment_id = p.id and r.state = 'pending')
         or exists (select from disputes d where d.payment_id = p.id and d.state = 'open'))
    union
    select 'payment', ref from payments
     where provider = $1 and fee_cents is null and state not in ('pending', 'failed', 'canceled')
       and fetched_at < $4 and paid_at > $5
    union
    select 'subscription', ref from subscriptions
     where provider = $1 and state not in ('ended', 'lapsed') and fetched_at < $3
       and (next_charge_on is null or next_charge_on < $6)
    limit 1000`,
}

// The provider may have opened the page and the answer been lost: the same key finds it again.
const LOST = {
  name: 'payments.lost_attempts',
  text: `select a.intent_id as "intentId" from payment_attempts a
      join payment_intents i on i.id = a.intent_id
     where a.provider = $1 and a.ref is null and a.state = 'asked' and i.state = 'open'
       and a.created_at between $2 and $3 limit 200`,
}

const CURSOR = {
  name: 'payments.cursor',
  text: `select cursor from provider_cursors where provider = $1 and name = 'changes'`,
}

const MOVE_CURSOR = {
  name: 'payments.move_cursor',
  text: `insert into provider_cursors (provider, name, cursor, moved_at) values ($1, 'changes', $2, $3)
    on conflict (provider, name) do update set cursor = excluded.cursor, moved_at = excluded.moved_at`,
}

/**
 * Asks a provider what its notices did not say: pages left open, debits on their way, next days that
 * passed, fees that came late, everything that changed since last time, and what went to the bank.
 */
export async function reconcile(provider: Provider, at: Date): Promise<Reconciled> {
  const found: Reconciled = { looked: 0, ours: 0, payouts: 0, failed: [] }
  const ago = (milliseconds: number) => new Date(at.getTime() - milliseconds)
  const looks = new Map<string, boolean>()
  // What fails is said and does not stop the rest.
  const attempt = async (name: string, does: () => Promise<void>) => {
    try {
      await does()
      return true
    } catch (error) {
      found.failed.push(`${name}: ${error instanceof Error ? error.message : 'unknown'}`)
      return false
    }
  }
  const look = async (object: ObjectRef) => {
    const name = `${object.kind} ${object.id}`
    const before = looks.get(name)
    if (before !== undefined) return before
    found.looked += 1
    const isRead = await attempt(name, async () => {
      if ((await syncObject(provider, object, 'reconcile')) === 'applied') found.ours += 1
    })
    looks.set(name, isRead)
    return isRead
  }
  const lost = await prepared<{ intentId: string }>(LOST, [
    provider.name,
    ago(DAY),
    ago(10 * MINUTE),
  ])
  for (const { intentId } of lost) {
    await attempt(
      `intent ${intentId}`,
      async () => void (await openAttempt(intentId, provider, at))
    )
  }
  const unsettled = await prepared<ObjectRef>(UNSETTLED, [
    provider.name,
    ago(10 * MINUTE),
    ago(DAY),
    ago(HOUR),
    ago(14 * DAY),
    parisDay(ago(DAY)),
  ])
  for (const object of unsettled) await look(object)
  await attempt('changes', () => lookAtChanges(provider, at, look))
  await attempt('payouts', async () => {
    for await (const payout of provider.listPayouts(ago(30 * DAY))) {
      await applyPayout(provider.name, payout)
      found.payouts += 1
    }
  })
  return found
}

/** Every provider in use, by the clock. */
export async function reconcileAll(): Promise<void> {
  for (const provider of await providersInUse()) {
    const { failed } = await reconcile(provider, clock.now())
    if (failed.length > 0) logger.error({ provider: provider.name, failed }, 'not reconciled')
  }
}

async function lookAtChanges(
  provider: Provider,
  at: Date,
  look: (object: ObjectRef) => Promise<boolean>
) {
  const [kept] = await prepared<{ cursor: string }>(CURSOR, [provider.name])
  let reached: string | null = kept?.cursor ?? null
  let failures = 0
  for await (const { object, cursor } of provider.listChangedSince(kept?.cursor ?? null, at)) {
    if (!(await look(object))) failures += 1
    // What could not be read is read again next time: the cursor stays before it. One object that
    // never can be hides nothing of what came after it; a line that is down ends the walk.
    if (failures >= MOST_FAILURES) break
    if (failures === 0) reached = cursor
  }
  if (reached !== null) await prepared(MOVE_CURSOR, [provider.name, reached, at])
}
