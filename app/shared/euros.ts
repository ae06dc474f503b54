const formats = new Map<string, Intl.NumberFormat>()

/** Cents as a reader says them: `20 €`, `12,50 €`; `€12.50` in English. */
export function eurosLabel(cents: number, locale: string): string {
  let format = formats.get(locale)
  if (!format) {
    format = new Intl.NumberFormat(locale === 'en' ? 'en-GB' : `${locale}-FR`, {
      style: 'currency',
      currency: 'EUR',
      trailingZeroDisplay: 'stripIfInteger',
    })
    formats.set(locale, format)
  }
  return format.format(cents / 100)
}

/** What someone typed as an amount (`12,50`, `12.5`, `1 200 €`), in cents; null when it is none. */
export function typedCents(typed: string): number | null {
  const text = typed.replace(/[\s€]/g, '')
  const [, euros, decimals = ''] = /^(\d{1,9})(?:[.,](\d{1,2}))?$/.exec(text) ?? []
  return euros === undefined ? null : Number(euros) * 100 + Number(decimals.padEnd(2, '0'))
}
