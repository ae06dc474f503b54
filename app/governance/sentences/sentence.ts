import type { Plain } from '../methods/canonical.js'

/**
 * One sentence of a count before its language: a key of the language files and its words. Numbers that
 * are not whole come as decimals with a point; `inLocale` writes them as readers do.
 */
export interface Sentence {
  key: string
  words: Record<string, string | number>
}

/** `1234.56780` as `1 234,56780` in French and `1,234.56780` in English: digits are never rounded. */
export function inLocale(decimal: string, locale: string): string {
  const [whole = '', part] = decimal.split('.')
  const written = new Intl.NumberFormat(locale).format(BigInt(whole))
  const [, point = ','] = /\d(\D)\d/.exec(new Intl.NumberFormat(locale).format(1.5)) ?? []
  return part === undefined ? written : `${written}${point}${part}`
}

/** The names of candidates joined as a reader's language joins them. */
export const namesInLocale = (named: readonly Plain[], locale: string): string =>
  new Intl.ListFormat(locale, { type: 'conjunction' }).format(named.map(nameOf))

function nameOf(named: Plain): string {
  if (named && typeof named === 'object' && 'name' in named) return String(named.name)
  throw new Error('Only candidates have a name here')
}
