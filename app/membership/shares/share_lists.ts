import { dayLabel } from '#shared/date_label'
import { eurosLabel } from '#shared/euros'
import { prepared } from '#shared/prepared'
import { quarterOf, restOf } from './share_amounts.js'

interface FormRow {
  id: number
  shares: number
  shareCents: number
  signedAt: Date
  paidCents: number
  held: number
  counted: boolean
  intentId: string
  intentState: string
}

const FORMS = {
  name: 'membership.share_forms',
  text: `select s.id, s.shares, s.share_cents as "shareCents", s.signed_at as "signedAt",
      (select coalesce(sum(amount_cents), 0)::bigint from share_money where subscription_id = s.id) as "paidCents",
      (select coalesce(sum(shares), 0)::int from share_movements where subscription_id = s.id) as held,
      exists (select from share_money where subscription_id = s.id) as counted,
      i.id as "intentId", i.state as "intentState"
    from share_subscriptions s
      join lateral (select i.id, i.state from payment_lines l join payment_intents i on i.id = l.intent_id
        where l.kind = 'share' and l.subject_id = s.id order by i.created_at desc, i.state = 'open' desc limit 1) i on true
    where s.member_id = $1 order by s.signed_at desc, s.id desc limit 100`,
}

/** The forms that someone signed, latest first; those never paid and replaced since are left out. */
export async function formsOf(memberId: number, locale: string) {
  const rows = await prepared<FormRow>(FORMS, [memberId])
  return rows
    .map((row) => ({
      ...row,
      state: stateOf(row),
      on: dayLabel(row.signedAt, locale),
      total: eurosLabel(row.shares * row.shareCents, locale),
      paid: eurosLabel(row.paidCents, locale),
      rest: eurosLabel(restOf(row), locale),
      dueOn: dayLabel(inFiveYears(row.signedAt), locale),
    }))
    .filter(({ state }) => state !== 'not_paid')
}

/** What is not paid with the form is paid within five years (loi du 10 septembre 1947, art. 12). */
function inFiveYears(day: Date): Date {
  const later = new Date(day)
  later.setUTCFullYear(later.getUTCFullYear() + 5)
  return later
}

function stateOf({ shares, shareCents, paidCents, held, counted, intentState }: FormRow) {
  if (!counted) {
    if (intentState === 'processing') return 'on_its_way'
    return intentState === 'open' ? 'open' : 'not_paid'
  }
  if (paidCents < quarterOf(shares, shareCents)) return 'taken_back'
  if (held === 0) return 'withdrawn'
  if (paidCents >= shares * shareCents) return 'paid'
  return intentState === 'processing' ? 'rest_on_its_way' : 'partly'
}

const MOVEMENTS = {
  name: 'membership.share_movements_of',
  text: `select m.cause, m.shares, m.shares * s.share_cents as cents, m.counted_at as at,
      sum(m.shares) over (order by m.id)::int as held
    from share_movements m join share_subscriptions s on s.id = m.subscription_id
    where s.member_id = $1 order by m.id desc limit 200`,
}

/** Each share that came and went, latest first: a member's page of the register of movements. */
export async function movementsOf(memberId: number, locale: string) {
  const rows = await prepared<{
    cause: string
    shares: number
    cents: number
    at: Date
    held: number
  }>(MOVEMENTS, [memberId])
  return rows.map((row) => ({
    ...row,
    on: dayLabel(row.at, locale),
    count: Math.abs(row.shares),
    value: eurosLabel(Math.abs(row.cents), locale),
  }))
}
