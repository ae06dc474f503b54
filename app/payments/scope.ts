import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { enqueue } from '#shared/jobs/queue'
import { prepared } from '#shared/prepared'

/** The job that closes a payment page which another has replaced. */
export const EXPIRE_CHECKOUT = 'expire_checkout'

const SCOPE = {
  name: 'payments.scope',
  text: 'select scope_key from payment_intents where id = $1',
}

const LOCK = {
  name: 'payments.lock_scope',
  text: 'select pg_advisory_xact_lock(hashtextextended($1, 0))',
}

const OTHERS = {
  name: 'payments.others_of_scope',
  text: `select coalesce(bool_or(i.state = 'open'), false) as open,
      coalesce(bool_or(i.state = 'processing'), false) as "onItsWay",
      coalesce(bool_or(exists (select from payments p where p.intent_id = i.id and not p.surplus
        and p.state in ('paid', 'partially_refunded', 'disputed'))), false) as paid
    from payment_intents i where i.scope_key = $1 and i.id <> $2`,
}

const WITHDRAW = {
  name: 'payments.withdraw_intents',
  text: `update payment_intents set state = 'canceled', state_cause = $3, state_at = $4, version = version + 1
    where scope_key = $1 and id <> $2 and state = 'open' returning id`,
}

const TRIED = {
  name: 'payments.tries_of',
  text: `select id from payment_attempts where intent_id = any($1) and state in ('asked', 'open')`,
}

/**
 * Locks the thing that an intent pays for: two tabs may pay two intents of one thing at once. Gives
 * its scope, null for an intent that is alone. Taken before the intent's own row, by everyone.
 */
export async function lockScope(
  intentId: string,
  transaction: TransactionClientContract
): Promise<string | null> {
  const [row] = await prepared<{ scope_key: string | null }>(SCOPE, [intentId], transaction)
  await lockScopeKey(row?.scope_key ?? intentId, transaction)
  return row?.scope_key ?? null
}

/** The same lock, by the scope's own name. */
export async function lockScopeKey(
  scopeKey: string,
  transaction: TransactionClientContract
): Promise<void> {
  await prepared(LOCK, [scopeKey], transaction)
}

/** What became of the other intents of the scope; nothing when there is no scope. */
export async function othersOfScope(
  scopeKey: string | null,
  intentId: string,
  transaction: TransactionClientContract
): Promise<{ open: boolean; onItsWay: boolean; paid: boolean }> {
  const [others] = await prepared<{ open: boolean; onItsWay: boolean; paid: boolean }>(
    OTHERS,
    [scopeKey, intentId],
    transaction
  )
  return others ?? { open: false, onItsWay: false, paid: false }
}

/**
 * Takes back the other open intents of the scope and has their pages closed, so that nobody pays
 * what another tab is paying.
 */
export async function withdrawOthers(
  scopeKey: string,
  intentId: string,
  cause: string,
  at: Date,
  transaction: TransactionClientContract
): Promise<void> {
  const withdrawn = await prepared<{ id: string }>(
    WITHDRAW,
    [scopeKey, intentId, cause, at],
    transaction
  )
  if (withdrawn.length === 0) return
  const tried = await prepared<{ id: number }>(TRIED, [withdrawn.map(({ id }) => id)], transaction)
  for (const { id } of tried) {
    await enqueue(EXPIRE_CHECKOUT, { attemptId: id }, transaction, { key: `expire_checkout:${id}` })
  }
}
