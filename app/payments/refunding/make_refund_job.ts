import db from '@adonisjs/lucid/services/db'
import { clock } from '#shared/clock'
import { prepared } from '#shared/prepared'
import { syncObject } from '../applying/sync_object.js'
import { ProviderRefused, type ProviderName, type RefundSeen } from '../provider.js'
import { providerOf } from '../providers.js'

const REFUND = {
  name: 'payments.refund_to_make',
  text: `select r.id, r.provider, r.amount_cents, r.idempotency_key, p.ref as payment_ref
    from refunds r join payments p on p.id = r.payment_id
   where r.id = $1 and r.state = 'asked' and r.idempotency_key is not null
     and r.signatures_needed <= (select count(*) from refund_signatures s where s.refund_id = r.id)`,
}

// A notice may have been quicker than the answer, and have written it as if nobody here had asked.
const FORGET_TWIN = {
  name: 'payments.forget_refund_twin',
  text: `delete from refunds where provider = $1 and ref = $2 and id <> $3 and idempotency_key is null`,
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
  payment_ref: string
}

/**
 * Asks the provider to give money back, with the key of the refund: what was done before a crash or
 * a lost answer is not done twice. A refusal is final and said; silence is asked again.
 */
export async function makeRefund(payload: Record<string, unknown>): Promise<void> {
  const [refund] = await prepared<ToMake>(REFUND, [Number(payload.refundId)])
  if (!refund) return
  const provider = providerOf(refund.provider)
  const { payment_ref: paymentRef, amount_cents: cents, idempotency_key: key } = refund
  try {
    await answered(refund, await provider.refund(paymentRef, cents, key))
  } catch (error) {
    if (!(error instanceof ProviderRefused)) throw error
    await prepared(REFUSED, [refund.id, error.code])
  }
  await syncObject(provider, { kind: 'payment', id: paymentRef }, `refund:${refund.id}`)
}

async function answered({ id, provider }: ToMake, { ref, state }: RefundSeen) {
  await db.transaction(async (transaction) => {
    await prepared(FORGET_TWIN, [provider, ref, id], transaction)
    await prepared(ANSWERED, [id, ref, state, clock.now()], transaction)
  })
}
