import type { I18n } from '@adonisjs/i18n'
import { isRuleKey, ruleOf } from '#rulebook/declarations'
import { titleKey } from '#rulebook/rule'
import { valueInWords } from '#rulebook/value_in_words'
import { isMoneyKind, moneyInWords } from './money_words.js'
import type { ProposalRead } from '../proposing/read_proposal.js'

/** What of a proposal says what it would change. */
export type Changing = Pick<
  ProposalRead,
  'kind' | 'payload' | 'mandateHolder' | 'mandateRole' | 'personConcerned'
>

/** Says in one sentence what adoption would do, in the reader's language. */
export function changeInWords(proposal: Changing, i18n: I18n): string {
  const { kind, payload } = proposal
  const t = (key: string, words?: Record<string, unknown>) => i18n.t(key, words)
  if (isMoneyKind(kind)) return moneyInWords(kind, payload, i18n)
  switch (kind) {
    case 'rule_change':
    case 'emergency_ratification': {
      const key = String(payload.key)
      if (!isRuleKey(key)) return t('decide.changes.rule_gone')
      const lines = valueInWords(i18n.locale, ruleOf(key), payload.value, t)
      const rule = t(titleKey(key))
      return lines.length === 1
        ? t('decide.changes.rule', { rule, value: lines[0] })
        : t('decide.changes.rule_list', { rule })
    }
    case 'election':
      return t('decide.changes.election', {
        role: t(`roles.${String(payload.role)}`),
        seats: Number(payload.seats),
      })
    case 'recall':
      return proposal.mandateRole
        ? t('decide.changes.recall', {
            name: proposal.mandateHolder ?? t('decide.someone_gone'),
            role: t(`roles.${proposal.mandateRole}`),
          })
        : t('decide.changes.mandate_gone')
    case 'drafts':
      return t('decide.drafts.would', {
        thing: isRuleKey(String(payload.key)) ? t(titleKey(String(payload.key))) : 'charter',
      })
    case 'name':
      return t('decide.changes.name')
    case 'legal_form':
      return t('decide.changes.legal_form', {
        form: t(`web.legal.form.${String(payload.form)}`),
      })
    case 'exclusion':
      return t('decide.changes.exclusion', {
        name: proposal.personConcerned ?? t('decide.someone_gone'),
      })
    case 'charter':
      return t('decide.changes.charter')
    case 'consultation':
      return t('decide.changes.consultation')
  }
}
