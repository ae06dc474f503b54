const ZONE = 'Europe/Paris'
const DAY = 86_400_000

const dayFormat = new Intl.DateTimeFormat('en-CA', { timeZone: ZONE, dateStyle: 'short' })
const timeFormat = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, timeStyle: 'short' })
const offsetFormat = new Intl.DateTimeFormat('en-US', {
  timeZone: ZONE,
  timeZoneName: 'longOffset',
})

/** The day in Europe/Paris of an instant, as `2026-03-29`. */
export function parisDay(at: Date): string {
  return dayFormat.format(at)
}

/** The time of day in Europe/Paris of an instant, as `18:30`. */
export function parisTime(at: Date): string {
  return timeFormat.format(at)
}

/**
 * The instant of a day (`2026-03-29`) and time (`18:30`) of Europe/Paris; the first of the two when
 * clocks go back over it, null when there is none: clocks jump over it, or it is no date at all.
 */
export function parisInstant(day: string, time: string): Date | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || !/^\d\d:\d\d$/.test(time)) return null
  const wall = Date.parse(`${day}T${time}:00Z`)
  if (Number.isNaN(wall)) return null
  const candidates = [wall - DAY, wall + DAY]
    .map((near) => new Date(wall - offsetMilliseconds(new Date(near))))
    .sort((one, other) => one.getTime() - other.getTime())
  return candidates.find((at) => parisDay(at) === day && parisTime(at) === time) ?? null
}

/** The instant at which that day began in Europe/Paris, clock changes included. */
export function startOfParisDay(at: Date): Date {
  const midnightUtc = new Date(`${parisDay(at)}T00:00:00Z`)
  // The offset just before local midnight is the one in force when the day began.
  const first = new Date(midnightUtc.getTime() - offsetMilliseconds(midnightUtc))
  return new Date(midnightUtc.getTime() - offsetMilliseconds(first))
}

function offsetMilliseconds(at: Date): number {
  const name = offsetFormat.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(name ?? '') ?? []
  if (!sign) return 0
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
}
