import { DateTime } from 'luxon'

/**
 * The day of the nth payment of a subscription. One that starts on the last day of a month is drawn
 * on the last day of each (so says Mollie's reference); others on their day, or the last where it lacks.
 */
export function drawDay(startDate: string, months: number, n: number): string {
  const start = DateTime.fromISO(startDate, { zone: 'utc' })
  const day = start.plus({ months: months * n })
  const atMonthEnd = start.day === start.daysInMonth
  return (atMonthEnd ? day.endOf('month') : day).toFormat('yyyy-MM-dd')
}
