/** The instant so many calendar months before another; the last day of a month that is shorter. */
export function monthsBefore(at: Date, months: number): Date {
  const before = new Date(at)
  before.setUTCDate(1)
  before.setUTCMonth(before.getUTCMonth() - months)
  const days = new Date(Date.UTC(before.getUTCFullYear(), before.getUTCMonth() + 1, 0)).getUTCDate()
  before.setUTCDate(Math.min(at.getUTCDate(), days))
  return before
}
