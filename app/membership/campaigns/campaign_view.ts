import { dayOfParis } from '#shared/date_label'
import { eurosLabel } from '#shared/euros'
import { parisDay } from '#shared/paris'
import { prepared } from '#shared/prepared'
import { plainTextHtml } from '#organisation/plain_text_html'
import type { Outcome } from './campaign_outcome.js'

interface CampaignRow {
  id: number
  slug: string
  titleFr: string
  titleEn: string
  textFr: string
  textEn: string
  goalCents: number
  startsOn: string
  endsOn: string
  missedGoal: string
  collectedCents: number
  givers: number
  pendingCents: number
  outcome: Outcome | null
  closedCents: number | null
  closedAt: Date | null
  closedByPerson: boolean
  closingReason: string | null
}

const SELECT = `select c.id, c.slug, c.title_fr as "titleFr", c.title_en as "titleEn", c.text_fr as "textFr",
    c.text_en as "textEn", c.goal_cents as "goalCents", c.starts_on as "startsOn", c.ends_on as "endsOn",
    c.missed_goal as "missedGoal", m.cents as "collectedCents", m.givers,
    case when d.campaign_id is not null then 0 else (
      select coalesce(sum(l.amount_cents), 0)::bigint from gifts g
        join payment_lines l on l.kind = 'gift' and l.subject_id = g.id
        join payments p on p.intent_id = l.intent_id and p.state = 'pending'
       where g.campaign_id = c.id) end as "pendingCents",
    d.outcome, d.collected_cents as "closedCents", d.closed_at as "closedAt",
    d.closed_by_id is not null as "closedByPerson", d.reason as "closingReason"
  from campaigns c left join campaign_closings d on d.campaign_id = c.id
  cross join lateral (
    select coalesce(sum(g.cents), 0)::bigint as cents, (count(*) filter (where g.cents > 0))::int as givers
      from (select gift_id, sum(amount_cents) as cents from gift_money
             where campaign_id = c.id group by gift_id) g
  ) m`

const ONE = {
  name: 'membership.campaign_by_slug',
  text: `${SELECT} where c.slug = $1`,
}

const RUNNING = {
  name: 'membership.running_campaigns',
  text: `${SELECT} where d.campaign_id is null and c.starts_on <= $1 and c.ends_on >= $1
    order by c.ends_on, c.id`,
}

const ENDED = {
  name: 'membership.ended_campaigns',
  text: `${SELECT} where d.campaign_id is not null or c.ends_on < $1 order by c.ends_on desc, c.id desc limit 12`,
}

/** A campaign as a page shows it. */
export interface CampaignView {
  id: number
  slug: string
  title: string
  textHtml: string
  /** 0 to 1 and more. */
  full: number
  collected: string
  goal: string
  /** What is on its way and not in the gauge yet; null for nothing. */
  pending: string | null
  givers: number
  ends: string
  missedGoal: string
  state: 'running' | 'counting' | 'closed'
  outcome: Outcome | null
  closedOn: string | null
  /** Why someone closed it before its last day; empty when the clock did. */
  closingReason: string
}

export async function runningCampaigns(at: Date, locale: string): Promise<CampaignView[]> {
  const rows = await prepared<CampaignRow>(RUNNING, [parisDay(at)])
  return rows.map((row) => viewOf(row, at, locale))
}

/** Those that are over, the latest first. */
export async function endedCampaigns(at: Date, locale: string): Promise<CampaignView[]> {
  const rows = await prepared<CampaignRow>(ENDED, [parisDay(at)])
  return rows.map((row) => viewOf(row, at, locale))
}

export async function campaignView(
  slug: string,
  at: Date,
  locale: string
): Promise<CampaignView | null> {
  const [row] = await prepared<CampaignRow>(ONE, [slug])
  return row ? viewOf(row, at, locale) : null
}

function viewOf(row: CampaignRow, at: Date, locale: string): CampaignView {
  const choose = (fr: string, en: string) => (locale === 'en' ? en || fr : fr || en)
  // What a closed campaign had collected: its money may since have gone on, as it had promised.
  const cents = row.closedCents ?? row.collectedCents
  const over = row.endsOn < parisDay(at)
  return {
    id: row.id,
    slug: row.slug,
    title: choose(row.titleFr, row.titleEn),
    textHtml: plainTextHtml(choose(row.textFr, row.textEn)),
    full: cents / row.goalCents,
    collected: eurosLabel(cents, locale),
    goal: eurosLabel(row.goalCents, locale),
    pending: row.pendingCents > 0 ? eurosLabel(row.pendingCents, locale) : null,
    givers: row.givers,
    ends: dayOfParis(row.endsOn, locale),
    missedGoal: row.missedGoal,
    state: row.outcome ? 'closed' : over ? 'counting' : 'running',
    outcome: row.outcome,
    closedOn: row.closedAt && dayOfParis(parisDay(row.closedAt), locale),
    closingReason: row.closedByPerson ? (row.closingReason ?? '') : '',
  }
}
