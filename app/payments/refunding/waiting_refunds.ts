import { prepared } from '#shared/prepared'

/** A refund that lacks a signature, or that someone is to make by hand. Cents. */
export interface WaitingRefund {
  id: number
  paymentId: number
  payerName: string
  amountCents: number
  reason: string
  askedBy: string | null
  askedById: number | null
  /** Asked by whoever is to have it. */
  byPayer: boolean
  /** Who paid, where it is someone known. */
  payerId: number | null
  /** No provider can make it. */
  byHand: boolean
  /** How the money had come: its means, in the provider's words or ours. */
  provider: string
  askedAt: Date
  signedBy: number[]
  /** How many more have to sign. */
  missing: number
}

const COLUMNS = `r.id, r.payment_id as "paymentId", i.payer_name as "payerName",
    r.amount_cents as "amountCents", r.reason, a.name as "askedBy", r.asked_by_id as "askedById",
    r.by_payer as "byPayer", i.person_id as "payerId", r.provider in ('transfer', 'cash_cheque') as "byHand", r.provider,
    r.asked_at as "askedAt", s.people as "signedBy", r.signatures_needed - cardinality(s.people) as missing
  from refunds r join payments p on p.id = r.payment_id join payment_intents i on i.id = p.intent_id
  left join people a on a.id = r.asked_by_id
  cross join lateral (select array(select person_id::int from refund_signatures where refund_id = r.id) as people) s`

const WAITING = {
  name: 'payments.waiting_refunds',
  text: `select ${COLUMNS} where r.state = 'asked' and ($1::bigint is null or r.id = $1)
     and r.signatures_needed > cardinality(s.people) order by r.id`,
}

const TO_MAKE = {
  name: 'payments.refunds_to_make',
  text: `select ${COLUMNS} where r.state = 'asked' and r.provider in ('transfer', 'cash_cheque')
     and p.state in ('paid', 'partially_refunded') and r.signatures_needed <= cardinality(s.people)
     and not exists (select from hand_refunds h where h.refund_id = r.id) order by r.id`,
}

/** Refunds that wait for another person, oldest first. */
export function waitingRefunds(): Promise<WaitingRefund[]> {
  return prepared<WaitingRefund>(WAITING, [null])
}

/** Refunds that are signed and that only a person can make, oldest first. */
export function refundsToMake(): Promise<WaitingRefund[]> {
  return prepared<WaitingRefund>(TO_MAKE, [])
}

export async function waitingRefund(id: number): Promise<WaitingRefund | null> {
  const [one] = await prepared<WaitingRefund>(WAITING, [id])
  return one ?? null
}

export async function refundExists(id: number): Promise<boolean> {
  const known = { name: 'payments.refund_exists', text: 'select from refunds where id = $1' }
  return (await prepared(known, [id])).length > 0
}
