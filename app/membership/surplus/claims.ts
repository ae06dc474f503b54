import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { PaymentTold } from '#payments/payment_events'
import type { PaymentLine } from '#payments/payment_intent'
import { prepared } from '#shared/prepared'
import { leftOfSurplus, type Claimed } from './left_of_surplus.js'

/** A part of a payment that came once too often: of dues, or of a gift. */
export interface Claim extends Claimed {
  kind: 'dues' | 'gift'
  id: number
  /** Of dues: whose. */
  memberId: number | null
  /** The dues order or the gift that was paid again. */
  subjectId: number
  /** The gift that it became. */
  giftId: number | null
}

const CLAIMS = {
  name: 'membership.surplus_claims',
  text: `select 'dues' as kind, s.id, s.member_id as "memberId", s.order_id as "subjectId",
      s.amount_cents as "amountCents", c.choice, c.gift_id as "giftId"
    from dues_surplus s left join dues_surplus_choices c on c.surplus_id = s.id where s.payment_id = $1
    union all
    select 'gift', s.id, null, s.gift_id, s.amount_cents, c.choice, c.gift_id
    from gift_surplus s left join gift_surplus_choices c on c.surplus_id = s.id where s.payment_id = $1
    order by 1, 2`,
}

/** What of a payment came once too often, in a fixed order. */
export function claimsOf(
  paymentId: number,
  transaction?: TransactionClientContract
): Promise<Claim[]> {
  return prepared<Claim>(CLAIMS, [paymentId], transaction)
}

/**
 * The lines of a payment without what came once too often, and how many cents are there for them
 * when so much of the payment went back.
 */
export async function ordinaryOf(
  { paymentId, lines, grossCents }: PaymentTold,
  backCents: number,
  transaction: TransactionClientContract
): Promise<{ lines: PaymentLine[]; cents: number }> {
  const claims = await claimsOf(paymentId, transaction)
  const { backOfRest } = leftOfSurplus(claims, backCents)
  const twice = claims.reduce((sum, { amountCents }) => sum + amountCents, 0)
  return {
    lines: lines.map((line) => ({
      ...line,
      amountCents: Math.max(0, line.amountCents - claimedOf(line, claims)),
    })),
    cents: Math.max(0, grossCents - twice - backOfRest),
  }
}

function claimedOf({ kind, subjectId }: PaymentLine, claims: Claim[]): number {
  return claims.reduce(
    (sum, one) => (one.kind === kind && one.subjectId === subjectId ? sum + one.amountCents : sum),
    0
  )
}

const HOLD = {
  name: 'membership.hold_payment',
  text: 'select from payments where id = $1 for update',
}

// What is asked to go back counts as gone, so that it is not promised twice.
const STANDS = {
  name: 'membership.payment_stands',
  text: `select p.state, p.gross_cents as "grossCents", p.disputed_cents + greatest(p.refunded_cents,
      (select coalesce(sum(r.amount_cents), 0) from refunds r
        where r.payment_id = p.id and r.state <> 'failed'))::bigint as "backCents"
    from payments p where p.id = $1`,
}

/** Keeps a payment as it is until the transaction ends: choices about it are made one by one. */
export async function holdPayment(
  paymentId: number,
  transaction: TransactionClientContract
): Promise<void> {
  await prepared(HOLD, [paymentId], transaction)
}

/** What is still there to decide about, in cents, and whether it can go back now. */
export async function leftOf(
  paymentId: number,
  kind: Claim['kind'],
  id: number,
  transaction?: TransactionClientContract
): Promise<{ cents: number; chosen: boolean; mayGoBack: boolean }> {
  const [stands] = await prepared<{ state: string; grossCents: number; backCents: number }>(
    STANDS,
    [paymentId],
    transaction
  )
  const claims = await claimsOf(paymentId, transaction)
  const own = claims.findIndex((one) => one.kind === kind && one.id === id)
  const mayGoBack = stands?.state === 'paid' || stands?.state === 'partially_refunded'
  const isThere = stands !== undefined && (mayGoBack || stands.state === 'disputed')
  const { left } = leftOfSurplus(claims, isThere ? stands.backCents : Number.MAX_SAFE_INTEGER)
  const chosen = (claims[own]?.choice ?? null) !== null
  return { cents: left[own] ?? 0, chosen, mayGoBack }
}
