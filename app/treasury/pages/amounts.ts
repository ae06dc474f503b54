const formats = new Map<string, Intl.NumberFormat>()

/** An amount in a column of the books: two decimals, no currency, a true minus; `1 234,50`. */
export function columnAmount(cents: number, locale: string): string {
  let format = formats.get(locale)
  if (!format) {
    const digits = { minimumFractionDigits: 2, maximumFractionDigits: 2 }
    format = new Intl.NumberFormat(locale === 'en' ? 'en-GB' : `${locale}-FR`, digits)
    formats.set(locale, format)
  }
  return format.format(cents / 100).replace('-', '\u2212')
}

/** The same, nothing for nothing: an account's other side stays empty. */
export function sideAmount(cents: number, locale: string): string {
  return cents === 0 ? '' : columnAmount(cents, locale)
}

/** An amount as someone types it again in a field: `24,50`. */
export function typedAmount(cents: number, locale: string): string {
  if (cents === 0) return ''
  const text = (cents / 100).toFixed(2)
  return locale === 'fr' ? text.replace('.', ',') : text
}
