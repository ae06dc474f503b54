const formats = new Map<string, Intl.DateTimeFormat>()

/** An instant as a reader in Niort says it: `12 novembre 2026, 14:05`, Europe/Paris. */
export function dateLabel(at: Date, locale: string): string {
  return format(locale, { dateStyle: 'long', timeStyle: 'short' }).format(at)
}

/** A day as a reader says it: `12 novembre 2026`, Europe/Paris. */
export function dayLabel(at: Date, locale: string): string {
  return format(locale, { dateStyle: 'long' }).format(at)
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
