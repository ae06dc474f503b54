import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#shared/clock'
import { prepared } from '#shared/prepared'
import { installId } from '../installation.js'
import type { ObjectRef, PayoutSeen, Provider, ProviderName } from '../provider.js'
import { applySeen } from './apply_seen.js'
import { ensureSubscription } from './ensure_subscription.js'
import { writeMovements } from './write_seen.js'

// Each time that this is overtaken another has got through: as many tries as may come at once.
const TRIES = 40

const INTENT_OF = {
  name: 'payments.intent_of',
  text: `select i.id, i.version from payment_intents i where i.id in (
      select intent_id from payment_attempts where provider = $1 and ref = $2
      union select intent_id from payments where provider = $1 and ref = $2
      union select intent_id from subscriptions where provider = $1 and ref = $2
      union select p.intent_id from refunds r join payments p on p.id = r.payment_id
             where r.provider = $1 and r.ref = $2
      union select p.intent_id from disputes d join payments p on p.id = d.payment_id
             where d.provider = $1 and d.ref = $2)`,
}

const VERSION = {
  name: 'payments.intent_version',
  text: 'select version from payment_intents where id = $1',
}

/**
 * Asks a provider about one of its objects and writes down the answer. Called alike by notices, the
 * return page, the reconciliation and the treasurer's button; `cause` says which. What fetches
 * before another has applied and comes after it is fetched again, so that an old word never wins.
 */
export async function syncObject(
  provider: Provider,
  object: ObjectRef,
  cause: string
): Promise<'applied' | 'not_ours'> {
  const [known] = await prepared<{ id: string; version: number }>(INTENT_OF, [
    provider.name,
    object.id,
  ])
  let version = known?.version
  let intentId = known?.id
  for (let time = 0; time < TRIES; time += 1) {
    const seen = await provider.fetch(object, await installId())
    if (seen.about === 'nothing_of_ours') return 'not_ours'
    if (seen.about === 'payout') {
      await applyPayout(provider.name, seen.payout)
      return 'applied'
    }
    if (version !== undefined && intentId === seen.intentId) {
      const applied = await applySeen(provider.name, seen, version, cause, clock.now())
      if (applied === 'not_ours') return applied
      if (applied === 'applied' && !(await ensureSubscription(provider, seen))) return applied
    }
    // Not known before it was fetched, or overtaken: its version is read, then it is fetched again.
    intentId = seen.intentId
    const [row] = await prepared<{ version: number }>(VERSION, [intentId])
    if (!row) return 'not_ours'
    version = row.version
  }
  throw new Error(`${provider.name} ${object.kind} ${object.id} is changed again and again`)
}

const PAYOUT = {
  name: 'payments.write_payout',
  text: `insert into payouts (provider, ref, amount_cents, state, arrives_on, created_at)
    values ($1, $2, $3, $4, $5, $6)
    on conflict (provider, ref) do update set state = excluded.state, arrives_on = excluded.arrives_on
    returning id`,
}

const PAYOUT_LINE = {
  name: 'payments.write_payout_line',
  text: `insert into payout_lines (payout_id, ref, kind, payment_id, gross_cents, fee_cents, net_cents)
    values ($1, $2, $3, (select id from payments where provider = $4 and ref = $5), $6, $7, $8)
    on conflict (payout_id, ref) do update set payment_id = coalesce(payout_lines.payment_id, excluded.payment_id)`,
}

/** A transfer from the provider to the bank, with the lines that make it. */
export async function applyPayout(
  provider: ProviderName,
  seen: PayoutSeen,
  within?: TransactionClientContract
): Promise<void> {
  const at = clock.now()
  const apply = async (transaction: TransactionClientContract) => {
    const { ref, amountCents, state, arrivesOn, createdAt } = seen
    const values = [provider, ref, amountCents, state, arrivesOn, createdAt]
    const [row] = await prepared<{ id: number }>(PAYOUT, values, transaction)
    if (!row) throw new Error(`The payout ${ref} could not be written`)
    for (const line of seen.lines) {
      const { grossCents, feeCents, netCents } = line
      await prepared(
        PAYOUT_LINE,
        [row.id, line.ref, line.kind, provider, line.paymentRef, grossCents, feeCents, netCents],
        transaction
      )
    }
    await writeMovements(seen.movements, null, { provider, at, transaction })
  }
  await (within ? apply(within) : db.transaction(apply))
}
