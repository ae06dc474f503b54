import { readFileSync } from 'node:fs'
import { test } from '@japa/runner'
import { candidatesOf } from '#governance/methods/candidate'
import { countMajorityJudgment } from '#governance/methods/majority_judgment/majority_judgment'
import { votesData, WITHOUT_VOTES_DATA } from '#tests/support/votes_data'

interface Known {
  ballots: number
  grades_worst_to_best: string[]
  profiles: Record<string, number[]>
  ranking_majority_value: string[]
  ranking_majority_gauge: string[]
  gauge: Record<string, { grade: string; p_above: number; q_below: number }>
}

const folder = votesData('majority-judgment')

function orsay() {
  const known: Known = JSON.parse(readFileSync(`${folder}/expected.json`, 'utf8')).results.bureau_01
  const [heading = '', ...rows] = readFileSync(`${folder}/bureau_01.csv`, 'utf8')
    .trimEnd()
    .split('\n')
  const ballots = {
    title: '',
    candidates: candidatesOf(heading.split(',').slice(1)),
    grades: known.grades_worst_to_best,
    papers: rows.map((row) => ({
      papers: 1,
      grades: row
        .split(',')
        .slice(1)
        .map((cell) => (cell === '0' ? null : Number(cell) - 1)),
    })),
  }
  return { known, ballots }
}

test.group('Orsay, 2007, counted by majority judgment', () => {
  test('profiles, gauges and both rankings are those published')
    .skip(folder === null, WITHOUT_VOTES_DATA)
    .run(({ assert }) => {
      const { known, ballots } = orsay()
      const parameters = { seats: 1, missing: 'worst', blank: 'worst', lotOrder: null } as const
      const count = countMajorityJudgment(ballots, parameters)
      assert.equal(count.ballots.valid, known.ballots)
      const profiles = count.profiles.map(({ name, profile }) => [name, profile])
      assert.deepEqual(Object.fromEntries(profiles), known.profiles)
      const gauges = count.profiles.map(({ name, gauge }) => [
        name,
        {
          grade: known.grades_worst_to_best[gauge?.grade ?? -1],
          ...{ p_above: Number(gauge?.p), q_below: Number(gauge?.q) },
        },
      ])
      assert.deepEqual(Object.fromEntries(gauges), known.gauge)
      const alone = (ranking: typeof count.ranking) =>
        ranking.map((place) => place.map(({ name }) => name).join(' = '))
      assert.deepEqual(alone(count.ranking), known.ranking_majority_value)
      assert.deepEqual(alone(count.gaugeRanking), known.ranking_majority_gauge)
      assert.deepEqual(
        count.winners.map(({ name }) => name),
        ['Bayrou']
      )
    })
})
