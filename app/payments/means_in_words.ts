import type { I18n } from '@adonisjs/i18n'

/** Means that have no brand, by the word that adapters write down for them. */
const WORDS = ['card', 'play_card', 'play_debit']

const NUMBER = ' •••• '

/** What something was paid with, in the reader's language: `Visa •••• 4242`, `Carte •••• 0189`. */
export function meansInWords(label: string, i18n: I18n): string {
  const [word = '', ...number] = label.split(NUMBER)
  if (!WORDS.includes(word)) return label
  return [i18n.t(`payments.brandless.${word}`), ...number].join(NUMBER)
}
