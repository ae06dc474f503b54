import { DateTime } from 'luxon'

const ZONE = 'Europe/Paris'

/**
 * The instant that a date means to somebody who asks for the rules of that day: an instant as it
 * is; a past or future day its last millisecond in the network's zone; today now. Null when the
 * text is no date.
 */
export function instantAsked(text: string, now: Date): Date | null {
  const read = DateTime.fromISO(text.trim(), { zone: ZONE })
  if (!read.isValid) return null
  if (/t/i.test(text)) return read.toJSDate()
  const today = DateTime.fromJSDate(now, { zone: ZONE })
  return read.hasSame(today, 'day') ? now : read.endOf('day').toJSDate()
}

/** A date as it is read aloud: `1er mars 2026`, `12 March 2026`. */
export function dateInWords(instant: Date, locale: string): string {
  const words = DateTime.fromJSDate(instant, { zone: ZONE })
    .setLocale(locale === 'en' ? 'en-GB' : locale)
    .toLocaleString(DateTime.DATE_FULL)
  return locale === 'fr' ? words.replace(/^1 /, '1er ') : words
}

/** The day in the network's zone, as a date field writes it: `2026-03-12`. */
export function dayOf(instant: Date): string {
  return DateTime.fromJSDate(instant, { zone: ZONE }).toFormat('yyyy-MM-dd')
}
