import { addMonths } from '#membership/dues/periods'
import { parisDay, parisInstant, parisTime } from '#shared/paris'
import type { RuleValues } from '#rulebook/declarations'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** A claim holds a case for two hours; then it is anyone's again. */
export const CLAIM_HOURS = 2

/** One person hides in an emergency for a day; unconfirmed, the post is shown again. */
export const EMERGENCY_HOURS = 24

/** Nights, in which nobody is asked to answer as fast: from ten to eight in Niort. */
const isNight = (at: Date) => {
  const hour = Number(parisTime(at).slice(0, 2))
  return hour >= 22 || hour < 8
}

/** When a report must be acknowledged by somebody (`moderation.acknowledge_within_hours`). */
export function acknowledgeBy(
  reportedAt: Date,
  { day, night }: RuleValues['moderation.acknowledge_within_hours']
): Date {
  return new Date(reportedAt.getTime() + (isNight(reportedAt) ? night : day) * HOUR)
}

/** Whether a claim still holds at an instant. */
export const claimHolds = (claimedAt: Date, now: Date): boolean =>
  now >= claimedAt && now.getTime() < claimedAt.getTime() + CLAIM_HOURS * HOUR

/**
 * When a post hidden in an emergency is shown again unless somebody confirms; null for what is illegal
 * or intimate, which never comes back by lapse of time.
 */
export function lapsesAt(hiddenAt: Date, breach: string): Date | null {
  if (breach === 'illegal' || breach === 'intimate') return null
  return new Date(hiddenAt.getTime() + EMERGENCY_HOURS * HOUR)
}

/**
 * Until when a decision may be appealed: so many days, and never less than six months of the calendar
 * (Regulation (EU) 2022/2065, art. 20(1)), counted from the day on which the person was told.
 */
export function appealUntil(toldAt: Date, days: number): Date {
  const byRule = toldAt.getTime() + days * DAY
  return new Date(Math.max(byRule, sixMonthsAfter(toldAt).getTime()))
}

/** The same time of day in Niort, six months later. */
function sixMonthsAfter(at: Date): Date {
  const day = addMonths(parisDay(at), 6)
  // Clocks may jump over that time on that day: noon is there every day.
  const instant = parisInstant(day, parisTime(at)) ?? parisInstant(day, '12:00')
  if (!instant) throw new Error(`There is no noon on ${day}`)
  // That time of day is in minutes: what is left of them is not taken from whoever appeals.
  return new Date(instant.getTime() + (at.getTime() % 60_000))
}
