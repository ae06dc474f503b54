import { test } from '@japa/runner'
import fc from 'fast-check'
import { faultsOf } from '#moderation/statements/faults_of'
import { FIELDS, REQUIRED } from '#moderation/statements/fields'
import {
  CATEGORIES,
  CONTENT_TYPES,
  SOURCES,
  VISIBILITY_DECISIONS,
} from '#moderation/statements/words'

type Statement = Record<string, unknown>

/** A statement that would be taken: a text removed under a clause of the charter, on a report. */
const PLAIN: Statement = {
  decision_visibility: ['DECISION_VISIBILITY_CONTENT_REMOVED'],
  decision_ground: 'DECISION_GROUND_INCOMPATIBLE_CONTENT',
  incompatible_content_ground: 'Charte, article 3 : ni haine ni mépris.',
  incompatible_content_explanation: 'Le texte s’en prend à des personnes pour leur origine.',
  content_type: ['CONTENT_TYPE_TEXT'],
  category: 'STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH',
  category_specification: ['KEYWORD_HATE_SPEECH'],
  territorial_scope: ['FR'],
  content_language: 'FR',
  content_date: '2026-03-01',
  application_date: '2026-03-02',
  decision_facts: 'Un court texte public, signalé par une personne.',
  source_type: 'SOURCE_ARTICLE_16',
  automated_detection: 'No',
  automated_decision: 'AUTOMATED_DECISION_NOT_AUTOMATED',
  puid: 'case-12-decision-1',
}

const DECISIONS: Statement[] = [
  {
    decision_visibility: [
      'DECISION_VISIBILITY_CONTENT_DISABLED',
      'DECISION_VISIBILITY_CONTENT_LABELLED',
    ],
  },
  { decision_visibility: ['DECISION_VISIBILITY_OTHER'], decision_visibility_other: 'Mise en gris' },
  {
    decision_monetary: 'DECISION_MONETARY_SUSPENSION',
    end_date_monetary_restriction: '2026-05-01',
  },
  { decision_monetary: 'DECISION_MONETARY_OTHER', decision_monetary_other: 'Caisse retenue' },
  { decision_provision: 'DECISION_PROVISION_PARTIAL_SUSPENSION', end_date_service_restriction: '' },
  { decision_account: 'DECISION_ACCOUNT_SUSPENDED', end_date_account_restriction: '2026-03-09' },
  { decision_account: 'DECISION_ACCOUNT_TERMINATED', account_type: 'ACCOUNT_TYPE_PRIVATE' },
]

const GROUNDS: Statement[] = [
  {
    decision_ground: 'DECISION_GROUND_ILLEGAL_CONTENT',
    illegal_content_legal_ground: 'Loi du 29 juillet 1881, article 24',
    illegal_content_explanation: 'Provocation à la haine.',
  },
  {
    decision_ground: 'DECISION_GROUND_INCOMPATIBLE_CONTENT',
    incompatible_content_ground: 'Charte, article 3',
    incompatible_content_explanation: 'Publicité répétée.',
    incompatible_content_illegal: 'Yes',
  },
]

const without = (statement: Statement, ...fields: string[]): Statement =>
  Object.fromEntries(Object.entries(statement).filter(([field]) => !fields.includes(field)))

/** Without what a decision or a ground says. */
const BARE = without(
  PLAIN,
  'decision_visibility',
  'decision_ground',
  'incompatible_content_ground',
  'incompatible_content_explanation'
)

/** One statement for each rule, wrong in that alone: what is changed, the rule, and where. */
const MUTATIONS: [change: Statement, rule: string, field: string][] = [
  ...REQUIRED.filter((field) => field !== 'decision_ground').map(
    (field): [Statement, string, string] => [{ [field]: undefined }, 'missing', field]
  ),
  [{ colour: 'blue' }, 'unknown_field', 'colour'],
  [{ toString: 'x' }, 'unknown_field', 'toString'],
  [{ decision_visibility: [] }, 'empty', 'decision_visibility'],
  [{ decision_visibility: 'DECISION_VISIBILITY_CONTENT_REMOVED' }, 'empty', 'decision_visibility'],
  [{ decision_visibility: ['DECISION_VISIBILITY_GONE'] }, 'not_listed', 'decision_visibility'],
  [{ content_type: ['CONTENT_TYPE_TEXT', 'CONTENT_TYPE_TEXT'] }, 'twice', 'content_type'],
  [{ category: 'STATEMENT_CATEGORY_RUDE' }, 'not_listed', 'category'],
  [{ category: ['STATEMENT_CATEGORY_VIOLENCE'] }, 'not_listed', 'category'],
  [{ category_specification: ['KEYWORD_RUDE'] }, 'not_listed', 'category_specification'],
  [{ territorial_scope: ['CH'] }, 'not_listed', 'territorial_scope'],
  [{ content_language: 'fr' }, 'language', 'content_language'],
  [{ content_date: '2026-02-30' }, 'day', 'content_date'],
  [{ content_date: '1 mars 2026' }, 'day', 'content_date'],
  [{ content_date: 20260301 }, 'day', 'content_date'],
  [{ content_date: '1999-12-31' }, 'year', 'content_date'],
  [{ content_date: '2039-01-01' }, 'year', 'content_date'],
  [{ application_date: '2019-12-31' }, 'year', 'application_date'],
  [{ decision_facts: '   ' }, 'empty', 'decision_facts'],
  [{ decision_facts: 12 }, 'empty', 'decision_facts'],
  [{ decision_facts: 'é'.repeat(5001) }, 'too_long', 'decision_facts'],
  [{ incompatible_content_ground: 'é'.repeat(501) }, 'too_long', 'incompatible_content_ground'],
  [
    { incompatible_content_explanation: 'é'.repeat(2001) },
    'too_long',
    'incompatible_content_explanation',
  ],
  [{ decision_facts: 'Signalé par awa@example.org.' }, 'personal_data', 'decision_facts'],
  [{ decision_facts: 'Publié par @bastien hier.' }, 'personal_data', 'decision_facts'],
  [{ decision_facts: 'Il donne le 05 49 00 00 00.' }, 'personal_data', 'decision_facts'],
  [{ source_type: 'SOURCE_NEIGHBOUR' }, 'not_listed', 'source_type'],
  [{ automated_detection: true }, 'not_listed', 'automated_detection'],
  [{ automated_decision: 'AUTOMATED_DECISION_PERHAPS' }, 'not_listed', 'automated_decision'],
  [{ puid: 'case 12' }, 'puid', 'puid'],
  [{ puid: 'a'.repeat(501) }, 'too_long', 'puid'],
  [{ account_type: 'ACCOUNT_TYPE_CLUB' }, 'not_listed', 'account_type'],
  [{ decision_visibility: undefined }, 'no_decision', 'decision_visibility'],
  [{ decision_account: 'DECISION_ACCOUNT_GONE' }, 'not_listed', 'decision_account'],
  [{ decision_monetary: 'DECISION_MONETARY_FINE' }, 'not_listed', 'decision_monetary'],
  [{ decision_provision: 'DECISION_PROVISION_LESS' }, 'not_listed', 'decision_provision'],
  [
    { end_date_account_restriction: '2026-04-01' },
    'end_without_decision',
    'end_date_account_restriction',
  ],
  [
    { end_date_visibility_restriction: '2026-03-01' },
    'ends_before',
    'end_date_visibility_restriction',
  ],
  [{ end_date_visibility_restriction: '2039-01-01' }, 'year', 'end_date_visibility_restriction'],
  [
    { decision_visibility: ['DECISION_VISIBILITY_OTHER'] },
    'other_missing',
    'decision_visibility_other',
  ],
  [{ decision_visibility_other: 'Autre' }, 'other_without', 'decision_visibility_other'],
  [{ decision_monetary: 'DECISION_MONETARY_OTHER' }, 'other_missing', 'decision_monetary_other'],
  [{ content_type: ['CONTENT_TYPE_OTHER'] }, 'other_missing', 'content_type_other'],
  [{ content_type_other: 'Carte' }, 'other_without', 'content_type_other'],
  [{ category_specification: ['KEYWORD_OTHER'] }, 'other_missing', 'category_specification_other'],
  [{ category_specification_other: 'x' }, 'other_without', 'category_specification_other'],
  [{ incompatible_content_ground: undefined }, 'ground_unsaid', 'incompatible_content_ground'],
  [
    { incompatible_content_explanation: undefined },
    'ground_unsaid',
    'incompatible_content_explanation',
  ],
  [{ illegal_content_legal_ground: 'Loi' }, 'ground_of_another', 'illegal_content_legal_ground'],
  [{ illegal_content_explanation: 'Loi' }, 'ground_of_another', 'illegal_content_explanation'],
  [{ incompatible_content_illegal: 'Maybe' }, 'not_listed', 'incompatible_content_illegal'],
  [
    { category_addition: ['STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH'] },
    'category_again',
    'category_addition',
  ],
  [
    { source_type: 'SOURCE_VOLUNTARY', source_identity: 'Une association' },
    'source_of_nobody',
    'source_identity',
  ],
  [{ decision_ground_reference_url: 'charte' }, 'address', 'decision_ground_reference_url'],
  [{ decision_ground_reference_url: 'javascript:x' }, 'address', 'decision_ground_reference_url'],
  [{ content_id: { 'EAN-13': '4006381333932' } }, 'product', 'content_id'],
  [{ content_id: { EAN: '4006381333931' } }, 'product', 'content_id'],
]

test.group('A statement of reasons', () => {
  test('is taken whatever is decided, on whatever ground, from whatever source', ({ assert }) => {
    for (const decision of DECISIONS) {
      for (const ground of GROUNDS) {
        for (const source of SOURCES) {
          const statement = { ...BARE, ...decision, ...ground, source_type: source }
          assert.deepEqual(faultsOf(statement), [], JSON.stringify(statement))
        }
      }
    }
  })

  test('is taken with any words of the lists, at the very limits of lengths and years', ({
    assert,
  }) => {
    fc.assert(
      fc.property(
        fc.record({
          decision_visibility: fc.uniqueArray(
            fc.constantFrom(...VISIBILITY_DECISIONS.filter((one) => !one.endsWith('_OTHER'))),
            { minLength: 1 }
          ),
          content_type: fc.uniqueArray(
            fc.constantFrom(...CONTENT_TYPES.filter((one) => !one.endsWith('_OTHER'))),
            { minLength: 1 }
          ),
          category: fc.constantFrom(...CATEGORIES),
          content_date: fc.constantFrom('2000-01-01', '2024-02-29', '2038-12-31'),
          decision_facts: fc.constantFrom('x', '👍'.repeat(5000)),
          puid: fc.stringMatching(/^[a-zA-Z0-9_-]{1,500}$/),
        }),
        (words) => faultsOf({ ...PLAIN, ...words }).length === 0
      )
    )
    assert.deepEqual(faultsOf({ ...PLAIN, content_id: { 'EAN-13': '4006381333931' } }), [])
    assert.deepEqual(faultsOf({ ...PLAIN, end_date_visibility_restriction: '' }), [])
  })

  for (const [index, [change, rule, field]] of MUTATIONS.entries()) {
    test(`is refused by one rule: ${rule} of ${field} (${index + 1})`, ({ assert }) => {
      assert.deepEqual(faultsOf(PLAIN), [])
      assert.deepEqual(faultsOf({ ...PLAIN, ...change }), [{ rule, field }])
    })
  }

  test('without a ground says so, and what it said of one is nobody’s', ({ assert }) => {
    const rules = faultsOf(without(PLAIN, 'decision_ground')).map(({ rule }) => rule)
    assert.sameMembers(rules, ['missing', 'ground_of_another', 'ground_of_another'])
  })

  test('is an object; nothing else is one, and nothing throws', ({ assert }) => {
    for (const other of [null, undefined, 7, 'x', [], [PLAIN]]) {
      assert.deepEqual(faultsOf(other), [{ rule: 'no_statement', field: '' }])
    }
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...Object.keys(FIELDS), 'x'), fc.anything()),
        (any) => {
          faultsOf(any)
        }
      )
    )
  })
})
