import { currentBook } from '#rulebook/rule_book'
import { parisDay } from '#shared/paris'
import { prepared } from '#shared/prepared'
import { standingOn, type CoveredPeriod, type Override, type Standing } from '../dues/standing.js'

/** An entry of the register with where it stands today. */
export interface RegisterEntry {
  id: number
  number: number | null
  kind: 'person' | 'organisation'
  name: string
  email: string | null
  representative: string
  college: string | null
  /** Held today, in a cooperative. */
  shares: number
  hasAccount: boolean
  enteredOn: string
  admittedOn: string | null
  planName: string
  standing: Standing
  provisional: boolean
  until: string | null
}

export interface RegisterFilters {
  words?: string | undefined
  standing?: Standing | 'voters' | undefined
  kind?: 'person' | 'organisation' | undefined
  college?: string | undefined
}

interface Row extends Omit<RegisterEntry, 'standing' | 'provisional' | 'until' | 'planName'> {
  periods: Array<CoveredPeriod & { planName: string }>
  overrides: Override[]
}

const ENTRIES = {
  name: 'membership.register',
  text: `select m.id, m.number, m.kind, coalesce(p.name, m.name) as name, coalesce(p.email, m.email) as email,
      m.representative, c.name as college, m.person_id is not null as "hasAccount",
      coalesce((select sum(v.shares) from share_subscriptions s join share_movements v on v.subscription_id = s.id
        where s.member_id = m.id), 0)::int as shares,
      m.entered_on as "enteredOn", m.admitted_on as "admittedOn",
      coalesce((select json_agg(json_build_object('from', t.from_on, 'to', t.to_on, 'dueCents', t.due_cents,
          'instalments', t.instalments, 'askedOn', t.asked_on, 'planName', t.plan_name,
          'paidCents', (select coalesce(sum(v.amount_cents), 0) from period_coverage v where v.period_id = t.id),
          'pendingCents', (select coalesce(sum(l.expected_cents), 0) from period_payments l
            join payments y on y.id = l.payment_id where l.period_id = t.id and y.state = 'pending')
        ) order by t.from_on) from membership_periods t where t.member_id = m.id and t.cancelled_at is null), '[]')
        as periods,
      coalesce((select json_agg(json_build_object('kind', o.kind, 'from', o.from_on, 'until', o.until_on))
        from standing_overrides o where o.member_id = m.id), '[]') as overrides
    from members m left join people p on p.id = m.person_id left join colleges c on c.id = m.college_id
    where ($1::text is null or coalesce(p.name, m.name) ilike $1 escape '\\' or coalesce(p.email, m.email) ilike $1 escape '\\'
        or m.representative ilike $1 escape '\\' or m.number::text = $2)
      and ($3::text is null or m.kind = $3) and ($4::text is null or c.name = $4)
      and ($5::bigint is null or m.id = $5)
    order by m.number nulls last, m.id`,
}

/** The register as it stands today, in the order of its numbers. */
export async function registerOf(filters: RegisterFilters, at: Date): Promise<RegisterEntry[]> {
  const { words, standing, kind, college } = filters
  const rows = await prepared<Row>(ENTRIES, [
    words ? `%${words.replaceAll(/[\\%_]/g, '\\$&')}%` : null,
    words ?? null,
    kind ?? null,
    college ?? null,
    null,
  ])
  const entries = await standings(rows, at)
  if (!standing) return entries
  return entries.filter((one) =>
    standing === 'voters'
      ? ['active', 'grace', 'exempt'].includes(one.standing)
      : one.standing === standing
  )
}

/** One entry; null when there is none. */
export async function registerEntry(id: number, at: Date): Promise<RegisterEntry | null> {
  const rows = await prepared<Row>(ENTRIES, [null, null, null, null, id])
  return (await standings(rows, at))[0] ?? null
}

async function standings(rows: Row[], at: Date): Promise<RegisterEntry[]> {
  const book = await currentBook(at)
  const facts = { today: parisDay(at), graceDays: book.value('dues.grace_days') }
  return rows.map(({ periods, overrides, ...entry }) => ({
    ...entry,
    ...standingOn({ ...facts, periods, overrides }),
    planName: periods.at(-1)?.planName ?? '',
  }))
}
