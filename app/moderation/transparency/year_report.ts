import { prepared } from '#shared/prepared'

/** One line of the yearly report: its part, what is counted, how many. */
export interface ReportLine {
  part:
    | 'orders'
    | 'notices'
    | 'own'
    | 'decisions'
    | 'complaints'
    | 'restrictions'
    | 'automated'
    | 'recipients'
  what: string
  value: number | null
}

const YEAR = `extract(year from %s at time zone 'Europe/Paris') = $1`
const inYear = (column: string) => YEAR.replace('%s', column)
const HOURS = (to: string, from: string) =>
  `round((percentile_cont(0.5) within group (order by extract(epoch from ${to} - ${from}) / 3600))::numeric, 1)::float8`

const REPORT = {
  name: 'moderation.year_report',
  text: `select 'orders' as part, 'received' as what, count(*)::float8 as value from cases where source = 'order' and ${inYear('opened_at')}
    union all select 'notices', r.breach, count(*) from reports r where ${inYear('r.sent_at')} group by r.breach
    union all select 'notices', 'hours_to_acknowledge', ${HOURS('l.claimed_at', 'c.opened_at')}
      from cases c join lateral (select claimed_at from case_claims where case_id = c.id order by id limit 1) l on true
     where c.source = 'report' and ${inYear('c.opened_at')}
    union all select 'own', c.breach, count(*) from cases c where c.source = 'own' and ${inYear('c.opened_at')} group by c.breach
    union all select 'decisions', d.act, count(*) from decisions d join decision_issues i on i.decision_id = d.id
     where ${inYear('i.issued_at')} group by d.act
    union all select 'decisions', 'hours_to_decide', ${HOURS('i.issued_at', 'c.opened_at')}
      from decisions d join decision_issues i on i.decision_id = d.id join cases c on c.id = d.case_id
     where d.appeal_id is null and ${inYear('i.issued_at')}
    union all select 'complaints', case when report_id is null then 'by_author' else 'by_reporter' end, count(*)
      from appeals where ${inYear('lodged_at')} group by 2
    union all select 'complaints', outcome, count(*) from appeal_outcomes where ${inYear('decided_at')} group by outcome
    union all select 'complaints', 'hours_to_answer', ${HOURS('o.decided_at', 'a.lodged_at')}
      from appeal_outcomes o join appeals a on a.id = o.appeal_id where ${inYear('o.decided_at')}
    union all select 'complaints', 'juries', count(*) from juries where ${inYear('drawn_at')}
    union all select 'restrictions', kind, count(*) from restrictions where ${inYear('starts_at')} group by kind
    union all select 'automated', 'held_for_a_known_photo', count(*) from cases where source = 'software' and ${inYear('opened_at')}
    union all select 'automated', 'decided_by_software', 0
    union all select 'recipients', 'monthly_average', round(avg(accounts)::numeric, 0)::float8 from monthly_recipients
     where extract(year from month) = $1`,
}

/**
 * The figures of a year as the law asks them of larger hosts (Regulation (EU) 2022/2065, art. 15 and 24):
 * given though a small body need not.
 */
export async function yearReport(year: number): Promise<ReportLine[]> {
  const rows = await prepared<ReportLine>(REPORT, [year])
  return rows.map(({ part, what, value }) => ({
    part,
    what,
    value: value === null ? null : Number(value),
  }))
}
