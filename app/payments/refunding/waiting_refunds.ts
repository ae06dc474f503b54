import { prepared } from '#shared/prepared'

/** A refund that lacks a signature. Cents. */
export interface WaitingRefund {
  id: number
  paymentId: number
  payerName: string
  amountCents: number
  reason: string
  askedBy: string | null
  askedAt: Date
  signedBy: number[]
}

const WAITING = {
  name: 'payments.waiting_refunds',
  text: `select r.id, r.payment_id as "paymentId", i.payer_name as "payerName",
      r.amount_cents as "amountCents", r.reason, a.name as "askedBy", r.asked_at as "askedAt",
      array(select person_id::int from refund_signatures s where s.refund_id = r.id) as "signedBy"
    from refunds r join payments p on p.id = r.payment_id join payment_intents i on i.id = p.intent_id
    left join people a on a.id = r.asked_by_id
   where r.state = 'asked' and ($1::bigint is null or r.id = $1)
     and r.signatures_needed > (select count(*) from refund_signatures s where s.refund_id = r.id)
   order by r.id`,
}

/** Refunds that wait for a second person, oldest first. */
export function waitingRefunds(): Promise<WaitingRefund[]> {
  return prepared<WaitingRefund>(WAITING, [null])
}

export async function waitingRefund(id: number): Promise<WaitingRefund | null> {
  const [one] = await prepared<WaitingRefund>(WAITING, [id])
  return one ?? null
}
