import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import { readBlt, writeBlt } from '#governance/files/blt'
import { candidatesOf } from '#governance/methods/candidate'
import type { RankedBallots } from '#governance/methods/ranked_ballots'

const sample = readFileSync(app.makePath('tests/fixtures/ballots/moderators.blt'), 'utf8')

function read(text: string): RankedBallots {
  const answer = readBlt(text)
  if (!answer.ok) throw new Error(`${answer.refusal.key}, line ${answer.refusal.line}`)
  return answer.value
}

const NAMES = ['"Awa"', '"Bastien"', '"Chloé"', '"Who moderates"']

/** A file of three candidates for two seats, with these lines of papers. */
const file = (papers: string[], after = ['0', ...NAMES]) => ['3 2', ...papers, ...after].join('\n')

test.group('A BLT file', () => {
  test('holds a title, candidates, seats, who stepped back, and papers', ({ assert }) => {
    assert.deepEqual(read(sample), {
      title: 'Who moderates in 2027',
      candidates: candidatesOf(['Awa Diallo', 'Bastien "Baz" Morel', 'Chloé \\ Roux', 'Driss']),
      seats: 2,
      withdrawn: [4],
      papers: [
        { papers: 12, ranks: [[1], [2], [3]] },
        { papers: 5, ranks: [[2, 3], [1]] },
        { papers: 3, ranks: [[3], [], [1]] },
        { papers: 1, ranks: [] },
        { papers: 1, ranks: [[4], [2]] },
      ],
    })
  })

  test('reads the same with the line ends of any system, or a mark of its encoding', ({
    assert,
  }) => {
    const expected = read(sample)
    assert.deepEqual(read(sample.replaceAll('\n', '\r\n')), expected)
    assert.deepEqual(read(sample.replaceAll('\n', '\r')), expected)
    assert.deepEqual(read(`\uFEFF${sample}`), expected)
    assert.deepEqual(read(sample.trimEnd()), expected)
  })

  test('may say where it is from after its title, and then anything', ({ assert }) => {
    const more = ['0', ...NAMES, '"The tellers"', '"Counted twice"', 'First: 1 2 3']
    assert.equal(read(file(['1 1 0'], more)).title, 'Who moderates')
  })

  test('takes blanks in a row in a name for one', ({ assert }) => {
    const names = ['0', '"Awa   Diallo"', '"B"', '"C"', '"T"']
    assert.equal(read(file(['1 1 0'], names)).candidates[0]?.name, 'Awa Diallo')
  })

  const refusals: [string, string, number, string][] = [
    ['nothing at all', ' \n# only a comment\n', 3, 'blt_empty'],
    ['words at the top', 'Awa 2', 1, 'blt_first_line'],
    ['a first line cut short', '3\n1 1 0', 1, 'blt_first_line'],
    ['a first line too long', '3 2 1\n', 1, 'blt_first_line'],
    ['nobody to choose', '0 1\n0\n"T"', 1, 'blt_candidates'],
    ['too many to choose from', '1001 1\n', 1, 'blt_candidates'],
    ['no seat', '3 0\n', 1, 'blt_seats'],
    ['somebody who steps back without standing', '3 2\n-4\n0', 2, 'blt_number'],
    ['a paper beside those who stepped back', '3 2\n-1 2 0\n0', 2, 'blt_withdrawn'],
    ['a number that nobody has', file(['1 1 0', '1 2 4 0']), 3, 'blt_number'],
    ['a rank that is a word', file(['1 1 0', '2 1 Awa 0']), 3, 'blt_paper'],
    ['half a paper', file(['1.5 1 0']), 2, 'blt_paper'],
    ['a paper without its 0', file(['1 1 2', '1 2 0']), 2, 'blt_no_zero'],
    ['two papers on a line', file(['1 1 0 1 2 0']), 2, 'blt_after_zero'],
    ['no papers at all, no end', '3 2\n', 2, 'blt_no_end'],
    ['no 0 after the papers', file(['1 1 0'], []), 2, 'blt_no_end'],
    ['names where papers should be', file(['1 1 0'], NAMES), 3, 'blt_paper'],
    ['a name too few', file(['1 1 0'], ['0', ...NAMES.slice(1)]), 6, 'blt_names'],
    ['names far too many', file(['1 1 0'], ['0', ...NAMES, ...NAMES]), 10, 'blt_too_many_names'],
    ['names without quotes', file(['1 1 0'], ['0', 'Awa', 'Bastien']), 4, 'blt_quotes'],
    ['a quote left open', file(['1 1 0'], ['0', '"Awa', '"Bastien"']), 4, 'blt_unclosed'],
    ['a paper whose name is left open', file(['(a 1 1 0']), 2, 'blt_paper_name'],
    ['an equal sign that leads nowhere', file(['1 2= 0']), 2, 'blt_number'],
    ['a number beyond all counting', file(['99999999999999999999 1 0']), 2, 'blt_number_too_large'],
    [
      'more papers than can be counted',
      file(['9007199254740991 1 0', '1 1 0']),
      3,
      'too_many_papers',
    ],
    ['a paper with ranks beyond end', file([`1 ${'- '.repeat(1001)}0`]), 2, 'blt_ranks'],
    ['equals beyond end', file([`1 1${'=1'.repeat(1001)} 0`]), 2, 'blt_ranks'],
  ]
  test('is refused, its line named, for {0}')
    .with(refusals)
    .run(({ assert }, [, text, line, key]) => {
      const answer = readBlt(text)
      assert.isFalse(answer.ok)
      if (!answer.ok) assert.deepInclude(answer.refusal, { line, key })
    })
})

const anyName = fc
  .string({ unit: 'grapheme', maxLength: 12 })
  .map((name) => name.replace(/[\r\n\t ]+/g, ' '))

const anyContent: fc.Arbitrary<RankedBallots> = fc.integer({ min: 1, max: 6 }).chain((count) => {
  const number = fc.integer({ min: 1, max: count })
  return fc.record({
    title: anyName,
    candidates: fc.array(anyName, { minLength: count, maxLength: count }).map(candidatesOf),
    seats: fc.integer({ min: 1, max: 9 }),
    withdrawn: fc.uniqueArray(number).map((numbers) => numbers.toSorted((a, b) => a - b)),
    papers: fc.array(
      fc.record({
        papers: fc.integer({ min: 1, max: 2 ** 40 }),
        ranks: fc.array(fc.array(number, { maxLength: 3 }), { maxLength: 5 }),
      })
    ),
  })
})

test.group('Reading and writing BLT', () => {
  test('undo each other, whatever the content', ({ assert }) => {
    fc.assert(
      fc.property(anyContent, (content) => {
        const text = writeBlt(content)
        assert.deepEqual(read(text), content)
        assert.equal(writeBlt(read(text)), text)
      })
    )
  })

  test('answer to any bytes, and never throw', ({ assert }) => {
    const noise = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({ unit: fc.constantFrom(...'0123 -="()#\n\r\\'), maxLength: 200 })
    )
    fc.assert(
      fc.property(noise, (text) => {
        assert.isBoolean(readBlt(text).ok)
      }),
      { numRuns: 1000 }
    )
  })

  test('answer to a good file with anything changed, and name a line that it has', ({ assert }) => {
    const edit = fc.record({
      at: fc.nat(sample.length),
      cut: fc.nat(12),
      put: fc.string({ unit: fc.constantFrom(...'019 -="()#\n\r\\é'), maxLength: 6 }),
    })
    let refusedFiles = 0
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
        const text = edits.reduce(
          (whole, { at, cut, put }) => whole.slice(0, at) + put + whole.slice(at + cut),
          sample
        )
        const answer = readBlt(text)
        if (answer.ok) return
        refusedFiles += 1
        assert.isAtMost(answer.refusal.line, text.split(/\r\n|\r|\n/).length)
        assert.isAtLeast(answer.refusal.line, 1)
      }),
      { numRuns: 1000 }
    )
    assert.isAbove(refusedFiles, 100)
  })
})
