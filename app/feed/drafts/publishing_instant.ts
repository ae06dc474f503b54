import { parisInstant } from '#shared/paris'
import { done, refused, type Result } from '#shared/result'

export type ScheduleRefusal = 'schedule_unreadable' | 'schedule_past' | 'schedule_too_far'

/** When a post is asked to appear: a day and a time of Europe/Paris, later, within a year. */
export function publishingInstant(
  day: string,
  time: string,
  at: Date
): Result<Date, ScheduleRefusal> {
  const instant = parisInstant(day, time)
  if (instant === null) return refused('schedule_unreadable')
  if (instant <= at) return refused('schedule_past')
  const farthest = new Date(at)
  farthest.setUTCFullYear(at.getUTCFullYear() + 1)
  return instant > farthest ? refused('schedule_too_far') : done(instant)
}
