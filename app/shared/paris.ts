const ZONE = 'Europe/Paris'

const dayFormat = new Intl.DateTimeFormat('en-CA', { timeZone: ZONE, dateStyle: 'short' })
const offsetFormat = new Intl.DateTimeFormat('en-US', {
  timeZone: ZONE,
  timeZoneName: 'longOffset',
})

/** The day in Europe/Paris of an instant, as `2026-03-29`. */
export function parisDay(at: Date): string {
  return dayFormat.format(at)
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
