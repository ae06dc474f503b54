import type { I18n } from '@adonisjs/i18n'
import { isRuleKey, ruleOf } from '#rulebook/declarations'
import { valueInWords } from '#rulebook/value_in_words'

/** What a draft on the paper says, a line for each item; null when the option is none. */
export function draftInWords(
  draft: Record<string, unknown> | undefined,
  i18n: I18n
): string | null {
  if (!draft) return null
  const { value, fr, en } = draft
  const key = String(draft.key)
  if (!isRuleKey(key)) return String(i18n.locale === 'en' && en ? en : fr)
  const t = (name: string, words?: Record<string, unknown>) => i18n.t(name, words)
  return valueInWords(i18n.locale, ruleOf(key), value, t).join('\n')
}
