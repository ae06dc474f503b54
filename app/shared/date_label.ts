const formats = new Map<string, Intl.DateTimeFormat>()

/** An instant as a reader in Niort says it: `12 novembre 2026, 14:05`, Europe/Paris. */
export function dateLabel(at: Date, locale: string): string {
  return said(at, locale, { dateStyle: 'long', timeStyle: 'short' })
}

/** A day as a reader says it: `12 novembre 2026`, Europe/Paris. */
export function dayLabel(at: Date, locale: string): string {
  return said(at, locale, { dateStyle: 'long' })
}

/** French counts the first of a month, and no other day. */
function said(at: Date, locale: string, options: Intl.DateTimeFormatOptions): string {
  const label = format(locale, options).format(at)
  return locale === 'fr' ? label.replace(/^1(?= )/, '1er') : label
}

/** A day written `2026-03-29` as a reader says it. */
export function dayOfParis(day: string, locale: string): string {
  return dayLabel(new Date(`${day}T12:00:00Z`), locale)
}

function format(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale}:${options.timeStyle ?? ''}`
  let kept = formats.get(key)
  if (!kept) {
    const region = locale === 'en' ? 'en-GB' : `${locale}-FR`
    kept = new Intl.DateTimeFormat(region, { timeZone: 'Europe/Paris', ...options })
    formats.set(key, kept)
  }
  return kept
}
