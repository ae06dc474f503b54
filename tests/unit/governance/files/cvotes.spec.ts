import { readFileSync } from 'node:fs'
import { test } from '@japa/runner'
import fc from 'fast-check'
import app from '@adonisjs/core/services/app'
import { type CvotesBallots, readCvotes } from '#governance/files/cvotes'
import { writeCvotes } from '#governance/files/write_cvotes'
import { candidatesOf } from '#governance/methods/candidate'
import { votesData, WITHOUT_VOTES_DATA } from '#tests/support/votes_data'
import { anyNames, anyText, edited, readOrFail } from './fuzz.js'

const sample = readFileSync(app.makePath('tests/fixtures/ballots/bread_oven.cvotes'), 'utf8')
const three = '#/Candidates: A ; B ; C\n'

test.group('A file of the Condorcet Election Format', () => {
  test('holds settings, tags, weights, counts, comments and blank papers', ({ assert }) => {
    assert.deepEqual(readOrFail(readCvotes(sample)), {
      ...{ title: 'Le four à pain', seats: 1, withdrawn: [], unranked: 'last' },
      candidates: candidatesOf(['Sur la place', 'Au lavoir', 'Ne rien changer']),
      papers: [
        { papers: 12, ranks: [[1], [2]] },
        { papers: 5, ranks: [[2], [1, 3]] },
        { papers: 6, ranks: [[3]] },
        { papers: 2, ranks: [] },
        { papers: 1, ranks: [[2], [0], [3]] },
      ],
    })
    const allowed = sample.replace('Weight Allowed: false', 'weight allowed: TRUE')
    assert.equal(readOrFail(readCvotes(allowed)).papers[1]?.papers, 15)
  })

  test('reads the same with the line ends of any system, or a mark of its encoding', ({
    assert,
  }) => {
    const expected = readOrFail(readCvotes(sample))
    assert.deepEqual(readOrFail(readCvotes(sample.replaceAll('\n', '\r\n'))), expected)
    assert.deepEqual(readOrFail(readCvotes(sample.replaceAll('\n', '\r'))), expected)
    assert.deepEqual(readOrFail(readCvotes(`\uFEFF${sample.trimEnd()}`)), expected)
  })

  test('of a club is read whole')
    .skip(votesData('condorcet') === null, WITHOUT_VOTES_DATA)
    .run(({ assert }) => {
      const file = readFileSync(`${votesData('condorcet')}/tideman-A04.cvotes`, 'utf8')
      const { candidates, seats, papers } = readOrFail(readCvotes(file))
      assert.deepEqual([candidates.length, seats], [14, 2])
      assert.equal(
        papers.reduce((sum, paper) => sum + paper.papers, 0),
        43
      )
    })

  test('without a list, has those for candidates who are on papers, in whatever order', ({
    assert,
  }) => {
    const one = readOrFail(readCvotes('Chloé > Awa * 2\nBastien\n'))
    const other = readOrFail(readCvotes('Bastien\nChloé > Awa * 2\n'))
    assert.deepEqual(one.candidates, candidatesOf(['Awa', 'Bastien', 'Chloé']))
    assert.deepEqual(other.candidates, one.candidates)
    assert.deepEqual(one.papers[0], { papers: 2, ranks: [[3], [1]] })
  })

  test('may say that whoever is not ranked is compared to nobody', ({ assert }) => {
    const file = `${three}#/Implicit Ranking: false\nA\n/EMPTY/\n`
    const read = readOrFail(readCvotes(file))
    assert.equal(read.unranked, 'ignored')
    assert.deepEqual(read.papers[1], { papers: 1, ranks: [] })
  })

  const refusals: [string, string, number, string][] = [
    ['nothing', '', 1, 'no_candidate'],
    ['a setting that is not one', '#/Candidates A\nA', 1, 'cvotes_setting'],
    ['a blank before the colon', '#/Candidates : A\nA', 1, 'cvotes_setting'],
    ['a setting that is moved in', '\n #/Candidates: A\nA', 2, 'cvotes_setting'],
    ['a setting after papers', 'A\n#/Candidates: A', 2, 'cvotes_late_setting'],
    ['a setting given twice', `${three}${three}A`, 2, 'cvotes_twice_setting'],
    ['a candidate named twice', '#/Candidates: A ; B;A', 1, 'twice_name'],
    ['a candidate without a name', '#/Candidates: A ;; B', 1, 'empty_name'],
    ['a comment beside a setting', '#/Candidates: A;B # two', 1, 'cvotes_name'],
    ['no seat', '#/Number of Seats: 0\nA', 1, 'cvotes_seats'],
    ['neither true nor false', '#/Weight Allowed: yes\nA', 1, 'cvotes_true_false'],
    ['a sign that is not one', `${three}\nA < B > C`, 3, 'cvotes_paper'],
    ['the count before the weight', `${three}A > B * 8 ^7`, 2, 'cvotes_paper'],
    ['tags alone', `${three}one, two ||`, 2, 'cvotes_paper'],
    ['no time at all', `${three}A\nA * 0`, 3, 'cvotes_count'],
    ['a count beyond numbers', `${three}A * 99999999999999999999`, 2, 'cvotes_count'],
    ['too many papers', `${three}A * ${2 ** 53 - 1}\nB`, 3, 'too_many_papers'],
    ['a rank left empty', `${three}A > > B`, 2, 'cvotes_empty_name'],
    ['somebody ranked twice', `${three}A > B > A`, 2, 'cvotes_ranked_twice'],
    ['somebody withdrawn who does not stand', `${three}#/Withdrawn: D\nA`, 2, 'cvotes_withdrawn'],
  ]
  test('is refused on its line: {0}')
    .with(refusals)
    .run(({ assert }, [, text, line, key]) => {
      const answer = readCvotes(text)
      assert.isFalse(answer.ok)
      if (!answer.ok) assert.deepInclude(answer.refusal, { line, key })
    })

  test('is read as it was written', ({ assert }) => {
    const plain = anyNames.map((names) => names.filter((name) => !/[><=;#^*|]/.test(name)))
    const ballots = plain
      .filter((names) => names.length > 0)
      .chain((names): fc.Arbitrary<CvotesBallots> => {
        const numbers = names.map((_name, index) => index + 1)
        const ranks = fc.shuffledSubarray(numbers).chain((order) =>
          fc
            .array(fc.boolean(), { minLength: order.length, maxLength: order.length })
            .map((level) =>
              order.reduce<number[][]>((all, number, index) => {
                const last = all.at(-1)
                if (last && level[index]) last.push(number)
                else all.push([number])
                return all
              }, [])
            )
        )
        return fc.record({
          title: fc.constantFrom('', 'Le four à pain #2'),
          candidates: fc.constant(candidatesOf(names)),
          seats: fc.integer({ min: 1, max: 9 }),
          withdrawn: fc.subarray(numbers),
          unranked: fc.constantFrom('last', 'ignored'),
          papers: fc.array(fc.record({ papers: fc.constantFrom(1, 2 ** 45), ranks })),
        })
      })
    fc.assert(
      fc.property(ballots, (content) => {
        const text = writeCvotes(content)
        assert.deepEqual(readOrFail(readCvotes(text)), content)
        assert.equal(writeCvotes(readOrFail(readCvotes(text))), text)
      })
    )
  })

  test('gives look-alikes for the signs it keeps for itself, and says no to what it cannot say', ({
    assert,
  }) => {
    const one = { title: '', seats: 1, withdrawn: [], unranked: 'last', papers: [] } as const
    const text = writeCvotes({ ...one, candidates: candidatesOf(['A > B', '/EMPTY_RANKING/']) })
    assert.deepEqual(
      readOrFail(readCvotes(text)).candidates,
      candidatesOf(['A ＞ B', '／EMPTY_RANKING／'])
    )
    const two = { ...one, candidates: candidatesOf(['A', 'unknown']) }
    const written = writeCvotes({ ...two, papers: [{ papers: 1, ranks: [[9], [1], [7]] }] })
    assert.deepEqual(readOrFail(readCvotes(written)).papers[0]?.ranks, [[0], [1]])
    for (const ranks of [
      [[1], [1]],
      [[1], [], [2]],
      [[], [2]],
    ]) {
      assert.throws(() => writeCvotes({ ...two, papers: [{ papers: 1, ranks }] }))
    }
    assert.throws(() => writeCvotes({ ...one, candidates: candidatesOf(['A', ' A']) }))
  })

  test('of any text is read or refused with a line that it has', ({ assert }) => {
    const pieces = [
      '#/',
      '#',
      '||',
      '>',
      '=',
      '^',
      '*',
      ' * 2',
      ' ^2',
      '\n',
      '\r',
      ';',
      '\0',
      '/EMPTY/',
    ]
    fc.assert(
      fc.property(fc.oneof(anyText, edited(sample, pieces)), (text) => {
        const answer = readCvotes(text)
        if (answer.ok) return
        assert.isAtLeast(answer.refusal.line, 1)
        assert.isAtMost(answer.refusal.line, text.split(/\r\n|\r|\n/).length)
      }),
      { numRuns: 1000 }
    )
  })
})
