import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { enqueue } from '#shared/jobs/queue'
import { prepared } from '#shared/prepared'
import { done, refused, type Result } from '#shared/result'

export const MAKE_REFUND = 'make_refund'

/** Money that is to go back. Cents; `key` names it for ever: the same key is one refund. */
export interface RefundAsked {
  paymentId: number
  amountCents: number
  reason: string
  /** Null when a rule asks for it, and nobody. */
  askedById: number | null
  /** Asked by whoever is to have it, who then does not sign. */
  byPayer?: boolean
  key: string
}

export type RefundRefusal = 'not_paid' | 'disputed' | 'nothing_left' | 'too_much'

interface PaymentRow {
  provider: string
  state: string
  gross_cents: number
  back_cents: number
  /** Whether whoever asks is the one that paid. */
  own: boolean
}

/** Apart from the reading: a statement that has waited for the lock still sums what it saw before. */
export const LOCK_PAYMENT = {
  name: 'payments.lock_payment',
  text: 'select from payments where id = $1 for update',
}

const PAYMENT = {
  name: 'payments.payment_to_refund',
  text: `select p.provider, p.state, p.gross_cents, i.person_id is not null and i.person_id = $2 as own,
      (select coalesce(sum(r.amount_cents), 0)::bigint from refunds r
        where r.payment_id = p.id and r.state <> 'failed') as back_cents
    from payments p join payment_intents i on i.id = p.intent_id where p.id = $1`,
}

const KNOWN = {
  name: 'payments.refund_by_key',
  text: 'select id from refunds where idempotency_key = $1',
}

const ASK = {
  name: 'payments.ask_refund',
  text: `insert into refunds (payment_id, provider, amount_cents, state, reason, asked_by_id,
      idempotency_key, asked_at, signatures_needed, by_payer)
    values ($1, $2, $3, 'asked', $4, $5, $6, $7, $8, $9) returning id`,
}

/**
 * Writes down that money is to go back, with the key that the provider will hear: a second click is
 * the same refund. From `twoSignaturesFrom` cents on, with what goes back of the payment already, it
 * waits for a second person's signature; a refund that a rule asks for needs none, nor does a smaller
 * one that the payer may choose; one made by hand always takes two. Nobody signs for money of their own.
 */
export async function askRefund(
  asked: RefundAsked,
  twoSignaturesFrom: number,
  at: Date,
  within?: TransactionClientContract
): Promise<Result<{ refundId: number; waits: boolean }, RefundRefusal>> {
  const write = async (transaction: TransactionClientContract) => {
    const { paymentId, amountCents, reason, askedById, byPayer = false, key } = asked
    await prepared(LOCK_PAYMENT, [paymentId], transaction)
    const [payment] = await prepared<PaymentRow>(PAYMENT, [paymentId, askedById], transaction)
    if (!payment) return refused('not_paid' as const)
    const signatures = signaturesFor(asked, payment, twoSignaturesFrom)
    const signs = askedById !== null && !byPayer && !payment.own
    const waits = signatures > (signs ? 1 : 0)
    const [known] = await prepared<{ id: number }>(KNOWN, [key], transaction)
    if (known) return done({ refundId: known.id, waits })
    const refusal = refusalOf(payment, amountCents)
    if (refusal) return refused(refusal)
    const values = [
      paymentId,
      payment.provider,
      amountCents,
      reason,
      askedById,
      key,
      at,
      signatures,
      byPayer,
    ]
    const [row] = await prepared<{ id: number }>(ASK, values, transaction)
    if (!row) throw new Error(`The refund of ${paymentId} could not be written`)
    if (signs) await prepared(SIGN, [row.id, askedById, at], transaction)
    if (!waits) await enqueueRefund(row.id, transaction)
    return done({ refundId: row.id, waits })
  }
  return within ? write(within) : db.transaction(write)
}

/** Whether no provider can give money back that came this way. */
export function isByHand(provider: string): boolean {
  return provider === 'transfer' || provider === 'cash_cheque'
}

function signaturesFor(
  { askedById, byPayer, amountCents }: RefundAsked,
  { provider, back_cents: backCents }: PaymentRow,
  twoSignaturesFrom: number
): 0 | 1 | 2 {
  if (isByHand(provider)) return 2
  if (askedById === null) return 0
  // With what went before: several small ones are a large one.
  if (backCents + amountCents >= twoSignaturesFrom) return 2
  return byPayer ? 0 : 1
}

function refusalOf(payment: PaymentRow, amountCents: number): RefundRefusal | null {
  if (payment.state === 'disputed' || payment.state === 'lost') return 'disputed'
  if (payment.state === 'refunded') return 'nothing_left'
  if (payment.state !== 'paid' && payment.state !== 'partially_refunded') return 'not_paid'
  const left = payment.gross_cents - payment.back_cents
  if (left <= 0) return 'nothing_left'
  return amountCents > left ? 'too_much' : null
}

const SIGN = {
  name: 'payments.sign_refund',
  text: `insert into refund_signatures (refund_id, person_id, signed_at) values ($1, $2, $3)
    on conflict do nothing`,
}

/** Apart from the reading, as above: who waits then sees the signature that was waited for. */
export const LOCK_REFUND = {
  name: 'payments.lock_refund',
  text: 'select from refunds where id = $1 for update',
}

const STANDS = {
  name: 'payments.refund_stands',
  text: `select r.signatures_needed as needed, r.state, r.provider,
      coalesce(r.by_payer and r.asked_by_id = $2, false) or coalesce(i.person_id = $2, false) as own,
      (select count(*)::int from refund_signatures s where s.refund_id = r.id) as signed
    from refunds r join payments p on p.id = r.payment_id join payment_intents i on i.id = p.intent_id
    where r.id = $1`,
}

/** Another person signs; once there are enough signatures the money goes back. */
export async function signRefund(
  refundId: number,
  personId: number,
  at: Date
): Promise<Result<null, 'gone' | 'already_signed' | 'own'>> {
  return db.transaction(async (transaction) => {
    await prepared(LOCK_REFUND, [refundId], transaction)
    const [before] = await prepared<Stands>(STANDS, [refundId, personId], transaction)
    if (before?.state !== 'asked') return refused('gone')
    if (before.own) return refused('own')
    await prepared(SIGN, [refundId, personId, at], transaction)
    const [after] = await prepared<Stands>(STANDS, [refundId, personId], transaction)
    if (!after || after.signed === before.signed) return refused('already_signed')
    const complete = after.signed >= after.needed
    if (complete && !isByHand(after.provider)) await enqueueRefund(refundId, transaction)
    return done(null)
  })
}

interface Stands {
  needed: number
  signed: number
  state: string
  provider: string
  own: boolean
}

/** One at a time per refund; it is tried again until the provider has answered. */
export function enqueueRefund(refundId: number, transaction: TransactionClientContract) {
  return enqueue(MAKE_REFUND, { refundId }, transaction, { key: `refund:${refundId}` })
}
