import { prepared } from '#shared/prepared'

/** What was done in a month of Niort; hours are medians, null when there is nothing to measure. */
export interface MonthOfModeration {
  /** `2026-03`. */
  month: string
  reports: number
  cases: number
  hoursToAcknowledge: number | null
  hoursToDecide: number | null
  dismissed: number
  notes: number
  labels: number
  hidden: number
  removed: number
  pauses: number
  exclusions: number
  emergencies: number
  appeals: number
  appealsDecided: number
  /** Those of them that took the decision back, or made it lighter. */
  appealsWon: number
  juries: number
  recipients: number | null
}

const MONTH = (column: string) => `to_char(${column} at time zone 'Europe/Paris', 'YYYY-MM')`
const HOURS = (to: string, from: string) => `extract(epoch from ${to} - ${from}) / 3600`
const ACTS = (act: string) => `count(*) filter (where d.act = '${act}')::integer`

const MONTHS = {
  name: 'moderation.months',
  text: `with issued as (
      select ${MONTH('i.issued_at')} as month, ${ACTS('dismiss')} as dismissed, ${ACTS('note')} as notes,
          ${ACTS('label')} as labels, ${ACTS('hide')} as hidden, ${ACTS('remove')} as removed, ${ACTS('pause')} as pauses,
          ${ACTS('propose_exclusion')} as exclusions,
          percentile_cont(0.5) within group (order by ${HOURS('i.issued_at', 'c.opened_at')}) as "hoursToDecide"
        from decision_issues i join decisions d on d.id = i.decision_id join cases c on c.id = d.case_id
       where d.appeal_id is null group by 1
    ), opened as (
      select ${MONTH('c.opened_at')} as month, count(*)::integer as cases,
          percentile_cont(0.5) within group (order by ${HOURS('l.first_at', 'c.opened_at')}) as "hoursToAcknowledge"
        from cases c left join lateral (select min(claimed_at) as first_at from case_claims where case_id = c.id) l on true
       group by 1
    ), reported as (select ${MONTH('sent_at')} as month, count(*)::integer as reports from reports group by 1
    ), urgent as (select ${MONTH('hidden_at')} as month, count(*)::integer as emergencies from case_emergencies group by 1
    ), lodged as (select ${MONTH('lodged_at')} as month, count(*)::integer as appeals from appeals group by 1
    ), answered as (
      select ${MONTH('decided_at')} as month, count(*)::integer as "appealsDecided",
          count(*) filter (where outcome <> 'upheld')::integer as "appealsWon" from appeal_outcomes group by 1
    ), drawn as (select ${MONTH('drawn_at')} as month, count(*)::integer as juries from juries group by 1
    ), counted as (select to_char(month, 'YYYY-MM') as month, accounts as recipients from monthly_recipients)
    select month, coalesce(reports, 0) as reports, coalesce(cases, 0) as cases, "hoursToAcknowledge", "hoursToDecide",
        coalesce(dismissed, 0) as dismissed, coalesce(notes, 0) as notes, coalesce(labels, 0) as labels,
        coalesce(hidden, 0) as hidden, coalesce(removed, 0) as removed, coalesce(pauses, 0) as pauses,
        coalesce(exclusions, 0) as exclusions, coalesce(emergencies, 0) as emergencies,
        coalesce(appeals, 0) as appeals, coalesce("appealsDecided", 0) as "appealsDecided",
        coalesce("appealsWon", 0) as "appealsWon", coalesce(juries, 0) as juries, recipients
      from opened full join issued using (month) full join reported using (month) full join urgent using (month)
      full join lodged using (month) full join answered using (month) full join drawn using (month)
      full join counted using (month)
     order by month desc`,
}

/** Month by month, the last first: what anyone can hold moderators to. */
export const moderationMonths = () => prepared<MonthOfModeration>(MONTHS, [])
