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

/** Spaces part thousands and nothing else: `12 50` is no amount, and `12€50` is twelve and a half. */
const TYPED = /^(?:€\s?)?(\d{1,9}|\d{1,3}(?:\s\d{3}){1,2})(?:(?:[.,]|\s?€\s?)(\d{1,2}))?(?:\s?€)?$/

/** What someone typed as an amount (`12,50`, `12.5`, `12€50`, `1 200 €`), in cents; null when it is none. */
export function typedCents(typed: string): number | null {
  const [, euros, decimals = ''] = TYPED.exec(typed.trim()) ?? []
  if (euros === undefined) return null
  return Number(euros.replace(/\s/g, '')) * 100 + Number(decimals.padEnd(2, '0'))
}
