import { DECISIONS, FIELDS, REQUIRED } from './fields.js'
import { fieldFault } from './field_faults.js'

/** What is wrong with a statement, and where. */
export interface Fault {
  rule: string
  field: string
}

type Statement = Readonly<Record<string, unknown>>

/** What a word asks for besides itself, and nothing else does. */
const OTHERS: readonly [field: string, word: string, said: string][] = [
  ['decision_visibility', 'DECISION_VISIBILITY_OTHER', 'decision_visibility_other'],
  ['decision_monetary', 'DECISION_MONETARY_OTHER', 'decision_monetary_other'],
  ['content_type', 'CONTENT_TYPE_OTHER', 'content_type_other'],
  ['category_specification', 'KEYWORD_OTHER', 'category_specification_other'],
]

/** What each ground must say; what is only the other's is refused. */
const GROUNDS: Readonly<Record<string, readonly string[]>> = {
  DECISION_GROUND_ILLEGAL_CONTENT: ['illegal_content_legal_ground', 'illegal_content_explanation'],
  DECISION_GROUND_INCOMPATIBLE_CONTENT: [
    'incompatible_content_ground',
    'incompatible_content_explanation',
  ],
}

/**
 * All that is wrong with a statement of reasons as the database of the Union takes it (its exact names
 * and limits); empty when it would be taken. A blank end means that the restriction has none.
 */
export function faultsOf(statement: unknown): Fault[] {
  if (typeof statement !== 'object' || statement === null || Array.isArray(statement)) {
    return [{ rule: 'no_statement', field: '' }]
  }
  const said = withoutBlanks(statement as Statement)
  const faults: Fault[] = []
  const fault = (rule: string, field: string) => void faults.push({ rule, field })

  for (const field of REQUIRED) if (!(field in said)) fault('missing', field)
  for (const [name, value] of Object.entries(said)) {
    const field = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined
    const wrong = field ? fieldFault(field, value) : 'unknown_field'
    if (wrong) fault(wrong, name)
  }
  decided(said, fault)
  for (const [field, word, other] of OTHERS) {
    const asks = [said[field]].flat().includes(word)
    if (asks && !(other in said)) fault('other_missing', other)
    if (!asks && other in said) fault('other_without', other)
  }
  grounded(said, fault)
  if ([said.category_addition].flat().includes(said.category) && said.category !== undefined) {
    fault('category_again', 'category_addition')
  }
  if (said.source_type === 'SOURCE_VOLUNTARY' && 'source_identity' in said) {
    fault('source_of_nobody', 'source_identity')
  }
  return faults
}

function decided(said: Statement, fault: (rule: string, field: string) => void) {
  const decisions = Object.entries(DECISIONS)
  if (!decisions.some(([decision]) => decision in said)) fault('no_decision', 'decision_visibility')
  for (const [decision, end] of decisions) {
    if (!(end in said)) continue
    if (!(decision in said)) fault('end_without_decision', end)
    if (String(said[end]) < String(said.application_date)) fault('ends_before', end)
  }
}

function grounded(said: Statement, fault: (rule: string, field: string) => void) {
  for (const [ground, fields] of Object.entries(GROUNDS)) {
    const own = said.decision_ground === ground
    for (const field of fields) {
      if (own && !(field in said)) fault('ground_unsaid', field)
      if (!own && field in said) fault('ground_of_another', field)
    }
  }
  const incompatible = said.decision_ground === 'DECISION_GROUND_INCOMPATIBLE_CONTENT'
  if (!incompatible && 'incompatible_content_illegal' in said) {
    fault('ground_of_another', 'incompatible_content_illegal')
  }
}

/** A field left blank is as one left out. */
const withoutBlanks = (statement: Statement): Statement =>
  Object.fromEntries(
    Object.entries(statement).filter(
      ([, value]) => value !== null && value !== '' && value !== undefined
    )
  )
