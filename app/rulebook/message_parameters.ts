/** How amounts, lists, times and weekdays are written in one language. */
export interface WordFormats {
  money(cents: number): string
  list(items: string[]): string
  time(hoursAndMinutes: string): string
  /** From Monday, 1. */
  weekday(number: number): string
}

const regions: Record<string, string> = { fr: 'fr-FR', en: 'en-GB' }

/** The language's formats; a language without a region of its own is taken as it is. */
export function wordFormats(locale: string): WordFormats {
  const region = regions[locale] ?? locale
  const money = new Intl.NumberFormat(region, {
    style: 'currency',
    currency: 'EUR',
    trailingZeroDisplay: 'stripIfInteger',
  })
  const list = new Intl.ListFormat(region, { type: 'conjunction' })
  const time = new Intl.DateTimeFormat(region, { timeStyle: 'short', timeZone: 'UTC' })
  const weekday = new Intl.DateTimeFormat(region, { weekday: 'long', timeZone: 'UTC' })
  return {
    money: (cents) => money.format(cents / 100),
    list: (items) => list.format(items),
    time: (hoursAndMinutes) =>
      locale === 'fr'
        ? frenchTime(hoursAndMinutes)
        : time.format(new Date(`2024-01-01T${hoursAndMinutes}:00Z`)),
    weekday: (number) => weekday.format(new Date(Date.UTC(2024, 0, number))),
  }
}

/** `18 h`, `7 h 30`: French print writes neither a leading zero nor minutes that are none. */
function frenchTime(hoursAndMinutes: string): string {
  const [hours, minutes] = hoursAndMinutes.split(':').map(Number)
  return minutes ? `${hours}\u00a0h\u00a0${minutes}` : `${hours}\u00a0h`
}

/**
 * A structured value laid flat as the parameters of an ICU message: parts of parts are joined by
 * `_`, amounts and times are written out, null becomes the word `none`, a fraction is also given
 * whole, a list of amounts also by its length; a method's hyphens, which ICU refuses, become `_`.
 */
export function messageParameters(value: unknown, formats: WordFormats, path = '') {
  const parameters: Record<string, string | number> = {}
  for (const [name, part] of Object.entries(Object(value) as Record<string, unknown>)) {
    Object.assign(parameters, partParameters(path ? `${path}_${name}` : name, part, formats))
  }
  const { numerator, denominator } = Object(value) as Record<string, unknown>
  if (typeof numerator === 'number' && typeof denominator === 'number') {
    parameters[`${path}_fraction`] = `${numerator}_${denominator}`
  }
  return parameters
}

function partParameters(
  name: string,
  part: unknown,
  formats: WordFormats
): Record<string, string | number> {
  if (part === null) return { [name]: 'none' }
  if (typeof part === 'boolean') return { [name]: part ? 'yes' : 'no' }
  if (Array.isArray(part)) {
    const amounts = part.map((amount) => formats.money(Number(amount)))
    return { [name]: formats.list(amounts), [`${name}_count`]: part.length }
  }
  if (typeof part === 'object') return messageParameters(part, formats, name)
  if (typeof part === 'string') return { [name]: textParameter(name, part, formats) }
  if (typeof part !== 'number') return {}
  if (name.endsWith('_cents')) return { [name]: formats.money(part), [`${name}_number`]: part }
  return { [name]: name.endsWith('weekday') ? formats.weekday(part) : part }
}

function textParameter(name: string, text: string, formats: WordFormats): string {
  if (name.endsWith('_at')) return formats.time(text)
  return name.endsWith('method') ? text.replaceAll('-', '_') : text
}
