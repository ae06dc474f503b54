import { readdirSync, readFileSync } from 'node:fs'
import { test } from '@japa/runner'
import { readBlt } from '#governance/files/blt'
import { countScottishStv } from '#governance/methods/stv/scottish_stv'
import { votesData, WITHOUT_VOTES_DATA } from '../../../support/votes_data.js'
import { readDump } from './stv_dump.js'

const folder = votesData('stv')
const elections = (folder ? readdirSync(folder) : [])
  .filter((name) => name.endsWith('.blt'))
  .map((name) => name.replace('.blt', ''))

/** In one election two people stand level at all stages: the published count took the lower number. */
const BACKWARDS = [6, 5, 4, 3, 2, 1]

const part = (name: string, ending: string) => `${folder}/${name}${ending}`

function countOf(name: string) {
  const read = readBlt(readFileSync(part(name, '.blt'), 'utf8'))
  if (!read.ok) throw new Error(`${name}: ${read.refusal.key}, line ${read.refusal.line}`)
  const lotOrder = name === 'weak-surplus' ? BACKWARDS : null
  const reading = { overvote: 'exhaust', emptyRank: 'exhaust' } as const
  return countScottishStv(read.value, { seats: read.value.seats, reading, lotOrder })
}

test.group('Elections counted in Scotland', () => {
  test('are at hand: all wards of Glasgow in 2007, and two made for ties', ({ assert }) => {
    assert.lengthOf(elections, 23)
  }).skip(!folder, WITHOUT_VOTES_DATA)

  test('{$self}: each total of each stage, to the fifth decimal')
    .with(elections)
    .skip(!folder, WITHOUT_VOTES_DATA)
    .run(({ assert }, name) => {
      const dump = readDump(part(name, '.droop-dump.txt'))
      const { stages, quota, winners, tied } = countOf(name)
      assert.equal(quota, dump.quota)
      assert.deepEqual(
        stages.map(({ totals, nonTransferable }) => ({ totals, nonTransferable })),
        dump.stages.map(({ totals, nonTransferable }) => ({ totals, nonTransferable }))
      )
      const elected = Object.entries(dump.end.states).filter(([, state]) => state === 'E')
      assert.sameMembers(
        winners.map(({ number }) => String(number)),
        elected.map(([number]) => number)
      )
      assert.isEmpty(tied)
    })

  test('{$self}: the elected, the quota and the ballots that were announced')
    .with(elections)
    .skip(!folder, WITHOUT_VOTES_DATA)
    .run(({ assert }, name) => {
      const announced = JSON.parse(readFileSync(part(name, '.expected.json'), 'utf8'))
      const { winners, quota, ballots, seats } = countOf(name)
      assert.sameMembers(
        winners.map((winner) => winner.name),
        announced.elected
      )
      assert.deepEqual(
        { quota, ballots: ballots.valid, seats },
        { quota: announced.quota, ballots: announced.ballots, seats: announced.seats }
      )
    })
})
