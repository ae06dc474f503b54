import { parisDay } from '#shared/paris'

/** What a post or an account is found to break, as its public reason says it. */
export type Breach =
  | 'hatred'
  | 'harassment'
  | 'private_life'
  | 'image_rights'
  | 'intimate'
  | 'advertising'
  | 'spam'
  | 'illegal'
  | 'other'

/** A restriction as it was decided; facts and reasons name nobody. */
export interface DecidedRestriction {
  /** The decision's public number: letters, digits and dashes. */
  number: string
  act: 'label' | 'hide' | 'remove' | 'pause' | 'exclude'
  /** The end of what has one; null without. */
  until: Date | null
  breach: Breach
  ground:
    | { kind: 'charter'; clause: string; why: string; alsoIllegal: boolean }
    | { kind: 'law'; reference: string; why: string }
  facts: string
  contains: readonly ('text' | 'image')[]
  language: 'fr' | 'en' | null
  writtenAt: Date
  decidedAt: Date
  /** Who brought it up: somebody's report, a flagger the law trusts, another way, or moderators themselves. */
  source: 'report' | 'trusted' | 'other' | 'own'
  /** Whether a filter or a known image held it; people decided in any case. */
  foundBySoftware: boolean
}

const CATEGORIES: Record<Breach, { category: string; more?: string }> = {
  hatred: { category: 'ILLEGAL_OR_HARMFUL_SPEECH', more: 'HATE_SPEECH' },
  harassment: { category: 'CYBER_VIOLENCE', more: 'CYBER_HARASSMENT' },
  private_life: { category: 'DATA_PROTECTION_AND_PRIVACY_VIOLATIONS' },
  image_rights: { category: 'DATA_PROTECTION_AND_PRIVACY_VIOLATIONS' },
  intimate: { category: 'CYBER_VIOLENCE', more: 'NON_CONSENSUAL_IMAGE_SHARING' },
  advertising: { category: 'CONSUMER_INFORMATION', more: 'HIDDEN_ADVERTISEMENT' },
  spam: { category: 'OTHER_VIOLATION_TC' },
  illegal: { category: 'ILLEGAL_OR_HARMFUL_SPEECH', more: 'VIOLATION_NATIONAL_LAW' },
  other: { category: 'OTHER_VIOLATION_TC' },
}

const SOURCES = {
  report: 'SOURCE_ARTICLE_16',
  trusted: 'SOURCE_TRUSTED_FLAGGER',
  other: 'SOURCE_TYPE_OTHER_NOTIFICATION',
  own: 'SOURCE_VOLUNTARY',
} as const

/**
 * The statement of reasons of a restriction, in the exact names of the Union's database (Regulation
 * (EU) 2022/2065, art. 17). Days are those of Europe/Paris; nobody is named, so there is no identity
 * of the source.
 */
export function statementOf(decision: DecidedRestriction): Record<string, unknown> {
  const { breach, contains, language, number, facts, source, foundBySoftware } = decision
  const { category, more } = CATEGORIES[breach]
  return {
    ...actOf(decision),
    ...groundOf(decision.ground),
    category: `STATEMENT_CATEGORY_${category}`,
    ...(more ? { category_specification: [`KEYWORD_${more}`] } : {}),
    content_type: contains.map((part) => `CONTENT_TYPE_${part.toUpperCase()}`),
    ...(language ? { content_language: language.toUpperCase() } : {}),
    content_date: parisDay(decision.writtenAt),
    application_date: parisDay(decision.decidedAt),
    territorial_scope: ['FR'],
    decision_facts: facts,
    source_type: SOURCES[source],
    automated_detection: foundBySoftware ? 'Yes' : 'No',
    automated_decision: 'AUTOMATED_DECISION_NOT_AUTOMATED',
    puid: number,
  }
}

/** A pause takes writing and voting for a while and leaves reading: a part of the service, not the account. */
function actOf({ act, until }: DecidedRestriction): Record<string, unknown> {
  const end = (field: string) =>
    until ? { [`end_date_${field}_restriction`]: parisDay(until) } : {}
  switch (act) {
    case 'label':
      return { decision_visibility: ['DECISION_VISIBILITY_CONTENT_LABELLED'], ...end('visibility') }
    case 'hide':
      return { decision_visibility: ['DECISION_VISIBILITY_CONTENT_DISABLED'], ...end('visibility') }
    case 'remove':
      return { decision_visibility: ['DECISION_VISIBILITY_CONTENT_REMOVED'] }
    case 'pause':
      return { decision_provision: 'DECISION_PROVISION_PARTIAL_SUSPENSION', ...end('service') }
    case 'exclude':
      return { decision_account: 'DECISION_ACCOUNT_TERMINATED' }
  }
}

function groundOf(ground: DecidedRestriction['ground']): Record<string, string> {
  if (ground.kind === 'law') {
    return {
      decision_ground: 'DECISION_GROUND_ILLEGAL_CONTENT',
      illegal_content_legal_ground: ground.reference,
      illegal_content_explanation: ground.why,
    }
  }
  return {
    decision_ground: 'DECISION_GROUND_INCOMPATIBLE_CONTENT',
    incompatible_content_ground: ground.clause,
    incompatible_content_explanation: ground.why,
    incompatible_content_illegal: ground.alsoIllegal ? 'Yes' : 'No',
  }
}
