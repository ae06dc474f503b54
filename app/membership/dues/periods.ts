/** How the time that dues pay for is counted. */
export type PeriodKind = 'civil_year' | 'rolling_year' | 'month' | 'lifetime'

/** Days of Europe/Paris, both included, as `2026-03-29`; `to` is null for life. */
export interface Span {
  from: string
  to: string | null
}

/** A period already there, as the next one needs to know it. */
export interface Followed extends Span {
  kind: PeriodKind
  /** The day of the month on which its months and years begin: 31 stays 31 through February. */
  anchorDay: number
}

export interface Next extends Span {
  anchorDay: number
}

export interface PeriodTerms {
  kind: PeriodKind
  /** The day of the payment. */
  today: string
  graceDays: number
  /** Whoever joins on that day of the civil year, or later in it, pays for the next one too. */
  rollOver: { month: number; day: number }
}

/**
 * The period that dues paid today are for, after the last one there is: early, it begins the day
 * after that one ends; late but inside the grace, too; later, today, and the gap stays. Null when
 * the last one has no end. It is never empty, never over already, and never overlaps the last one.
 */
export function nextPeriod(terms: PeriodTerms, last: Followed | null): Next | null {
  if (last && last.to === null) return null
  const following = last?.to && terms.today <= addDays(last.to, terms.graceDays)
  if (last?.to && following) {
    const after = spanFrom(addDays(last.to, 1), terms, last)
    if (after.to === null || after.to >= terms.today) return after
  }
  return spanFrom(terms.today, terms, null)
}

function spanFrom(from: string, { kind, rollOver }: PeriodTerms, last: Followed | null): Next {
  const { year, month, day } = parts(from)
  if (kind === 'lifetime') return { from, to: null, anchorDay: day }
  if (kind === 'civil_year') {
    const rolls = !from.endsWith('-01-01') && from >= dayOf(year, rollOver.month, rollOver.day)
    return { from, to: dayOf(rolls ? year + 1 : year, 12, 31), anchorDay: 1 }
  }
  const keeps = last?.kind === kind && dayOf(year, month, last.anchorDay) === from
  const anchorDay = keeps ? last.anchorDay : day
  const months = kind === 'month' ? 1 : 12
  return { from, to: addDays(dayOf(year, month + months, anchorDay), -1), anchorDay }
}

/** That many days later, or earlier when negative. */
export function addDays(day: string, count: number): string {
  const { year, month, day: number } = parts(day)
  return new Date(Date.UTC(year, month - 1, number + count)).toISOString().slice(0, 10)
}

/** Days from one day to another, the first not counted; negative when it is the later one. */
export function daysBetween(first: string, last: string): number {
  return Math.round(
    (Date.parse(`${last}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / 86_400_000
  )
}

/** The same day of the month that many months later; the last of the month where there is none. */
export function addMonths(day: string, count: number): string {
  const { year, month, day: number } = parts(day)
  return dayOf(year, month + count, number)
}

/** A day of a month, months past December going on into the next year, clamped to the month's last. */
function dayOf(year: number, month: number, day: number): string {
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1, Math.min(day, lastDay))).toISOString().slice(0, 10)
}

function parts(day: string): { year: number; month: number; day: number } {
  const [year = 0, month = 0, number = 0] = day.split('-').map(Number)
  return { year, month, day: number }
}
