const formats = new Map<string, Intl.DateTimeFormat>()

/** A month (`2026-03`) as a reader says it: `mars 2026`. */
export function monthLabel(month: string, locale: string): string {
  return said(month, locale, { month: 'long', year: 'numeric' })
}

/** The first letter of a month, under its bar. */
export function monthInitial(month: string, locale: string): string {
  return said(month, locale, { month: 'narrow' })
}

function said(month: string, locale: string, options: Intl.DateTimeFormatOptions): string {
  const key = `${locale}:${options.month ?? ''}`
  let format = formats.get(key)
  if (!format) {
    const region = locale === 'en' ? 'en-GB' : `${locale}-FR`
    format = new Intl.DateTimeFormat(region, { timeZone: 'UTC', ...options })
    formats.set(key, format)
  }
  return format.format(new Date(`${month}-15T12:00:00Z`))
}
