import type { I18n } from '@adonisjs/i18n'
import { isRuleKey, ruleOf } from '#rulebook/declarations'
import { titleKey } from '#rulebook/rule'
import { valueInWords } from '#rulebook/value_in_words'
import type { ProposalRead } from '../proposing/read_proposal.js'

/** What a proposal would change, for its page and for lists: one sentence, then lines where it needs them. */
export interface ChangeInWords {
  sentence: string
  /** The value that a rule would have. */
  lines: string[]
}

/** Says what adoption would do, in the reader's language. */
export function changeInWords(
  { kind, payload }: Pick<ProposalRead, 'kind' | 'payload'>,
  i18n: I18n
): ChangeInWords {
  const t = (key: string, words?: Record<string, unknown>) => i18n.t(key, words)
  switch (kind) {
    case 'rule_change': {
      const key = String(payload.key)
      if (!isRuleKey(key)) return { sentence: t('decide.changes.rule_gone'), lines: [] }
      const lines = valueInWords(i18n.locale, ruleOf(key), payload.value, t)
      const rule = t(titleKey(key))
      return lines.length === 1
        ? { sentence: t('decide.changes.rule', { rule, value: lines[0] }), lines: [] }
        : { sentence: t('decide.changes.rule_list', { rule }), lines }
    }
    case 'election':
      return {
        sentence: t('decide.changes.election', {
          role: t(`roles.${String(payload.role)}`),
          seats: Number(payload.seats),
        }),
        lines: [],
      }
    default:
      return { sentence: t(`decide.changes.${kind}`, { name: String(payload.name ?? '') }), lines: [] }
  }
}
