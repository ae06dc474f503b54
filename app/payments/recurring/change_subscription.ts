import db from '@adonisjs/lucid/services/db'
import { enqueue } from '#shared/jobs/queue'
import { prepared } from '#shared/prepared'
import { clock } from '#shared/clock'
import { done, refused, type Result } from '#shared/result'
import { syncObject } from '../applying/sync_object.js'
import { ProviderRefused, ProviderUnreachable, type ProviderName } from '../provider.js'
import { isProvider, providerOf } from '../providers.js'

export const CHANGE_SUBSCRIPTION = 'change_subscription'

/** What a person may do to their own recurring payment. Cents; days of Europe/Paris. */
export type SubscriptionChange =
  | { kind: 'amount'; amountCents: number }
  | { kind: 'pause'; until: string | null }
  | { kind: 'resume' }
  | { kind: 'cancel' }

export type ChangeRefusal = 'ended' | 'not_offered' | 'not_here' | 'same_amount' | 'refused'

interface ChangeRow {
  id: number
  kind: SubscriptionChange['kind']
  amount_cents: number | null
  until_on: string | null
  idempotency_key: string
  done_at: Date | null
  refusal: string | null
  provider: ProviderName
  ref: string
}

const LOCK = {
  name: 'payments.lock_subscription',
  text: 'select from subscriptions where id = $1 for update',
}

// What was asked and not yet done gives way to what is asked now: it must not come after.
const SUPERSEDE = {
  name: 'payments.supersede_subscription_changes',
  text: `update subscription_changes set refusal = 'superseded'
    where subscription_id = $1 and done_at is null and refusal is null
      and (kind, amount_cents, until_on) is distinct from ($2::text, $3::bigint, $4::date)`,
}

const PENDING = {
  name: 'payments.pending_subscription_change',
  text: `select id from subscription_changes
    where subscription_id = $1 and done_at is null and refusal is null`,
}

const ASK = {
  name: 'payments.ask_subscription_change',
  text: `insert into subscription_changes (subscription_id, kind, amount_cents, until_on, asked_by_id, idempotency_key, asked_at)
    select $1::bigint, $2, $3, $4, $5, 'sub:' || $1::bigint || ':' || $2::text || ':' ||
        (select count(*) from subscription_changes c where c.subscription_id = $1), $6
    returning id`,
}

const CHANGE = {
  name: 'payments.subscription_change',
  text: `select c.id, c.kind, c.amount_cents, c.until_on, c.idempotency_key, c.done_at, c.refusal, s.provider, s.ref
    from subscription_changes c join subscriptions s on s.id = c.subscription_id where c.id = $1`,
}

const DONE = {
  name: 'payments.subscription_change_done',
  text: 'update subscription_changes set done_at = $2 where id = $1',
}

const REFUSED = {
  name: 'payments.subscription_change_refused',
  text: 'update subscription_changes set refusal = $2 where id = $1',
}

/**
 * Writes the change down, then asks the provider for it. `later`: the provider did not answer and is
 * asked again by a job, with the same key.
 */
export async function changeSubscription(
  subscription: { id: number; state: string; amountCents: number; provider: ProviderName },
  change: SubscriptionChange,
  personId: number,
  at: Date
): Promise<Result<'done' | 'later', ChangeRefusal>> {
  if (['ended', 'lapsed'].includes(subscription.state)) return refused('ended')
  if (!isProvider(subscription.provider)) return refused('not_here')
  const { offers } = providerOf(subscription.provider)
  if ((change.kind === 'pause' || change.kind === 'resume') && !offers.pause) {
    return refused('not_offered')
  }
  const amount = change.kind === 'amount' ? change.amountCents : null
  if (amount === subscription.amountCents) return refused('same_amount')
  const until = change.kind === 'pause' ? change.until : null
  const changeId = await db.transaction(async (transaction) => {
    const asked = [subscription.id, change.kind, amount, until]
    await prepared(LOCK, [subscription.id], transaction)
    await prepared(SUPERSEDE, asked, transaction)
    const [same] = await prepared<{ id: number }>(PENDING, [subscription.id], transaction)
    const [row = same] = same
      ? []
      : await prepared<{ id: number }>(ASK, [...asked, personId, at], transaction)
    if (!row) throw new Error(`There is no subscription ${subscription.id}`)
    const options = { key: `change:${row.id}`, runAt: new Date(at.getTime() + 60_000) }
    await enqueue(CHANGE_SUBSCRIPTION, { changeId: row.id }, transaction, options)
    return row.id
  })
  try {
    return (await makeChange(changeId)) === 'refused' ? refused('refused') : done('done')
  } catch (error) {
    if (error instanceof ProviderUnreachable) return done('later')
    throw error
  }
}

/** What the job does a minute later, when the change is not done yet. */
export async function changeSubscriptionJob(payload: Record<string, unknown>): Promise<void> {
  await makeChange(Number(payload.changeId))
}

async function makeChange(changeId: number): Promise<'done' | 'refused'> {
  const [change] = await prepared<ChangeRow>(CHANGE, [changeId])
  if (!change) throw new Error(`There is no change ${changeId}`)
  if (change.done_at !== null) return 'done'
  if (change.refusal !== null) return 'refused'
  const provider = providerOf(change.provider)
  const { ref, idempotency_key: key } = change
  try {
    if (change.kind === 'amount') await provider.changeAmount(ref, change.amount_cents ?? 0, key)
    else if (change.kind === 'pause') await provider.pause(ref, change.until_on, key)
    else if (change.kind === 'resume') await provider.resume(ref, key)
    else await provider.cancel(ref, key)
  } catch (error) {
    if (!(error instanceof ProviderRefused)) throw error
    await prepared(REFUSED, [change.id, error.code])
    return 'refused'
  }
  await prepared(DONE, [change.id, clock.now()])
  await syncObject(provider, { kind: 'subscription', id: ref }, `change:${change.kind}`)
  return 'done'
}
