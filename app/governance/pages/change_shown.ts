import type { I18n } from '@adonisjs/i18n'
import { OrganisationVersion } from '#organisation/organisation'
import type { Book } from '#rulebook/book'
import { isRuleKey, ruleOf, type RuleKey } from '#rulebook/declarations'
import { titleKey } from '#rulebook/rule'
import { valueInWords } from '#rulebook/value_in_words'
import type { Kind } from '../kinds.js'
import { ELECTED } from '../calling/method_of.js'
import { optionsIn } from '../deciding/consultation.js'
import { asked, CHARTER, draftsIn } from '../deciding/drafts.js'
import { wordDiff } from '../proposing/word_diff.js'
import { changeInWords, type Changing } from './change_in_words.js'
import { accountsHref } from './money_words.js'
import { diffHtml } from './diff_html.js'

/** What a proposal would change, with what stands before. */
export interface ChangeShown {
  sentence: string
  /** Of a rule: its name, its address, and its value before and after, a line for each item. */
  rule: { title: string; href: string; before: string[]; after: string[] } | null
  /** Of the charter: each language's text, word by word against the one before. */
  texts: { language: string; html: string }[]
  /** Of an election: how long the mandates last, in months. */
  months: number | null
  /** Of a consultation: the answers that it offers. */
  options: string[]
  /** Of drafts: each with its name and what it would make of the rule, or of the charter's words. */
  drafts: DraftShown[]
  /** Of a year's accounts: where they are read. */
  accountsHref: string | null
}

/** Says what adoption would do; `before` is the book that the change is laid over. */
export function changeShown(
  proposal: Changing,
  before: Book,
  charter: CharterTexts,
  i18n: I18n
): ChangeShown {
  const { kind, payload } = proposal
  const role = ELECTED.find((one) => one === payload.role)
  return {
    sentence: changeInWords(proposal, i18n),
    rule: ruleShown(proposal, before, i18n),
    drafts: kind === 'drafts' ? draftsShown(payload, charter, i18n) : [],
    texts: kind === 'charter' ? textsShown(payload, charter, i18n) : [],
    accountsHref: accountsHref(kind, payload),
    options: kind === 'consultation' || kind === 'name' ? optionsIn(payload) : [],
    months: kind === 'election' && role ? before.value(`mandates.${role}`).term_months : null,
  }
}

/** A draft as it is read before a vote. */
export interface DraftShown {
  name: string
  lines: string[]
  texts: { language: string; html: string }[]
}

/** The words of a charter in both languages, as they are kept. */
export interface CharterTexts {
  fr: string
  en: string
}

/** The charter as it stood just before an instant. */
export async function charterBefore(at: Date): Promise<CharterTexts> {
  const version = await OrganisationVersion.query()
    .where('changedAt', '<', at)
    .orderBy('version', 'desc')
    .first()
  const { charter_fr: french, charter_en: english } = version?.facts ?? {}
  return { fr: textOf(french), en: textOf(english) }
}

const ABOUT_A_RULE: readonly Kind[] = ['rule_change', 'drafts', 'emergency_ratification']

function ruleShown({ kind, payload }: Changing, book: Book, i18n: I18n) {
  const { key, value } = payload
  const name = String(key)
  if (!ABOUT_A_RULE.includes(kind) || !isRuleKey(name)) return null
  const words = (one: unknown) => ruleWords(name, one, i18n)
  return {
    title: i18n.t(titleKey(name)),
    href: `/rules/${name}`,
    before: words(book.value(name)),
    after: kind === 'drafts' ? [] : words(value),
  }
}

function draftsShown(
  payload: Record<string, unknown>,
  charter: CharterTexts,
  i18n: I18n
): DraftShown[] {
  const key = String(payload.key)
  return draftsIn(payload).map((draft) => ({
    name: draft.name,
    lines: isRuleKey(key) ? ruleWords(key, draft.value, i18n) : [],
    texts: key === CHARTER ? textsShown(asked(key, draft), charter, i18n) : [],
  }))
}

function textsShown(payload: Record<string, unknown>, charter: CharterTexts, i18n: I18n) {
  return (['fr', 'en'] as const)
    .map((language) => ({
      language,
      html: diffHtml(wordDiff(charter[language], textOf(payload[language])), i18n),
    }))
    .filter(({ html }) => html !== '')
}

/** A rule's value in the reader's language, a line for each item. */
function ruleWords(key: RuleKey, value: unknown, i18n: I18n): string[] {
  const t = (text: string, words?: Record<string, unknown>) => i18n.t(text, words)
  return valueInWords(i18n.locale, ruleOf(key), value, t)
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '')
