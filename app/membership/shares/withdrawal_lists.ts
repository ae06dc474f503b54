import { dayLabel } from '#shared/date_label'
import { eurosLabel } from '#shared/euros'
import { prepared, type PreparedStatement } from '#shared/prepared'
import { dueOf } from './withdrawal_due.js'

const LIST = `with listed as (
    select w.id, w.member_id, w.shares, w.asked_at, coalesce(p.name, b.name) as name, b.number, b.person_id,
      d.accepted, d.reason, d.decided_at, d.decided_by_id, q.name as decider,
      r.amount_cents, r.loss_cents, r.refunded_at, share_holding(w.member_id)::int as held,
      ${dueOf('w.id')} as due_cents,
      (select min(m.counted_at) from share_movements m where m.withdrawal_id = w.id) as left_at
    from share_withdrawals w join members b on b.id = w.member_id left join people p on p.id = b.person_id
      left join share_withdrawal_decisions d on d.withdrawal_id = w.id
      left join people q on q.id = d.decided_by_id left join share_refunds r on r.withdrawal_id = w.id
  ), stands as (
    select l.*, case when refunded_at is not null then 'repaid' when left_at is not null then 'to_repay'
        when accepted is null then 'asked' when not accepted then 'refused'
        when held = 0 then 'void' else 'queued' end as state from listed l
  )
  select s.id, s.shares, s.name, s.number, s.person_id as "personId", s.state, s.reason, s.decider, s.held,
    s.asked_at as "askedAt", s.decided_at as "decidedAt", s.decided_by_id as "deciderId", s.left_at as "leftAt",
    s.refunded_at as "refundedAt", s.due_cents as "dueCents", s.amount_cents as "amountCents",
    s.loss_cents as "lossCents",
    count(*) filter (where s.state = 'queued') over (order by s.asked_at, s.id)::int as place
  from stands s`

// The place in the queue counts everyone's, so that it is numbered before a member's are chosen.
const OF_MEMBER = {
  name: 'membership.share_withdrawals_of',
  text: `select * from (${LIST}) a where id in (select id from share_withdrawals where member_id = $1)
    order by "askedAt" desc, id desc limit 100`,
}
const OPEN = {
  name: 'membership.share_withdrawals_open',
  text: `select * from (${LIST}) a where state in ('asked', 'queued', 'to_repay') order by "askedAt", id limit 200`,
}
const CLOSED = {
  name: 'membership.share_withdrawals_closed',
  text: `select * from (${LIST}) a where state in ('refused', 'repaid', 'void')
    order by coalesce("refundedAt", "decidedAt") desc, id desc limit 50`,
}

interface WithdrawalRow {
  id: number
  shares: number
  name: string
  number: number | null
  personId: number | null
  state: 'asked' | 'refused' | 'queued' | 'void' | 'to_repay' | 'repaid'
  reason: string | null
  decider: string | null
  held: number
  askedAt: Date
  decidedAt: Date | null
  deciderId: number | null
  leftAt: Date | null
  refundedAt: Date | null
  dueCents: number | null
  amountCents: number | null
  lossCents: number | null
  place: number
}

/** What a member asked back, latest first, with what came of it. */
export const withdrawalsOf = (memberId: number, locale: string) =>
  list(OF_MEMBER, [memberId], locale)

/** Those to decide, those that wait for the floor, those to repay; the order is that of asking. */
export const openWithdrawals = (locale: string) => list(OPEN, [], locale)

/** The latest that are done. */
export const closedWithdrawals = (locale: string) => list(CLOSED, [], locale)

async function list(statement: PreparedStatement, values: unknown[], locale: string) {
  const rows = await prepared<WithdrawalRow>(statement, values)
  return rows.map((row) => ({
    ...row,
    on: dayLabel(row.askedAt, locale),
    leftOn: row.leftAt && dayLabel(row.leftAt, locale),
    repaidOn: row.refundedAt && dayLabel(row.refundedAt, locale),
    due: eurosLabel(row.dueCents ?? 0, locale),
    amount: eurosLabel(row.amountCents ?? 0, locale),
    loss: row.lossCents ? eurosLabel(row.lossCents, locale) : null,
  }))
}
