import { prepared } from '#shared/prepared'

/** Everything known of one payment. Amounts in cents. */
export interface PaymentFile {
  id: number
  intentId: string
  ref: string
  provider: string
  methodLabel: string
  mandateRef: string | null
  state: string
  failureCode: string | null
  surplus: boolean
  subscriptionId: number | null
  grossCents: number
  feeCents: number | null
  refundedCents: number
  disputedCents: number
  initiatedAt: Date
  paidAt: Date | null
  fetchedAt: Date
  personId: number | null
  payerName: string
  payerEmail: string | null
  lines: Array<{ kind: string; amount_cents: number }>
}

/** A change of state, with what caused it. */
export interface Transition {
  subject: 'intent' | 'payment' | 'subscription'
  fromState: string | null
  toState: string
  cause: string
  at: Date
}

export interface FiledRefund {
  id: number
  amountCents: number
  state: 'asked' | 'pending' | 'done' | 'failed'
  reason: string
  askedBy: string | null
  askedAt: Date
  /** Asked here: by someone, or by a rule. */
  ours: boolean
  byPayer: boolean
  signed: boolean
  /** Why it came to nothing: `withdrawn`, or a provider's word. */
  refusal: string | null
  /** Set once it was made by hand. */
  way: 'transfer' | 'cash' | null
  madeOn: string | null
  reference: string | null
}

export interface FiledDispute {
  amountCents: number
  feeCents: number
  state: 'open' | 'won' | 'lost'
  reason: string
  openedAt: Date
}

export interface FiledMovement {
  kind: string
  amountCents: number
  occurredAt: Date
}

const PAYMENT = {
  name: 'payments.desk_payment',
  text: `select p.id, p.intent_id as "intentId", p.ref, p.provider, p.method_label as "methodLabel",
      p.mandate_ref as "mandateRef", p.state, p.failure_code as "failureCode", p.surplus,
      p.subscription_id as "subscriptionId", p.gross_cents as "grossCents",
      p.fee_cents as "feeCents", p.refunded_cents as "refundedCents",
      p.disputed_cents as "disputedCents", p.initiated_at as "initiatedAt", p.paid_at as "paidAt",
      p.fetched_at as "fetchedAt", i.person_id as "personId", i.payer_name as "payerName",
      i.payer_email as "payerEmail",
      (select json_agg(json_build_object('kind', l.kind, 'amount_cents', l.amount_cents) order by l.position)
         from payment_lines l where l.intent_id = i.id) as lines
    from payments p join payment_intents i on i.id = p.intent_id where p.id = $1`,
}

/** Of the payment, and of what it was paid for. */
const TRANSITIONS = {
  name: 'payments.desk_transitions',
  text: `select subject, from_state as "fromState", to_state as "toState", cause, at
    from payment_transitions
   where intent_id = $1 and (payment_id is null or payment_id = $2) order by at, id`,
}

const REFUNDS = {
  name: 'payments.desk_refunds',
  text: `select r.id, r.amount_cents as "amountCents", r.state, r.reason, a.name as "askedBy",
      r.asked_at as "askedAt", r.idempotency_key is not null as ours, r.by_payer as "byPayer",
      r.signatures_needed <= (select count(*) from refund_signatures s where s.refund_id = r.id) as signed,
      r.refusal,
      h.way, to_char(h.made_on, 'YYYY-MM-DD') as "madeOn", h.reference
    from refunds r left join people a on a.id = r.asked_by_id
    left join hand_refunds h on h.refund_id = r.id where r.payment_id = $1 order by r.id`,
}

const DISPUTES = {
  name: 'payments.desk_disputes',
  text: `select amount_cents as "amountCents", fee_cents as "feeCents", state, reason,
      opened_at as "openedAt" from disputes where payment_id = $1 order by id`,
}

const MOVEMENTS = {
  name: 'payments.desk_movements',
  text: `select kind, amount_cents as "amountCents", occurred_at as "occurredAt"
    from money_movements where payment_id = $1 order by occurred_at, id`,
}

/** A payment with its history, what went back, and each cent that moved for it; null when unknown. */
export async function paymentFile(id: number) {
  const [payment] = await prepared<PaymentFile>(PAYMENT, [id])
  if (!payment) return null
  const [transitions, refunds, disputes, movements] = await Promise.all([
    prepared<Transition>(TRANSITIONS, [payment.intentId, id]),
    prepared<FiledRefund>(REFUNDS, [id]),
    prepared<FiledDispute>(DISPUTES, [id]),
    prepared<FiledMovement>(MOVEMENTS, [id]),
  ])
  return { payment, transitions, refunds, disputes, movements }
}
