import db from '@adonisjs/lucid/services/db'
import { violates } from '#shared/constraint'
import { parisDay, parisInstant } from '#shared/paris'
import { prepared } from '#shared/prepared'
import { done, refused, type Result } from '#shared/result'
import { syncObject } from '../applying/sync_object.js'
import type { ProviderName } from '../provider.js'
import { providerOf } from '../providers.js'
import { LOCK_PAYMENT, LOCK_REFUND } from './ask_refund.js'

/** How money was given back: a transfer out, or cash against a receipt. */
export const WAYS = ['transfer', 'cash'] as const

export interface MadeByHand {
  way: (typeof WAYS)[number]
  /** A day of Europe/Paris. */
  madeOn: string
  /** Of the transfer, or the number of the receipt that was signed. */
  reference: string
}

export type ByHandRefusal = 'no_refund' | 'not_signed' | 'already' | 'gone' | 'day'

interface ToMake {
  paymentId: number
  provider: ProviderName
  ref: string
  amountCents: number
  state: string
  paymentState: string
  paidAt: Date | null
  signed: boolean
}

const REFUND = {
  name: 'payments.hand_refund_to_make',
  text: `select r.payment_id as "paymentId", r.provider, p.ref, r.amount_cents as "amountCents", r.state,
      p.state as "paymentState", p.paid_at as "paidAt",
      r.signatures_needed <= (select count(*) from refund_signatures s where s.refund_id = r.id) as signed
    from refunds r join payments p on p.id = r.payment_id
   where r.id = $1 and r.provider in ('transfer', 'cash_cheque')`,
}

const MAKE = {
  name: 'payments.make_hand_refund',
  text: `insert into hand_refunds (refund_id, payment_id, amount_cents, way, made_on, reference, made_by_id, made_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8)`,
}

const MADE = {
  name: 'payments.hand_refund_made',
  text: 'select from hand_refunds where refund_id = $1',
}

/**
 * Writes down that money was given back by hand, once, and applies it as a provider's refund would
 * be. The database refuses what two persons did not sign, and more than was paid.
 */
export async function makeByHand(
  refundId: number,
  made: MadeByHand,
  personId: number,
  at: Date
): Promise<Result<{ paymentId: number }, ByHandRefusal>> {
  const refund = await find(refundId)
  if (!refund) return refused('no_refund')
  const refusal = refusalOf(refund, made, at)
  if (refusal) return refused(refusal)
  const { paymentId, amountCents, provider, ref } = refund
  const { way, madeOn, reference } = made
  const values = [refundId, paymentId, amountCents, way, madeOn, reference, personId, at]
  const written = await write(paymentId, refundId, values)
  if (!written.ok) return written
  await syncObject(providerOf(provider), { kind: 'payment', id: ref }, `refund:${refundId}`)
  return done({ paymentId })
}

async function write(
  paymentId: number,
  refundId: number,
  values: unknown[]
): Promise<Result<null, ByHandRefusal>> {
  try {
    return await db.transaction(async (transaction) => {
      await prepared(LOCK_PAYMENT, [paymentId], transaction)
      if ((await prepared(MADE, [refundId], transaction)).length > 0) return refused('already')
      await prepared(MAKE, values, transaction)
      return done(null)
    })
  } catch (error) {
    if (violates(error, 'hand_refunds_are_asked')) return refused('gone')
    throw error
  }
}

function refusalOf(refund: ToMake, { madeOn }: MadeByHand, at: Date): ByHandRefusal | null {
  if (refund.state === 'done') return 'already'
  const isThere = refund.paymentState === 'paid' || refund.paymentState === 'partially_refunded'
  if (refund.state !== 'asked' || !isThere) return 'gone'
  if (!refund.signed) return 'not_signed'
  const isDay = parisInstant(madeOn, '12:00') !== null && madeOn <= parisDay(at)
  const paidOn = refund.paidAt ? parisDay(refund.paidAt) : madeOn
  return isDay && madeOn >= paidOn ? null : 'day'
}

async function find(id: number): Promise<ToMake | null> {
  const [refund] = await prepared<ToMake>(REFUND, [id])
  return refund ?? null
}

// What a rule or a payer asks for is theirs; what has left, or is leaving, cannot be called back.
const WITHDRAW = {
  name: 'payments.withdraw_refund',
  text: `update refunds r set state = 'failed', refusal = 'withdrawn'
    where r.id = $1 and r.state = 'asked' and r.asked_by_id is not null and not r.by_payer
      and not exists (select from hand_refunds h where h.refund_id = r.id)
      and (r.provider in ('transfer', 'cash_cheque')
           or r.signatures_needed > (select count(*) from refund_signatures s where s.refund_id = r.id))
    returning payment_id as "paymentId"`,
}

/** Takes back, before anything left, a refund that someone of the treasury asked for. */
export async function withdrawRefund(
  refundId: number,
  personId: number,
  at: Date
): Promise<Result<{ paymentId: number }, 'gone'>> {
  return db.transaction(async (transaction) => {
    const found = await transaction.from('refunds').where('id', refundId).first()
    if (!found) return refused('gone')
    await prepared(LOCK_PAYMENT, [found.payment_id], transaction)
    await prepared(LOCK_REFUND, [refundId], transaction)
    const [withdrawn] = await prepared<{ paymentId: number }>(WITHDRAW, [refundId], transaction)
    if (!withdrawn) return refused('gone')
    await transaction.table('refund_withdrawals').insert({
      ...{ refund_id: refundId, withdrawn_by_id: personId, withdrawn_at: at },
    })
    return done(withdrawn)
  })
}
