import { readFileSync } from 'node:fs'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import fc from 'fast-check'
import { readPabulib, writePabulib } from '#governance/files/pabulib'
import type { Pabulib } from '#governance/files/pabulib_shape'
import { ballotsOfPabulib, pabulibOf } from '#governance/files/pabulib_ballots'
import { votesData, WITHOUT_VOTES_DATA } from '#tests/support/votes_data'
import { budgetVotes } from '../methods/budget_papers.js'
import { anyText, edited, readOrFail } from './fuzz.js'

const village = readFileSync(app.makePath('tests/fixtures/ballots/village_budget.pb'), 'utf8')
const folder = votesData('equal-shares')

/** A small good file, one of its lines replaced. */
function fileWith(line: string, instead: string): string {
  const good = [
    ...['META', 'key;value', 'budget;100', 'vote_type;scoring', 'num_votes;2', 'num_projects;2'],
    ...['PROJECTS', 'project_id;cost', 'a;60', 'b;50'],
    ...['VOTES', 'voter_id;vote;points', '1;a,b;3,1', '2;b;2.5', ''],
  ].join('\n')
  readOrFail(readPabulib(good))
  if (!good.includes(line)) throw new Error(`No line ${line}`)
  return good.replace(line, instead)
}

test.group('A budget file', () => {
  test('is read with what nobody here understands', ({ assert }) => {
    const { meta, projects, votes } = readOrFail(readPabulib(village))
    assert.deepInclude(meta, ['min_length', '1'])
    assert.deepEqual(projects.columns, ['project_id', 'cost', 'name', 'target'])
    assert.deepEqual(projects.rows[1], ['bancs', '250,5', 'Trois bancs; une table', 'aînés'])
    assert.deepEqual(votes.rows[2], ['3', 'four,fete', ''])
  })

  test('says what is counted: amounts, projects by their number, papers, a blank one', ({
    assert,
  }) => {
    const { title, budget, projects, papers } = ballotsOfPabulib(readOrFail(readPabulib(village)))
    assert.deepEqual([title, budget], ['Budget du village', '1200.5'])
    assert.deepEqual(projects[1], {
      ...{ number: 2, name: 'Trois bancs; une table', id: 'bancs', cost: '250.5' },
    })
    assert.deepEqual(
      papers.map(({ listed }) => listed),
      [[1, 2], [1], [1, 4], [3, 4], [3], [], [2, 1]]
    )
  })

  test('needs neither names, voters nor announced numbers, and may order its parts otherwise', ({
    assert,
  }) => {
    const text = [
      ...['\uFEFFvotes', 'vote', 'a', '""', '', 'projects;;', 'cost;project_id', '"5";a;;'],
      ...['Meta;', 'key;value', 'budget; 7 ', 'vote_type;ordinal'],
    ].join('\r\n')
    const ballots = ballotsOfPabulib(readOrFail(readPabulib(text)))
    assert.deepEqual(ballots.projects, [{ number: 1, name: 'a', id: 'a', cost: '5' }])
    assert.deepEqual(ballots.papers, [
      { papers: 1, listed: [1] },
      { papers: 1, listed: [] },
    ])
  })

  test('of Poland is read whole and written again: {0}')
    .with([
      ['poland_czestochowa_2020_mirow', 373, 10],
      ['poland_gdansk_2020_nowy-port', 945, 6],
    ] as const)
    .skip(folder === null, WITHOUT_VOTES_DATA)
    .run(({ assert }, [name, papers, projects]) => {
      const text = readFileSync(`${folder}/${name}.pb`, 'utf8')
      const file = readOrFail(readPabulib(text))
      assert.lengthOf(file.votes.rows, papers)
      assert.lengthOf(file.projects.rows, projects)
      assert.deepEqual(readOrFail(readPabulib(writePabulib(file))), file)
      assert.equal(writePabulib(file).trimEnd(), text.replaceAll('\r', '').trimEnd())
    })

  const refusals: [string, string, string, number, string][] = [
    ['something before its parts', 'META', 'MATE', 1, 'pb_no_heading'],
    ['no votes', 'VOTES\nvoter_id;vote;points\n1;a,b;3,1\n2;b;2.5\n', '', 0, 'pb_section_missing'],
    ['a part twice', 'PROJECTS', 'META', 7, 'pb_section_twice'],
    ['a key twice', 'num_votes;2', 'budget;2', 5, 'pb_key_twice'],
    ['no budget', 'budget;100', 'budged;100', 2, 'pb_key_missing'],
    ['no type', 'vote_type;scoring', 'type;scoring', 2, 'pb_key_missing'],
    ['an unknown type', 'scoring', 'shouting', 4, 'pb_vote_type'],
    ['a budget in words', 'budget;100', 'budget;cent', 3, 'pb_amount'],
    ['a negative cost', 'a;60', 'a;-60', 9, 'pb_amount'],
    ['a cost in five decimals', 'a;60', 'a;60.00001', 9, 'pb_amount'],
    ['a cost with a space', 'a;60', 'a;1 060', 9, 'pb_amount'],
    ['a cost of nothing', 'a;60', 'a;0,00', 9, 'pb_free_project'],
    ['costs beyond count', 'a;60', 'a;900719925474', 10, 'pb_too_much_money'],
    ['a column missing', 'project_id;cost', 'project_id;price', 8, 'pb_column_missing'],
    ['a column twice', 'project_id;cost', 'cost;cost', 8, 'pb_column_twice'],
    ['more columns than cells', 'voter_id;vote;points', 'voter_id;vote;points;x', 13, 'csv_cells'],
    ['a project without a name', 'a;60', ' ;60', 9, 'pb_project_id'],
    ['a project named by two', 'a;60', '"a,b";60', 9, 'pb_project_id'],
    ['a name too long', 'a;60', `${'a'.repeat(501)};60`, 9, 'name_too_long'],
    ['a project twice', 'b;50', 'a;50', 10, 'pb_project_twice'],
    ['a cell missing', 'b;50', 'b', 10, 'csv_cells'],
    ['a cell too many', 'b;50', 'b;50;;1', 10, 'csv_cells'],
    ['an unknown project', '2;b;2.5', '2;c;2.5', 14, 'pb_project_unknown'],
    ['an empty place in a list', '2;b;2.5', '2;b,;1,1', 14, 'pb_project_unknown'],
    ['a project listed twice', '1;a,b;3,1', '1;b,b;3,1', 13, 'pb_listed_twice'],
    ['a voter twice', '2;b;2.5', '1;b;2.5', 14, 'pb_voter_twice'],
    ['points for fewer', '1;a,b;3,1', '1;a,b;3', 13, 'pb_points'],
    ['points in words', '2;b;2.5', '2;b;x', 14, 'pb_point'],
    ['more votes announced', 'num_votes;2', 'num_votes;3', 5, 'pb_count'],
    ['fewer projects announced', 'num_projects;2', 'num_projects;1', 6, 'pb_count'],
    ['an open quote', '1;a,b;3,1', '1;"a,b;3,1', 13, 'quote_not_closed'],
    ['words after a quote', 'a;60', '"a"x;60', 9, 'quote_then_text'],
    ['a wrong line after lines in quotes', 'a;60', '"a\nb\r\nc";x', 9, 'pb_amount'],
  ]
  test('is refused on its line: {0}')
    .with(refusals)
    .run(({ assert }, [, line, instead, at, key]) => {
      const answer = readPabulib(fileWith(line, instead))
      assert.isFalse(answer.ok)
      if (!answer.ok) assert.deepInclude(answer.refusal, { line: at, key })
    })

  test('is refused when it has too many columns, projects or characters', ({ assert }) => {
    const columns = `project_id;cost${';x'.repeat(199)}`
    const many = [...Array(1001).keys()].map((id) => `p${id};1`).join('\n')
    const refusal = (text: string) => {
      const answer = readPabulib(text)
      return answer.ok ? null : answer.refusal.key
    }
    const project = `a;60${';'.repeat(199)}\nb;50${';'.repeat(199)}`
    const wide = fileWith('project_id;cost\na;60\nb;50', `${columns}\n${project}`)
    assert.equal(refusal(wide), 'pb_too_many_columns')
    const crowd = fileWith('num_projects;2', 'num_projects;1003').replace('b;50', `b;50\n${many}`)
    assert.equal(refusal(crowd), 'pb_too_many_projects')
    assert.equal(refusal(' '.repeat(200_000_001)), 'too_large')
  })
})

const cell = fc.oneof(
  fc.constantFrom(
    '',
    'META',
    'votes',
    '""',
    ';',
    'a;b',
    'l’an\nprochain\r\n',
    ' x ',
    '\r',
    '\uFEFF'
  ),
  fc.string({ unit: 'binary', maxLength: 6 })
)
const names = (first: string[]) =>
  fc
    .uniqueArray(cell, { maxLength: 3 })
    .map((others) => [...new Set([...first, ...others.filter((name) => !KNOWN.has(name))])])
const KNOWN = new Set(['name', 'voter_id', 'points', 'num_votes', 'num_projects'])

/** Files that are good in all that is checked, and hold anything elsewhere. */
const anyFile: fc.Arbitrary<Pabulib> = fc
  .record({
    keys: names(['budget', 'vote_type']),
    projectColumns: names(['cost', 'project_id']),
    voteColumns: names(['vote']),
    costs: fc.array(fc.constantFrom('1', '2,50', '0.0001'), { maxLength: 4 }),
    votes: fc.array(fc.array(fc.nat(), { maxLength: 3 }), { maxLength: 5 }),
    others: fc.array(cell, { minLength: 1, maxLength: 9 }),
  })
  .map(({ keys, projectColumns, voteColumns, costs, votes, others }): Pabulib => {
    let at = 0
    const other = () => others[at++ % others.length] ?? ''
    const row = (columns: string[], known: Record<string, string>) =>
      columns.map((column) => known[column] ?? other())
    const settings: Record<string, string> = { budget: '12,5', vote_type: 'approval' }
    return {
      meta: keys.map((key) => [key, settings[key] ?? other()]),
      projects: {
        columns: projectColumns,
        rows: costs.map((cost, id) => row(projectColumns, { cost, project_id: `p ${id}` })),
      },
      votes: {
        columns: voteColumns,
        rows: votes.map((list) => {
          const ids = costs.length ? list.map((number) => `p ${number % costs.length}`) : []
          return row(voteColumns, { vote: [...new Set(ids)].join(',') })
        }),
      },
    }
  })

test.group('A budget file, whatever it holds', () => {
  test('is read back as it was written, and written as it was read', ({ assert }) => {
    fc.assert(
      fc.property(anyFile, (file) => {
        const written = writePabulib(file)
        const read = readOrFail(readPabulib(written))
        assert.deepEqual(read, file)
        assert.equal(writePabulib(read), written)
      }),
      { numRuns: 500 }
    )
  })

  test('made from a vote counts the same', ({ assert }) => {
    fc.assert(
      fc.property(budgetVotes({ voters: 6, projects: 5, costs: 9 }), (ballots) => {
        const text = writePabulib(pabulibOf({ ...ballots, title: 'Four ; pain' }))
        const read = ballotsOfPabulib(readOrFail(readPabulib(text)))
        assert.equal(read.title, 'Four ; pain')
        assert.equal(read.budget, ballots.budget)
        assert.deepEqual(
          read.projects,
          ballots.projects.map((project) => ({ ...project, id: String(project.number) }))
        )
        const papers = ({ papers: all }: typeof read) =>
          all.flatMap(({ papers: count, listed }) => Array(count).fill(listed.join())).toSorted()
        assert.deepEqual(papers(read), papers(ballots))
      })
    )
  })

  test('gives identifiers of its own when those of the vote cannot be written', ({ assert }) => {
    const ballots = ballotsOfPabulib(readOrFail(readPabulib(village)))
    const ids = (given: string[]) => {
      const projects = ballots.projects.map((project, at) => ({ ...project, id: given[at] ?? '' }))
      return pabulibOf({ ...ballots, projects }).projects.rows.map(([id]) => id)
    }
    assert.deepEqual(ids(['four', 'b', 'c', 'd']), ['four', 'b', 'c', 'd'])
    assert.deepEqual(ids(['four', 'four', 'c', 'd']), ['1', '2', '3', '4'])
    assert.deepEqual(ids(['a,b', 'b', 'c', 'd']), ['1', '2', '3', '4'])
    assert.deepEqual(ids(['a', '', 'c', 'd']), ['1', '2', '3', '4'])
  })

  test('of nonsense is read or refused on one of its lines, and always counted alike', ({
    assert,
  }) => {
    const pieces = [';', '"', '\n', ',', 'META', '\nVOTES\n', 'four', '-1', '0', '9'.repeat(13)]
    let [good, bad] = [0, 0]
    fc.assert(
      fc.property(fc.oneof(anyText, edited(village, pieces)), (text) => {
        const answer = readPabulib(text)
        if (answer.ok) {
          good++
          assert.doesNotThrow(() => ballotsOfPabulib(answer.value))
          assert.deepEqual(readOrFail(readPabulib(writePabulib(answer.value))), answer.value)
        } else {
          bad++
          assert.isAtMost(answer.refusal.line, text.split(/\r\n|\r|\n/).length)
        }
      }),
      { numRuns: 1500 }
    )
    assert.isAbove(Math.min(good, bad), 50)
  })
})
