import { readFileSync } from 'node:fs'
import { test } from '@japa/runner'
import { candidatesOf } from '#governance/methods/candidate'
import { countSchulze } from '#governance/methods/schulze/schulze'
import { votesData, WITHOUT_VOTES_DATA } from '#tests/support/votes_data'

interface Known {
  candidates: string[]
  votes: number
  condorcet_winner: boolean
  schulze_winning_implicit_ranking: string
  pairwise: number[][]
}

const OPEN = { seats: 1, unranked: 'last', statusQuo: null, lotOrder: null } as const

/** Ranks of `A > B = C`, by the names' numbers. */
const ranksOf = (ranking: string, names: readonly string[]) =>
  ranking.split('>').map((rank) => rank.split('=').map((name) => names.indexOf(name.trim()) + 1))

/** The papers of a file that has one paper and its count on each line. */
function papersOf(file: string, names: readonly string[]) {
  const lines = file.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return lines.map((line) => {
    const [ranking = '', count] = line.split('*')
    return { papers: Number(count), ranks: ranksOf(ranking, names) }
  })
}

const folder = votesData('condorcet')

test.group('Elections counted by Schulze’s method before', () => {
  test('{$self}: duels and ranking as they were computed elsewhere')
    .with(['tideman-A04', 'tideman-A26'])
    .skip(folder === null, WITHOUT_VOTES_DATA)
    .run(({ assert }, name) => {
      const known: Known = JSON.parse(readFileSync(`${folder}/expected.json`, 'utf8'))[name]
      const file = readFileSync(`${folder}/${name}.cvotes`, 'utf8')
      const ballots = {
        ...{ title: '', seats: 1, withdrawn: [] },
        candidates: candidatesOf(known.candidates),
        papers: papersOf(file, known.candidates),
      }
      const count = countSchulze(ballots, OPEN)
      assert.equal(count.ballots.cast, known.votes)
      assert.deepEqual(count.pairwise, known.pairwise)
      const ranking = count.ranking.map((place) => place.map((named) => named.name).join(' = '))
      assert.equal(ranking.join(' > '), known.schulze_winning_implicit_ranking)
      const [duels] = count.stages
      const winner = duels?.action === 'duels' ? duels.condorcetWinner : undefined
      assert.equal(winner !== null, known.condorcet_winner)
      assert.deepEqual(count.winners, count.ranking[0])
    })

  test('Schulze’s own 45 papers: E beats A, C, B and D, though nobody wins all duels', ({
    assert,
  }) => {
    const names = ['A', 'B', 'C', 'D', 'E']
    const papers = [
      ['5', 'A>C>B>E>D'],
      ['5', 'A>D>E>C>B'],
      ['8', 'B>E>D>A>C'],
      ['3', 'C>A>B>E>D'],
      ['7', 'C>A>E>B>D'],
      ['2', 'C>B>A>D>E'],
      ['7', 'D>C>E>B>A'],
      ['8', 'E>B>A>D>C'],
    ].map(([count, ranking = '']) => ({ papers: Number(count), ranks: ranksOf(ranking, names) }))
    const candidates = candidatesOf(names)
    const count = countSchulze({ title: '', candidates, seats: 1, withdrawn: [], papers }, OPEN)
    assert.deepEqual(count.pairwise, [
      [0, 20, 26, 30, 22],
      [25, 0, 16, 33, 18],
      [19, 29, 0, 17, 24],
      [15, 12, 28, 0, 14],
      [23, 27, 21, 31, 0],
    ])
    assert.deepEqual(count.strength, [
      [0, 28, 28, 30, 24],
      [25, 0, 28, 33, 24],
      [25, 29, 0, 29, 24],
      [25, 28, 28, 0, 24],
      [25, 28, 28, 31, 0],
    ])
    assert.deepEqual(
      count.ranking.map((place) => place.map(({ name }) => name)),
      [['E'], ['A'], ['C'], ['B'], ['D']]
    )
    assert.deepEqual(count.stages[0], {
      ...{ n: 1, action: 'duels', condorcetWinner: null, elected: [], excluded: [] },
    })
    assert.deepEqual(count.paths[0]?.[1], [1, 4, 3, 2], 'A to B goes by D and C')
  })
})
