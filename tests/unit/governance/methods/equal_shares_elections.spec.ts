import { readFileSync } from 'node:fs'
import { test } from '@japa/runner'
import { readPabulib } from '#governance/files/pabulib'
import { ballotsOfPabulib } from '#governance/files/pabulib_ballots'
import { countEqualShares } from '#governance/methods/equal_shares/equal_shares'
import { votesData, WITHOUT_VOTES_DATA } from '#tests/support/votes_data'
import { readOrFail } from '../files/fuzz.js'

interface Expected {
  no_completion: string[]
  ties: number
  add1: string[]
  add1_steps: number
  add1_ties: number
}

const folder = votesData('equal-shares')
const DISTRICTS = ['poland_czestochowa_2020_mirow', 'poland_gdansk_2020_nowy-port']

test.group('Two districts of Poland, counted elsewhere by two programs', () => {
  for (const district of DISTRICTS) {
    for (const utility of ['cost', 'cardinality'] as const) {
      test(`buy the same projects after as many steps: ${district}, ${utility}`)
        .skip(folder === null, WITHOUT_VOTES_DATA)
        .run(({ assert }) => {
          const path = `${folder}/${district}`
          const expected: Record<typeof utility, Expected> = JSON.parse(
            readFileSync(`${path}.expected.json`, 'utf8')
          )
          const known = expected[utility]
          assert.deepEqual([known.ties, known.add1_ties], [0, 0])
          const ballots = ballotsOfPabulib(
            readOrFail(readPabulib(readFileSync(`${path}.pb`, 'utf8')))
          )
          const terms = { budget: ballots.budget, increment: '1', utility, fill: 'none' } as const
          const count = (completion: 'none' | 'add1') =>
            countEqualShares(ballots, { ...terms, completion, lotOrder: null })
          const [first, last] = [count('none'), count('add1')]
          const ids = ({ winners }: typeof first) => winners.map(({ id }) => id).toSorted()
          assert.deepEqual(ids(first), known.no_completion.toSorted())
          assert.deepEqual(ids(last), known.add1.toSorted())
          assert.deepEqual([first.steps, last.steps], [0, known.add1_steps])
          assert.deepEqual([first.lots, first.tied, last.lots, last.tied], [[], [], [], []])
        })
    }
  }
})
