import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'
import { lockScope, othersOfScope } from '../scope.js'
import type { AttemptState, IntentState, Known, KnownPayment } from './decide.js'

/** An intent locked for the length of a transaction, with what hangs on it. */
export interface LockedIntent {
  id: string
  version: number
  scopeKey: string | null
  personId: number | null
  payerName: string
  payerEmail: string | null
  locale: 'fr' | 'en'
  known: Known
  /** Rows by the provider's reference. */
  paymentIds: Map<string, number>
  subscriptions: Map<string, KnownSubscription>
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
  state: IntentState
}

const LOCK = {
  name: 'payments.lock_intent',
  text: `select id, version, person_id, payer_name, payer_email, locale, schedule, state
    from payment_intents where id = $1 for update`,
}

const ATTEMPTS = {
  name: 'payments.known_attempts',
  text: 'select ref, state from payment_attempts where intent_id = $1 order by n',
}

const PAYMENTS = {
  name: 'payments.known_payments',
  text: `select id, ref, state, fee_cents as "feeCents", surplus,
      (select s.ref from subscriptions s where s.id = payments.subscription_id) as "subscriptionRef",
      case when state in ('paid', 'partially_refunded', 'refunded', 'disputed', 'lost')
           then least(gross_cents, refunded_cents + disputed_cents) else 0 end as "backCents"
    from payments where intent_id = $1 order by id`,
}

const SUBSCRIPTIONS = {
  name: 'payments.known_subscriptions',
  text: `select id, ref, state, amount_cents as "amountCents", next_charge_on as "nextChargeOn"
    from subscriptions where intent_id = $1 order by id`,
}

/** Locks an intent (and the thing it pays for) and reads what is known of it; null when there is none. */
export async function lockIntent(
  id: string,
  transaction: TransactionClientContract
): Promise<LockedIntent | null> {
  const scopeKey = await lockScope(id, transaction)
  const [row] = await prepared<IntentRow>(LOCK, [id], transaction)
  if (!row) return null
  const attempts = await prepared<{ ref: string | null; state: AttemptState }>(
    ATTEMPTS,
    [id],
    transaction
  )
  const payments = await prepared<KnownPayment & { id: number }>(PAYMENTS, [id], transaction)
  const subscriptions = await prepared<KnownSubscription>(SUBSCRIPTIONS, [id], transaction)
  const { paid: scopePaid } = await othersOfScope(scopeKey, id, transaction)
  return {
    id: row.id,
    version: row.version,
    scopeKey,
    personId: row.person_id,
    payerName: row.payer_name,
    payerEmail: row.payer_email,
    locale: row.locale,
    known: { schedule: row.schedule, state: row.state, attempts, payments, scopePaid },
    paymentIds: new Map(payments.map((one) => [one.ref, one.id])),
    subscriptions: new Map(subscriptions.map((one) => [one.ref, one])),
  }
}
