import i18nManager from '@adonisjs/i18n/services/main'
import { cleanLabel } from '../label.js'

/** Why an entry is in the books: a sentence's key and the words that go in it. */
export interface Explanation {
  key: string
  [word: string]: string | number
}

/** An entry in words, as someone would say it: « Cotisation de M000123 ». */
export function explained(explanation: Explanation, locale: string): string {
  const i18n = i18nManager.locale(locale)
  const { key, ...words } = explanation
  // Entries never change: those written when the account was called a means say it so for good.
  const all = words.means === undefined ? words : { account: words.means, ...words }
  const said = Object.entries(all).map(([word, value]) => {
    const sentence = `treasury_entries.${word}.${value}`
    return [word, i18n.hasMessage(sentence) ? i18n.t(sentence) : value]
  })
  return i18n.t(`treasury_entries.explanations.${key}`, Object.fromEntries(said))
}

/** The same for the books, which are kept in French and hold no separator. */
export function labelOf(explanation: Explanation): string {
  return cleanLabel(explained(explanation, 'fr'))
}
