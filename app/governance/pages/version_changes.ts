import type { I18n } from '@adonisjs/i18n'
import { isRuleKey, ruleOf } from '#rulebook/declarations'
import { valueInWords } from '#rulebook/value_in_words'
import { optionsIn } from '../deciding/consultation.js'
import { draftsIn, type Draft } from '../deciding/drafts.js'
import type { ProposalWords } from '../proposing/proposal.js'
import type { ProposalRead } from '../proposing/read_proposal.js'
import { wordDiff } from '../proposing/word_diff.js'
import { isMoneyKind, moneyParts } from './money_words.js'
import { diffHtml } from './diff_html.js'

/** What changes in one part of a proposal from one version to another. */
export interface VersionChange {
  /** The part: a key under `decide.parts`. */
  part: string
  html: string
}

/** What differs between two states of a proposal's words, part by part; all of the first as it is. */
export function versionChanges(
  { kind }: Pick<ProposalRead, 'kind'>,
  before: ProposalWords | null,
  after: ProposalWords,
  i18n: I18n
): VersionChange[] {
  const parts = (words: ProposalWords) => ({
    title: words.title,
    reasons: words.reasons,
    ...payloadParts(kind, words.payload, i18n),
  })
  const [from, to] = [before ? parts(before) : {}, parts(after)]
  return Object.keys({ ...from, ...to })
    .map((part): [string, string, string] => [part, textOf(from, part), textOf(to, part)])
    .filter(([, one, other]) => one !== other)
    .map(([part, one, other]) => ({
      part,
      html: diffHtml(wordDiff(before ? one : other, other), i18n),
    }))
}

const textOf = (parts: Record<string, string>, part: string) => parts[part] ?? ''

function payloadParts(
  kind: ProposalRead['kind'],
  payload: Record<string, unknown>,
  i18n: I18n
): Record<string, string> {
  if (isMoneyKind(kind)) return moneyParts(kind, payload, i18n)
  if (kind === 'charter') return { fr: String(payload.fr ?? ''), en: String(payload.en ?? '') }
  if (kind === 'name') return { options: optionsIn(payload).join('\n') }
  if (kind === 'legal_form') return { form: i18n.t(`web.legal.form.${String(payload.form)}`) }
  if (kind === 'election') return { seats: String(payload.seats ?? '') }
  const key = String(payload.key)
  if (kind === 'drafts') return draftParts(key, payload, i18n)
  if (kind !== 'rule_change' || !isRuleKey(key)) return {}
  const t = (name: string, words?: Record<string, unknown>) => i18n.t(name, words)
  return { value: valueInWords(i18n.locale, ruleOf(key), payload.value, t).join('\n') }
}

/** All drafts one after the other, each under its name. */
function draftParts(key: string, payload: Record<string, unknown>, i18n: I18n) {
  const t = (name: string, words?: Record<string, unknown>) => i18n.t(name, words)
  const words = ({ value, fr, en }: Draft) =>
    isRuleKey(key) ? valueInWords(i18n.locale, ruleOf(key), value, t) : [String(fr), String(en)]
  const written = draftsIn(payload).map((draft) => [draft.name, ...words(draft)].join('\n'))
  return { drafts: written.join('\n\n') }
}
