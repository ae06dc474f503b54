import { currentBook } from '#rulebook/rule_book'
import { dayOfParis } from '#shared/date_label'
import { eurosLabel } from '#shared/euros'
import { parisDay } from '#shared/paris'
import { prepared } from '#shared/prepared'
import { splitInto } from '../dues/dues_amounts.js'
import { periodsOf } from '../dues/member_periods.js'
import { addMonths } from '../dues/periods.js'
import { owedBy } from '../dues/standing.js'

interface HistoryRow {
  id: number
  planName: string
  from: string
  to: string | null
  dueCents: number
  paidCents: number
  pendingCents: number
  cancelled: boolean
  source: string
}

const HISTORY = {
  name: 'membership.history',
  text: `select p.id, p.plan_name as "planName", p.from_on as "from", p.to_on as "to", p.due_cents as "dueCents",
      p.source, p.cancelled_at is not null as cancelled,
      (select coalesce(sum(c.amount_cents), 0)::bigint from period_coverage c where c.period_id = p.id) as "paidCents",
      (select coalesce(sum(l.expected_cents), 0)::bigint from period_payments l join payments y on y.id = l.payment_id
        where l.period_id = p.id and y.state = 'pending') as "pendingCents"
    from membership_periods p
    where p.member_id = $1 and (p.cancelled_at is null
      or exists (select from period_coverage c where c.period_id = p.id))
    order by p.from_on desc, p.id desc`,
}

/** What one has belonged for, newest first; those never paid left out. */
export async function historyOf(memberId: number, locale: string) {
  const rows = await prepared<HistoryRow>(HISTORY, [memberId])
  return rows.map((row) => ({
    plan: row.planName,
    from: dayOfParis(row.from, locale),
    to: row.to && dayOfParis(row.to, locale),
    paid: eurosLabel(row.paidCents, locale),
    due: eurosLabel(row.dueCents, locale),
    state: stateOf(row),
  }))
}

/** The next part of dues paid in several, for whoever ordered them; null when all is there. */
export async function partToPay(memberId: number, personId: number, at: Date, locale: string) {
  const day = parisDay(at)
  const open = (await periodsOf(memberId)).find(
    (one) => one.instalments > 1 && one.paidCents > 0 && one.paidCents < one.dueCents
  )
  if (!open?.orderId || open.pendingCents > 0) return null
  const [own] = await prepared<{ id: number }>(
    {
      name: 'membership.own_order',
      text: 'select id from dues_orders where id = $1 and payer_id = $2',
    },
    [open.orderId, personId]
  )
  if (!own) return null
  const parts = splitInto(open.dueCents, open.instalments)
  let reached = 0
  const paid = parts.filter((part) => (reached += part) <= open.paidCents).length
  const book = await currentBook(at)
  const dueOn = addMonths(open.askedOn, paid)
  return {
    orderId: own.id,
    number: paid + 1,
    of: open.instalments,
    amount: eurosLabel(parts[paid] ?? 0, locale),
    dueOn: dayOfParis(dueOn, locale),
    late: dueOn < day,
    closes: open.paidCents < owedBy(open, day, book.value('dues.grace_days')),
  }
}

function stateOf({ source, cancelled, dueCents, paidCents, pendingCents }: HistoryRow): string {
  if (cancelled) return 'given_back'
  if (source !== 'payment') return source
  if (pendingCents > 0) return 'pending'
  if (paidCents >= dueCents) return 'paid'
  return paidCents > 0 ? 'partly' : 'given_back'
}
