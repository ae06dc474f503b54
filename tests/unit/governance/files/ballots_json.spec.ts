import { readFileSync } from 'node:fs'
import { test } from '@japa/runner'
import fc from 'fast-check'
import app from '@adonisjs/core/services/app'
import { type Ballots, readBallotsJson, writeBallotsJson } from '#governance/files/ballots_json'
import { JsonScan } from '#governance/files/json_scan'
import { candidatesOf } from '#governance/methods/candidate'
import { anyText, edited, readOrFail } from './fuzz.js'

const sample = readFileSync(app.makePath('tests/fixtures/ballots/mayors_day.json'), 'utf8')
const candidates = candidatesOf(['Awa', 'Bastien "Baz"', 'Chloé'])
const numbers = fc.array(fc.nat({ max: 9 }), { maxLength: 4 })
const papers = fc.integer({ min: 1, max: 2 ** 40 })
const title = fc.string({ unit: 'grapheme', maxLength: 12 })
const many = <Paper>(paper: fc.Arbitrary<Paper>) => fc.array(paper, { maxLength: 5 })
const seats = fc.integer({ min: 1, max: 9 })

const anyBallots: fc.Arbitrary<Ballots> = fc.oneof(
  fc.record({
    kind: fc.constant('ranked' as const),
    ballots: fc.record({
      ...{ title, candidates: fc.constant(candidates), seats },
      withdrawn: fc.subarray([1, 2, 3]),
      papers: many(fc.record({ papers, ranks: fc.array(numbers, { maxLength: 4 }) })),
    }),
  }),
  fc.record({
    kind: fc.constant('graded' as const),
    ballots: fc.record({
      ...{ title, candidates: fc.constant(candidates), grades: fc.constant(['Non', 'Oui']) },
      papers: many(
        fc.record({
          papers,
          grades: fc.array(fc.option(fc.nat({ max: 1 })), { minLength: 3, maxLength: 3 }),
        })
      ),
    }),
  }),
  fc.record({
    kind: fc.constant('approval' as const),
    ballots: fc.record({
      ...{ title, seats },
      candidates: fc.constant([{ number: 1, name: 'Awa', id: 'a' }]),
      papers: many(fc.record({ papers, approved: numbers })),
    }),
  }),
  fc.record({
    kind: fc.constant('motion' as const),
    ballots: fc.record({
      title,
      papers: many(
        fc.record({
          papers,
          answer: fc.constantFrom('for', 'against', 'abstention', 'blank', 'block', 'invalid'),
          college: fc.constantFrom(null, 'Usagers'),
        })
      ),
    }),
  }),
  fc.record({
    kind: fc.constant('consent' as const),
    ballots: fc.record({
      ...{ title, textVersion: fc.constant(2) },
      papers: many(
        fc.record({
          papers,
          answer: fc.constantFrom('consent', 'abstention'),
          textVersion: fc.constantFrom(1, 2),
        })
      ),
      objections: fc.constantFrom(
        [],
        [
          {
            number: 1,
            by: 'Driss',
            reason: 'Le prix\nmonte',
            state: 'open' as const,
            textVersion: 1,
          },
        ]
      ),
    }),
  })
)

test.group('Ballots as JSON', () => {
  test('name their kind; candidates are names, with an identifier where they have one', ({
    assert,
  }) => {
    assert.deepEqual(readOrFail(readBallotsJson(`\uFEFF${sample}`)), {
      kind: 'approval',
      ballots: {
        ...{ title: 'Quel jour ?', seats: 1 },
        candidates: [
          { number: 1, name: 'Mardi' },
          { number: 2, name: 'Jeudi', id: 'J' },
          { number: 3, name: 'Samedi' },
        ],
        papers: [
          { papers: 4, approved: [1, 3] },
          { papers: 2, approved: [] },
        ],
      },
    })
  })

  test('are read as they were written, of any kind', ({ assert }) => {
    fc.assert(
      fc.property(anyBallots, (content) => {
        const text = writeBallotsJson(content)
        assert.deepEqual(readOrFail(readBallotsJson(text)), content)
        const once = writeBallotsJson(readOrFail(readBallotsJson(text)))
        assert.equal(writeBallotsJson(readOrFail(readBallotsJson(once))), once)
      })
    )
  })

  const shapes: [string, string, number, string, string][] = [
    ['"approval"', '"secret"', 2, 'kind', 'word'],
    ['"seats": 1', '"seats": 0', 5, 'seats', 'whole'],
    ['"seats": 1', '"seats": 1.5', 5, 'seats', 'whole'],
    ['"seats": 1', '"seat": 1', 1, 'seats', 'present'],
    ['"seats": 1', '"seats": 1, "quota": 2', 5, 'quota', 'absent'],
    ['"Quel jour ?"', 'null', 3, 'title', 'text'],
    ['"id": "J"', '"ID": "J"', 4, 'candidates[1].id', 'present'],
    ['[1, 3]', '[1, "3"]', 7, 'papers[0].approved[1]', 'whole'],
    ['[1, 3]', '[1, -3]', 7, 'papers[0].approved[1]', 'whole'],
    ['[]', '{}', 8, 'papers[1].approved', 'list'],
    ['"papers": 2', '"papers": 9007199254740991', 8, 'papers[1].papers', 'fewer'],
    ['{ "papers": 2, "approved": [] }', '3', 8, 'papers[1]', 'object'],
    ['"Mardi"', '""', 4, 'candidates[0]', 'text'],
  ]
  test('of a wrong shape are refused with the path and its line: {1}')
    .with(shapes)
    .run(({ assert }, [good, bad, line, path, expected]) => {
      assert.include(sample, good)
      const answer = readBallotsJson(sample.replace(good, bad))
      assert.isFalse(answer.ok)
      if (answer.ok) return
      assert.deepEqual(answer.refusal, { line, key: 'json_shape', words: { path, expected } })
    })

  test('give each candidate a grade, from two grades or more', ({ assert }) => {
    const graded = (grades: string[], given: (number | null)[]) => {
      const ballots = { title: '', candidates, grades, papers: [{ papers: 1, grades: given }] }
      return readBallotsJson(writeBallotsJson({ kind: 'graded', ballots }))
    }
    assert.isTrue(graded(['-', '+'], [0, null, 1]).ok)
    for (const [grades, given] of [
      [
        ['-', '+'],
        [0, 1],
      ],
      [
        ['-', '+'],
        [0, 1, 2],
      ],
      [['-'], [0, 0, 0]],
    ] as const) {
      assert.isFalse(graded([...grades], [...given]).ok)
    }
  })

  const syntax: [string, number, string][] = [
    ['', 1, 'json_syntax'],
    ['{\n"kind": "motion"\n"title": ""}', 3, 'json_syntax'],
    ['{\r\n"kind": "motion",\r\n}', 3, 'json_syntax'],
    ['[1,\n2,\n]', 3, 'json_syntax'],
    ['{"a": 01}', 1, 'json_syntax'],
    ['{"a": "\n"}', 1, 'json_syntax'],
    ['{} {}', 1, 'json_syntax'],
    ['{"a": 1,\n"\\u0061": 2}', 2, 'json_twice'],
    [`${'[\n'.repeat(100)}`, 34, 'json_deep'],
  ]
  test('that are not JSON are refused on their line: {0}')
    .with(syntax)
    .run(({ assert }, [text, line, key]) => {
      const answer = readBallotsJson(text)
      assert.isFalse(answer.ok)
      if (!answer.ok) assert.deepInclude(answer.refusal, { line, key })
    })
})

test.group('Any text taken for JSON', () => {
  const pieces = [
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '\\',
    '\\u00e9',
    '\n',
    '1e9',
    '-',
    'null',
    '\0',
  ]

  test('is JSON for our reader when it is for the platform', ({ assert }) => {
    const isJson = (text: string) => {
      try {
        JSON.parse(text)
        return true
      } catch {
        return false
      }
    }
    const texts = fc.oneof(anyText, edited(sample, pieces), fc.json(), fc.json({ maxDepth: 2 }))
    fc.assert(
      fc.property(texts, (text) => {
        const fault = new JsonScan(text).run()
        // Names given twice and deep nests are JSON all the same.
        if (fault === null || fault.key === 'json_syntax') {
          assert.equal(fault === null, isJson(text), text)
        }
      }),
      { numRuns: 2000 }
    )
  })

  test('is read or refused with a line that it has', ({ assert }) => {
    fc.assert(
      fc.property(fc.oneof(anyText, edited(sample, pieces), fc.json()), (text) => {
        const answer = readBallotsJson(text)
        if (answer.ok) return
        assert.isAtLeast(answer.refusal.line, 1)
        assert.isAtMost(answer.refusal.line, text.split(/\r\n|\r|\n/).length)
      }),
      { numRuns: 1000 }
    )
  })
})
