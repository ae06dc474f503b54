/**
 * The end of the nth period counted from an anchor (seconds, UTC): the anchor's day of the month,
 * or the last day of a month that has no such day; never counted from a period cut short.
 */
export function periodEnd(anchor: number, interval: 'month' | 'year', n: number): number {
  const from = new Date(anchor * 1000)
  const months = from.getUTCMonth() + (interval === 'month' ? n : 12 * n)
  const last = new Date(Date.UTC(from.getUTCFullYear(), months + 1, 0)).getUTCDate()
  const end = new Date(from)
  end.setUTCFullYear(from.getUTCFullYear(), months, Math.min(from.getUTCDate(), last))
  return end.getTime() / 1000
}
