import { KEYWORDS } from './keywords.js'
import {
  ACCOUNT_DECISIONS,
  ACCOUNT_TYPES,
  AUTOMATED_DECISIONS,
  CATEGORIES,
  CONTENT_TYPES,
  GROUNDS,
  MONETARY_DECISIONS,
  PROVISION_DECISIONS,
  SOURCES,
  TERRITORIES,
  VISIBILITY_DECISIONS,
} from './words.js'

/** What a field of a statement holds; days are `YYYY-MM-DD`, years both allowed. */
export type Field =
  | { kind: 'text'; most: number; free?: boolean }
  | { kind: 'address'; most: number }
  | { kind: 'one'; of: readonly string[] }
  | { kind: 'some'; of: readonly string[] }
  | { kind: 'day'; from: number; to: number }
  | { kind: 'puid'; most: number }
  | { kind: 'language' }
  | { kind: 'product' }

const YES_NO = ['Yes', 'No']
const free = (most: number): Field => ({ kind: 'text', most, free: true })
const one = (of: readonly string[]): Field => ({ kind: 'one', of })
const some = (of: readonly string[]): Field => ({ kind: 'some', of })
const until: Field = { kind: 'day', from: 2020, to: 2038 }

/** Every field there is, as the database of the Union names it. */
export const FIELDS: Readonly<Record<string, Field>> = {
  decision_visibility: some(VISIBILITY_DECISIONS),
  decision_visibility_other: free(500),
  decision_monetary: one(MONETARY_DECISIONS),
  decision_monetary_other: free(500),
  decision_provision: one(PROVISION_DECISIONS),
  decision_account: one(ACCOUNT_DECISIONS),
  account_type: one(ACCOUNT_TYPES),
  decision_ground: one(GROUNDS),
  decision_ground_reference_url: { kind: 'address', most: 500 },
  illegal_content_legal_ground: free(500),
  illegal_content_explanation: free(2000),
  incompatible_content_ground: free(500),
  incompatible_content_explanation: free(2000),
  incompatible_content_illegal: one(YES_NO),
  content_type: some(CONTENT_TYPES),
  content_type_other: free(500),
  category: one(CATEGORIES),
  category_addition: some(CATEGORIES),
  category_specification: some(KEYWORDS),
  category_specification_other: free(500),
  territorial_scope: some(TERRITORIES),
  content_language: { kind: 'language' },
  content_date: { kind: 'day', from: 2000, to: 2038 },
  content_id: { kind: 'product' },
  application_date: { kind: 'day', from: 2020, to: 2038 },
  end_date_visibility_restriction: until,
  end_date_monetary_restriction: until,
  end_date_service_restriction: until,
  end_date_account_restriction: until,
  decision_facts: free(5000),
  source_type: one(SOURCES),
  source_identity: { kind: 'text', most: 500 },
  automated_detection: one(YES_NO),
  automated_decision: one(AUTOMATED_DECISIONS),
  puid: { kind: 'puid', most: 500 },
}

/** The fields without which there is no statement. */
export const REQUIRED = [
  'decision_ground',
  'content_type',
  'category',
  'content_date',
  'application_date',
  'decision_facts',
  'source_type',
  'automated_detection',
  'automated_decision',
  'puid',
] as const

/** What is decided: at least one of these; each restriction ends with its own field. */
export const DECISIONS: Readonly<Record<string, string>> = {
  decision_visibility: 'end_date_visibility_restriction',
  decision_monetary: 'end_date_monetary_restriction',
  decision_provision: 'end_date_service_restriction',
  decision_account: 'end_date_account_restriction',
}
