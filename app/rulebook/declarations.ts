import { campaignRules } from './declarations/campaigns.js'
import { duesRules } from './declarations/dues.js'
import { emergencyRules } from './declarations/emergency.js'
import { feedRules } from './declarations/feed.js'
import { joinRules } from './declarations/join.js'
import { mandateRules } from './declarations/mandates.js'
import { moderationRules } from './declarations/moderation.js'
import { privacyRules } from './declarations/privacy.js'
import { rotaRules } from './declarations/rota.js'
import { treasuryRules } from './declarations/treasury.js'
import { voteRules } from './declarations/votes.js'
import type { Rule } from './rule.js'

/** Every rule that the software obeys, chapter by chapter, in reading order. */
export const RULES = [
  ...joinRules,
  ...feedRules,
  ...duesRules,
  ...campaignRules,
  ...voteRules,
  ...mandateRules,
  ...moderationRules,
  ...rotaRules,
  ...treasuryRules,
  ...privacyRules,
  ...emergencyRules,
] as const

type Declared = (typeof RULES)[number]

export type RuleKey = Declared['key']

/** The type of each rule's value: `RuleValues['feed.post_max_characters']` is `number`. */
export type RuleValues = { [One in Declared as One['key']]: One['founding'] }

/** What can be said of a rule without knowing which one it is. */
export type AnyRule = Rule<RuleKey>

const byKey = new Map<string, AnyRule>(RULES.map((rule) => [rule.key, rule]))

/** The declaration of a rule. */
export function ruleOf(key: RuleKey): AnyRule {
  const rule = byKey.get(key)
  if (!rule) throw new Error(`No rule ${key} is declared`)
  return rule
}

/** Whether a text, come from a row or a form, names a declared rule. */
export const isRuleKey = (text: string): text is RuleKey => byKey.has(text)
