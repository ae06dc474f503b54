import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'

/** A cent that moved on an account of ours, signed; and on which one. */
export interface MovementFact {
  fact: 'movement'
  id: number
  paymentId: number | null
  at: Date
  kind: string
  provider: string
  ref: string
  /** How cash or a cheque came, or how it was given back; null for a provider's own account. */
  way: 'cash' | 'cheque' | 'transfer' | null
  cents: number
  occurredAt: Date
}

/** What of a payment counts for a member's dues or shares, signed, in cents. */
export interface MemberFact {
  fact: 'coverage' | 'share_money'
  id: number
  paymentId: number
  at: Date
  member: string
  cents: number
}

export interface GiftFact {
  fact: 'gift_money'
  id: number
  paymentId: number
  at: Date
  campaignId: number | null
  cents: number
}

/** Shares issued or taken back at their nominal value, in cents; signed. */
export interface SharesFact {
  fact: 'shares'
  id: number
  paymentId: null
  at: Date
  member: string
  cents: number
  withdrawn: boolean
}

export interface ShareRefundFact {
  fact: 'share_refund'
  id: number
  paymentId: null
  at: Date
  member: string
  cents: number
  lossCents: number
}

export interface InKindFact {
  fact: 'in_kind'
  id: number
  paymentId: null
  at: Date
  nature: 'goods' | 'services' | 'volunteering' | 'loan'
  cents: number
}

export interface ChequeDepositFact {
  fact: 'cheque_deposit'
  id: number
  paymentId: null
  at: Date
  cents: number
}

export type Fact =
  | MovementFact
  | MemberFact
  | GiftFact
  | SharesFact
  | ShareRefundFact
  | InKindFact
  | ChequeDepositFact

const MEMBER = `case when m.number is null then 'C' || lpad(m.id::text, greatest(6, length(m.id::text)), '0')
  else 'M' || lpad(m.number::text, greatest(6, length(m.number::text)), '0') end`

// A comparison is not always made after the one before it: what is no number is none.
const numberIn = (text: string) =>
  `(case when ${text} ~ '^[0-9]{1,18}$' then (${text})::bigint end)`

const READ: Record<Fact['fact'], string> = {
  movement: `select f.kind, f.provider, f.ref, f.amount_cents as cents, f.occurred_at as "occurredAt",
      case when f.provider <> 'cash_cheque' and h.way is null then null
        else coalesce(h.way, (select r.kind from offline_receipts r
          where f.provider = 'cash_cheque' and r.id = ${numberIn("split_part(f.ref, '/', 2)")})) end as way
    from money_movements f
    left join hand_refunds h on f.kind = 'refund' and f.provider in ('cash_cheque', 'transfer')
      and h.refund_id = ${numberIn("split_part(f.ref, '/refund-', 2)")}
    where f.id = w.id`,
  coverage: `select ${MEMBER} as member, f.amount_cents as cents from period_coverage f
    join membership_periods p on p.id = f.period_id join members m on m.id = p.member_id where f.id = w.id`,
  share_money: `select ${MEMBER} as member, f.amount_cents as cents from share_money f
    join share_subscriptions s on s.id = f.subscription_id join members m on m.id = s.member_id where f.id = w.id`,
  gift_money: `select f.campaign_id as "campaignId", f.amount_cents as cents from gift_money f where f.id = w.id`,
  shares: `select ${MEMBER} as member, f.shares * s.share_cents as cents, f.cause = 'withdrawn' as withdrawn
    from share_movements f join share_subscriptions s on s.id = f.subscription_id
    join members m on m.id = s.member_id where f.id = w.id`,
  share_refund: `select ${MEMBER} as member, f.amount_cents as cents, f.loss_cents as "lossCents"
    from share_refunds f join share_withdrawals s on s.id = f.withdrawal_id
    join members m on m.id = s.member_id where f.withdrawal_id = w.id`,
  in_kind: `select g.nature, case when f.accepted then g.value_cents else 0 end as cents
    from gift_in_kind_decisions f join gifts_in_kind g on g.id = f.gift_in_kind_id where f.gift_in_kind_id = w.id`,
  cheque_deposit: `select coalesce(sum(r.amount_cents), 0)::bigint as cents from cheque_deposit_lines l
    join offline_receipts r on r.id = l.receipt_id where l.deposit_id = w.id`,
}

/** Facts that wait, held until the transaction ends. */
const TAKE = {
  payments: {
    name: 'treasury.take_facts_of_intent',
    text: `select fact, id, payment_id as "paymentId", at from ledger_waiting
      where payment_id in (select id from payments where intent_id = $1) for update`,
  },
  all: {
    name: 'treasury.take_facts',
    text: `select fact, id, payment_id as "paymentId", at from ledger_waiting w where at <= coalesce(
        (select at from ledger_waiting order by at offset $1 limit 1), 'infinity')
      order by at for update skip locked`,
  },
}

const WRITTEN = {
  name: 'treasury.facts_written',
  text: `delete from ledger_waiting where (fact, id) in
    (select fact, id from unnest($1::text[], $2::bigint[]) f(fact, id))`,
}

/** Takes facts off the list: their entries are written. */
export function factsWritten(
  facts: readonly Fact[],
  transaction: TransactionClientContract
): Promise<unknown> {
  const columns = [facts.map(({ fact }) => fact), facts.map(({ id }) => id)]
  return prepared(WRITTEN, columns, transaction)
}

interface Taken {
  fact: Fact['fact']
  id: number
  paymentId: number | null
  at: Date
}

/** What waits of one intent's payments, held. */
export async function takeFactsOfIntent(
  intentId: string,
  transaction: TransactionClientContract
): Promise<Fact[]> {
  return read(await prepared<Taken>(TAKE.payments, [intentId], transaction), transaction)
}

/** What waits, held, the oldest first: about so many facts, and all those of their instants. */
export async function takeFacts(
  most: number,
  transaction: TransactionClientContract
): Promise<Fact[]> {
  return read(await prepared<Taken>(TAKE.all, [most], transaction), transaction)
}

async function read(taken: Taken[], transaction: TransactionClientContract): Promise<Fact[]> {
  const facts: Fact[] = []
  for (const [fact, text] of Object.entries(READ)) {
    const own = taken.filter((one) => one.fact === fact)
    if (own.length === 0) continue
    const statement = {
      name: `treasury.read_${fact}`,
      text: `select w.id, f.* from unnest($1::bigint[]) w(id), lateral (${text}) f`,
    }
    const rows = await prepared<{ id: number }>(statement, [own.map(({ id }) => id)], transaction)
    const said = new Map(rows.map((row) => [row.id, row]))
    for (const one of own) facts.push({ ...one, ...said.get(one.id) } as Fact)
  }
  return facts
}
