import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'
import type { AttemptState, IntentState, Known, KnownPayment } from './decide.js'

/** An intent locked for the length of a transaction, with what hangs on it. */
export interface LockedIntent {
  id: string
  version: number
  personId: number | null
  payerName: string
  payerEmail: string | null
  locale: 'fr' | 'en'
  known: Known
  /** Rows by the provider's reference. */
  paymentIds: Map<string, number>
  subscription: KnownSubscription | null
}

export interface KnownSubscription {
  id: number
  ref: string
  state: string
  amountCents: number
  nextChargeOn: string | null
}

interface IntentRow {
  id: string
  version: number
  person_id: number | null
  payer_name: string
  payer_email: string | null
  locale: 'fr' | 'en'
  schedule: Known['schedule']
  scope_key: string | null
  state: IntentState
}

const SCOPE = {
  name: 'payments.scope',
  text: 'select scope_key from payment_intents where id = $1',
}

// Two tabs may pay two intents of one thing at once: the scope is what is locked.
const LOCK_SCOPE = {
  name: 'payments.lock_scope',
  text: 'select pg_advisory_xact_lock(hashtextextended($1, 0))',
}

const LOCK = {
  name: 'payments.lock_intent',
  text: `select id, version, person_id, payer_name, payer_email, locale, schedule, scope_key, state
    from payment_intents where id = $1 for update`,
}

const ATTEMPTS = {
  name: 'payments.known_attempts',
  text: 'select ref, state from payment_attempts where intent_id = $1 order by n',
}

const PAYMENTS = {
  name: 'payments.known_payments',
  text: `select id, ref, state, fee_cents as "feeCents", surplus,
      case when state in ('paid', 'partially_refunded', 'refunded', 'disputed', 'lost')
           then least(gross_cents, refunded_cents + disputed_cents) else 0 end as "backCents"
    from payments where intent_id = $1 order by id`,
}

const SUBSCRIPTION = {
  name: 'payments.known_subscription',
  text: `select id, ref, state, amount_cents as "amountCents", next_charge_on as "nextChargeOn"
    from subscriptions where intent_id = $1 order by id desc limit 1`,
}

const SCOPE_PAID = {
  name: 'payments.scope_paid',
  text: `select from payment_intents i join payments p on p.intent_id = i.id
   where i.scope_key = $1 and i.id <> $2 and not p.surplus
     and p.state in ('paid', 'partially_refunded', 'disputed') limit 1`,
}

/** Locks an intent (and the thing it pays for) and reads what is known of it; null when there is none. */
export async function lockIntent(
  id: string,
  transaction: TransactionClientContract
): Promise<LockedIntent | null> {
  const [scope] = await prepared<{ scope_key: string | null }>(SCOPE, [id], transaction)
  if (!scope) return null
  await prepared(LOCK_SCOPE, [scope.scope_key ?? id], transaction)
  const [row] = await prepared<IntentRow>(LOCK, [id], transaction)
  if (!row) return null
  const attempts = await prepared<{ ref: string | null; state: AttemptState }>(
    ATTEMPTS,
    [id],
    transaction
  )
  const payments = await prepared<KnownPayment & { id: number }>(PAYMENTS, [id], transaction)
  const [subscription] = await prepared<KnownSubscription>(SUBSCRIPTION, [id], transaction)
  const scopePaid =
    row.scope_key !== null &&
    (await prepared(SCOPE_PAID, [row.scope_key, id], transaction)).length > 0
  return {
    id: row.id,
    version: row.version,
    personId: row.person_id,
    payerName: row.payer_name,
    payerEmail: row.payer_email,
    locale: row.locale,
    known: { schedule: row.schedule, state: row.state, attempts, payments, scopePaid },
    paymentIds: new Map(payments.map((one) => [one.ref, one.id])),
    subscription: subscription ?? null,
  }
}
