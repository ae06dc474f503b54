import { readFileSync } from 'node:fs'
import { test } from '@japa/runner'
import fc from 'fast-check'
import app from '@adonisjs/core/services/app'
import { readApprovalCsv, writeApprovalCsv } from '#governance/files/approval_csv'
import { readGradesCsv, writeGradesCsv } from '#governance/files/grades_csv'
import { readRankedCsv, writeRankedCsv } from '#governance/files/ranked_csv'
import { candidatesOf } from '#governance/methods/candidate'
import { votesData, WITHOUT_VOTES_DATA } from '#tests/support/votes_data'
import { anyNames, anyText, edited, readOrFail } from './fuzz.js'

const GRADES = ['À rejeter', 'Insuffisant', 'Passable', 'Assez bien', 'Bien', 'Très bien']
const sample = readFileSync(app.makePath('tests/fixtures/ballots/legal_form.csv'), 'utf8')
const count = fc.integer({ min: 1, max: 2 ** 40 })

test.group('A table of grades', () => {
  test('has semicolons or commas, quotes, a mark of its encoding, a name for each paper', ({
    assert,
  }) => {
    const expected = {
      ...{ title: '', grades: GRADES },
      candidates: candidatesOf(['Coopérative', 'Association; loi 1901', 'Rien']),
      papers: [
        { papers: 1, grades: [5, 4, 0] },
        { papers: 1, grades: [4, null, null] },
        { papers: 1, grades: [null, null, null] },
        { papers: 1, grades: [5, 0, 1] },
      ],
    }
    assert.deepEqual(readOrFail(readGradesCsv(sample, GRADES)), expected)
    for (const end of ['\n', '\r']) {
      const other = sample.replaceAll('\r\n', end)
      assert.deepEqual(readOrFail(readGradesCsv(other, GRADES)), expected)
    }
    assert.deepEqual(readOrFail(readGradesCsv(sample.trimEnd(), GRADES)), expected)
  })

  test('of Orsay is read whole')
    .skip(votesData('majority-judgment') === null, WITHOUT_VOTES_DATA)
    .run(({ assert }) => {
      const file = readFileSync(`${votesData('majority-judgment')}/bureau_01.csv`, 'utf8')
      const { candidates, papers } = readOrFail(readGradesCsv(file, GRADES))
      assert.lengthOf(papers, 559)
      assert.deepEqual(candidates.at(-1), { number: 12, name: 'Sarkozy' })
      assert.deepEqual(papers[0]?.grades, [4, 3, null, null, 3, 2, null, 1, null, null, null, null])
    })

  test('may say how many papers are alike, with or without a column that names them', ({
    assert,
  }) => {
    for (const file of ['papers,A,B\n3,1,2\n', 'Nombre;A;B\n3;1;2', 'id,papers,A,B\n7,3,1,2']) {
      const { papers, candidates } = readOrFail(readGradesCsv(file, GRADES))
      assert.deepEqual(papers, [{ papers: 3, grades: [0, 1] }])
      assert.deepEqual(candidates, candidatesOf(['A', 'B']))
    }
  })

  test('a grade whose name is a number is written by its place', ({ assert }) => {
    const { papers } = readOrFail(readGradesCsv('A\n1\n', ['0', '1', '2']))
    assert.deepEqual(papers, [{ papers: 1, grades: [0] }])
    assert.deepInclude(readGradesCsv('A\n20\n', ['10', '20']), { ok: false })
  })

  const refusals: [string, string, number, string][] = [
    ['nothing', '', 1, 'empty_file'],
    ['no candidate', 'id,papers\n1,1', 1, 'no_candidate'],
    ['a column without a name', 'id,A,\n1,1,1', 1, 'empty_name'],
    ['one name twice', 'A,B,A\n1,1,1', 1, 'twice_name'],
    ['a cell missing', 'A,B\n1,1\n\n1\n', 4, 'csv_cells'],
    ['a cell too many', 'A,B\n1,1,1', 2, 'csv_cells'],
    ['a grade that is not there', 'A,B\n1,1\n1,7', 3, 'csv_grade'],
    ['a grade below all', 'A\n-1', 2, 'csv_grade'],
    ['no whole number of papers', 'papers,A\n1,1\n0,1', 3, 'csv_papers'],
    ['too many papers', `papers,A\n${2 ** 53 - 1},1\n1,1`, 3, 'too_many_papers'],
    ['an open quote', 'A,B\n1,"1\n1,1\n', 2, 'quote_not_closed'],
    ['words after a quote', '"A"B,C\n1,1', 1, 'quote_then_text'],
    ['a quote in a bare cell', 'A,B\n1,1\n1,a"b"', 3, 'quote_inside'],
    ['lines inside quotes', 'A,"B\nand\r\nC"\n1,1\n9,1', 5, 'csv_grade'],
    ['a name too long', `${'A'.repeat(501)},B\n1,1`, 1, 'name_too_long'],
    ['too many candidates', 'A,'.repeat(1001), 1, 'too_many_candidates'],
  ]
  test('is refused on its line: {0}')
    .with(refusals)
    .run(({ assert }, [, text, line, key]) => {
      const answer = readGradesCsv(text, GRADES)
      assert.isFalse(answer.ok)
      if (!answer.ok) assert.deepInclude(answer.refusal, { line, key })
    })

  test('needs two grades at least, of different names', ({ assert }) => {
    for (const grades of [[], ['Bien'], ['Bien', 'bien'], ['', 'Bien']]) {
      assert.deepInclude(readGradesCsv('A\n1', grades), { ok: false })
    }
  })

  test('is read as it was written', ({ assert }) => {
    const ballots = anyNames.chain((names) => {
      const grade = fc.option(fc.nat({ max: GRADES.length - 1 }))
      const given = fc.array(grade, { minLength: names.length, maxLength: names.length })
      return fc.record({
        title: fc.constant(''),
        candidates: fc.constant(candidatesOf(names)),
        grades: fc.constant(GRADES),
        papers: fc.array(fc.record({ papers: fc.constantFrom(1, 7, 2 ** 40), grades: given })),
      })
    })
    fc.assert(
      fc.property(ballots, (content) => {
        const text = writeGradesCsv(content)
        assert.deepEqual(readOrFail(readGradesCsv(text, GRADES)), content)
        assert.equal(writeGradesCsv(readOrFail(readGradesCsv(text, GRADES))), text)
      })
    )
  })
})

test.group('A table of approvals', () => {
  test('has 1, x or yes for those approved', ({ assert }) => {
    const file = 'Bulletin;Mardi;Jeudi;Samedi\n1;x;;X\n2;0;non;1\n3;;;\n'
    assert.deepEqual(readOrFail(readApprovalCsv(file)), {
      ...{ title: '', seats: 1, candidates: candidatesOf(['Mardi', 'Jeudi', 'Samedi']) },
      papers: [
        { papers: 1, approved: [1, 3] },
        { papers: 1, approved: [3] },
        { papers: 1, approved: [] },
      ],
    })
    const answer = readApprovalCsv('A,B\n1,0\n1,2')
    assert.isFalse(answer.ok)
    if (!answer.ok) assert.deepInclude(answer.refusal, { line: 3, key: 'csv_approval' })
  })

  test('is read as it was written', ({ assert }) => {
    const ballots = anyNames.chain((names) => {
      const numbers = names.map((_name, index) => index + 1)
      return fc.record({
        title: fc.constant(''),
        candidates: fc.constant(candidatesOf(names)),
        seats: fc.constant(1),
        papers: fc.array(fc.record({ papers: count, approved: fc.subarray(numbers) }), {
          maxLength: 6,
        }),
      })
    })
    fc.assert(
      fc.property(ballots, (content) => {
        assert.deepEqual(readOrFail(readApprovalCsv(writeApprovalCsv(content))), content)
      })
    )
    const one = { title: '', seats: 1, candidates: candidatesOf(['A']) }
    assert.equal(
      writeApprovalCsv({ ...one, papers: [{ papers: 1, approved: [1, 1] }] }),
      'papers,A\n1,1\n'
    )
    assert.throws(() => writeApprovalCsv({ ...one, papers: [{ papers: 1, approved: [2] }] }), /2/)
  })
})

test.group('A table of ranks', () => {
  test('may give a rank twice, leave one out, or rank nobody', ({ assert }) => {
    const file = 'Awa,Bastien,Chloé\n2,1,2\n,3,1\n,,\n'
    assert.deepEqual(readOrFail(readRankedCsv(file)).papers, [
      { papers: 1, ranks: [[2], [1, 3]] },
      { papers: 1, ranks: [[3], [], [2]] },
      { papers: 1, ranks: [] },
    ])
    for (const [cells, line] of [
      ['1,4,2', 2],
      ['1,2,3\n0,1,2', 3],
      ['1,2,b', 2],
    ] as const) {
      const answer = readRankedCsv(`A,B,C\n${cells}`)
      assert.isFalse(answer.ok)
      if (!answer.ok) assert.deepInclude(answer.refusal, { line, key: 'csv_rank' })
    }
  })

  test('is read as it was written', ({ assert }) => {
    const ballots = anyNames.chain((names) => {
      const cells = fc.array(fc.option(fc.integer({ min: 1, max: names.length })), {
        ...{ minLength: names.length, maxLength: names.length },
      })
      const ranks = cells.map((given) => {
        const last = Math.max(0, ...given.map((rank) => rank ?? 0))
        const at = (rank: number) => given.flatMap((one, i) => (one === rank ? [i + 1] : []))
        return Array.from({ length: last }, (_none, index) => at(index + 1))
      })
      return fc.record({
        title: fc.constant(''),
        candidates: fc.constant(candidatesOf(names)),
        ...{ seats: fc.constant(1), withdrawn: fc.constant([]) },
        papers: fc.array(fc.record({ papers: count, ranks }), { maxLength: 6 }),
      })
    })
    fc.assert(
      fc.property(ballots, (content) => {
        assert.deepEqual(readOrFail(readRankedCsv(writeRankedCsv(content))), content)
      })
    )
  })

  test('has no place for somebody ranked twice, withdrawn, or unknown', ({ assert }) => {
    const one = { title: '', seats: 1, withdrawn: [], candidates: candidatesOf(['A', 'B']) }
    for (const ranks of [[[1], [1]], [[3]], [[0]], [[], [], [1]]]) {
      assert.throws(() => writeRankedCsv({ ...one, papers: [{ papers: 1, ranks }] }))
    }
    assert.throws(() => writeRankedCsv({ ...one, withdrawn: [1], papers: [] }))
  })
})

test.group('Any text taken for a table', () => {
  const pieces = [
    '"',
    '""',
    ',',
    ';',
    '\n',
    '\r',
    '\r\n',
    '\0',
    '\uFEFF',
    '99999999999999999',
    "'=",
  ]
  test('is read or refused with a line that it has, never more', ({ assert }) => {
    fc.assert(
      fc.property(fc.oneof(anyText, edited(sample, pieces)), (text) => {
        const lines = text.split(/\r\n|\r|\n/).length
        for (const answer of [
          readGradesCsv(text, GRADES),
          readApprovalCsv(text),
          readRankedCsv(text),
        ]) {
          if (answer.ok) continue
          assert.isAtLeast(answer.refusal.line, 1)
          assert.isAtMost(answer.refusal.line, lines)
        }
      }),
      { numRuns: 1000 }
    )
  })
})
