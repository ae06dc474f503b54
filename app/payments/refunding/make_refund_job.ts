import db from '@adonisjs/lucid/services/db'
import { clock } from '#shared/clock'
import { prepared } from '#shared/prepared'
import { syncObject } from '../applying/sync_object.js'
import { ProviderRefused, type ProviderName, type RefundSeen } from '../provider.js'
import { providerOf } from '../providers.js'
import { enqueueRefund } from './ask_refund.js'

const REFUND = {
  name: 'payments.refund_to_make',
  text: `select r.id, r.provider, r.amount_cents, r.idempotency_key, r.asked_at, p.ref as payment_ref,
      p.state as payment_state
    from refunds r join payments p on p.id = r.payment_id
   where r.id = $1 and r.state = 'asked' and r.idempotency_key is not null
     and r.signatures_needed <= (select count(*) from refund_signatures s where s.refund_id = r.id)`,
}

// A notice may have been quicker than the answer, and have written it as if nobody here had asked.
const FORGET_TWIN = {
  name: 'payments.forget_refund_twin',
  text: `delete from refunds where provider = $1 and ref = $2 and id <> $3 and idempotency_key is null`,
}

// A dispute that was won since, or a job that was given up.
const UNMADE = {
  name: 'payments.unmade_refunds',
  text: `select r.id from refunds r join payments p on p.id = r.payment_id
   where r.state = 'asked' and r.idempotency_key is not null and r.asked_at < $1 and p.state <> 'disputed'
     and r.provider not in ('transfer', 'cash_cheque')
     and r.signatures_needed <= (select count(*) from refund_signatures s where s.refund_id = r.id)
   order by r.id limit 200`,
}

const ANSWERED = {
  name: 'payments.refund_answered',
  text: `update refunds set ref = $2, state = $3, done_at = case when $3 = 'done' then $4::timestamptz end
    where id = $1`,
}

const REFUSED = {
  name: 'payments.refund_refused',
  text: `update refunds set state = 'failed', refusal = $2 where id = $1 and state = 'asked'`,
}

interface ToMake {
  id: number
  provider: ProviderName
  amount_cents: number
  idempotency_key: string
  asked_at: Date
  payment_ref: string
  payment_state: string
}

/** From then on what was asked is looked for before it is asked again: providers forget keys. */
const LOOKED_FOR_AFTER = 3_600_000

/**
 * Asks the provider to give money back, with the key of the refund: what was done before a crash or
 * a lost answer is not done twice. A refusal is final and said; silence is asked again. While a bank
 * disputes the payment nothing leaves: it would go back twice.
 */
export async function makeRefund(payload: Record<string, unknown>): Promise<void> {
  const refund = await toMake(Number(payload.refundId))
  if (!refund || refund.payment_state === 'disputed') return
  const provider = providerOf(refund.provider)
  const { payment_ref: paymentRef, amount_cents: cents, idempotency_key: key } = refund
  try {
    if (refund.payment_state === 'lost')
      throw new ProviderRefused('disputed', 'the bank took it back')
    await answered(refund, await provider.refund(paymentRef, cents, key))
  } catch (error) {
    if (!(error instanceof ProviderRefused)) throw error
    await prepared(REFUSED, [refund.id, error.code])
  }
  await syncObject(provider, { kind: 'payment', id: paymentRef }, `refund:${refund.id}`)
}

async function toMake(id: number): Promise<ToMake | undefined> {
  const [refund] = await prepared<ToMake>(REFUND, [id])
  if (!refund || clock.now().getTime() - refund.asked_at.getTime() < LOOKED_FOR_AFTER) return refund
  const payment = { kind: 'payment' as const, id: refund.payment_ref }
  await syncObject(providerOf(refund.provider), payment, `refund:${id}`)
  const [after] = await prepared<ToMake>(REFUND, [id])
  return after
}

async function answered({ id, provider }: ToMake, { ref, state }: RefundSeen) {
  await db.transaction(async (transaction) => {
    await prepared(FORGET_TWIN, [provider, ref, id], transaction)
    await prepared(ANSWERED, [id, ref, state, clock.now()], transaction)
  })
}

/** Asks again for what should have gone back an hour ago and has not. Gives how many; run by the clock. */
export async function askForUnmadeRefunds(at: Date): Promise<number> {
  const unmade = await prepared<{ id: number }>(UNMADE, [new Date(at.getTime() - LOOKED_FOR_AFTER)])
  await db.transaction(async (transaction) => {
    for (const { id } of unmade) await enqueueRefund(id, transaction)
  })
  return unmade.length
}
