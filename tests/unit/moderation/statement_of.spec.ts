import { test } from '@japa/runner'
import fc from 'fast-check'
import { HIDING_CLAUSES } from '#feed/hiding_clauses'
import { faultsOf } from '#moderation/statements/faults_of'
import { statementOf, type DecidedRestriction } from '#moderation/statements/statement_of'

const instant = (from: string, to: string) =>
  fc.date({ min: new Date(from), max: new Date(to), noInvalidDate: true })

/** Words of a sentence: what people write without naming anybody. */
const words = (most: number) =>
  fc
    .array(fc.constantFrom('Un', 'texte', 'public', 'contre', 'la charte', 'article 3', 'répété'), {
      minLength: 1,
      maxLength: 12,
    })
    .map((list) => list.join(' ').slice(0, most))

const decisions: fc.Arbitrary<DecidedRestriction> = fc
  .record({
    number: fc.stringMatching(/^[a-z0-9-]{1,40}$/),
    act: fc.constantFrom('label', 'hide', 'remove', 'pause', 'exclude'),
    breach: fc.constantFrom(...HIDING_CLAUSES),
    ground: fc.oneof(
      fc.record({
        kind: fc.constant('charter' as const),
        clause: words(500),
        why: words(2000),
        alsoIllegal: fc.boolean(),
      }),
      fc.record({ kind: fc.constant('law' as const), reference: words(500), why: words(2000) })
    ),
    facts: words(5000),
    contains: fc.constantFrom(['text'], ['image'], ['text', 'image']),
    language: fc.constantFrom('fr', 'en', null),
    writtenAt: instant('2024-01-01', '2030-12-31'),
    decidedAt: instant('2024-01-01', '2030-12-31'),
    days: fc.option(fc.integer({ min: 1, max: 90 })),
    source: fc.constantFrom('report', 'trusted', 'other', 'own'),
    foundBySoftware: fc.boolean(),
  })
  .map(
    ({ days, ...decision }) =>
      ({
        ...decision,
        until: days === null ? null : new Date(decision.decidedAt.getTime() + days * 86_400_000),
      }) as DecidedRestriction
  )

test.group('The statement of a decision', () => {
  test('is one that the Union’s database takes, whatever was decided', ({ assert }) => {
    fc.assert(
      fc.property(decisions, (decision) => {
        assert.deepEqual(faultsOf(statementOf(decision)), [])
      }),
      { numRuns: 500 }
    )
  })

  test('says its days in Paris: what was decided after midnight there is of the next day', ({
    assert,
  }) => {
    const decision: DecidedRestriction = {
      ...{ number: 'case-7', act: 'pause', breach: 'hatred', facts: 'Un texte public.' },
      ground: { kind: 'charter', clause: 'Article 3', why: 'Il méprise.', alsoIllegal: false },
      ...{ contains: ['text'], language: 'fr', source: 'own', foundBySoftware: true },
      writtenAt: new Date('2026-03-01T22:30:00Z'),
      decidedAt: new Date('2026-03-01T23:30:00Z'),
      until: new Date('2026-03-29T22:30:00Z'),
    }
    const statement = statementOf(decision)
    assert.equal(statement.content_date, '2026-03-01')
    assert.equal(statement.application_date, '2026-03-02')
    // Summer time began that very night.
    assert.equal(statement.end_date_service_restriction, '2026-03-30')
    assert.equal(statement.decision_provision, 'DECISION_PROVISION_PARTIAL_SUSPENSION')
    assert.equal(statement.automated_detection, 'Yes')
    assert.notProperty(statement, 'source_identity')
  })
})
