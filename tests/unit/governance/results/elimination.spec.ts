import { test } from '@japa/runner'
import fc from 'fast-check'
import { countIrv } from '#governance/methods/irv'
import { countMeekStv } from '#governance/methods/stv/meek_stv'
import { countScottishStv } from '#governance/methods/stv/scottish_stv'
import { countOfVotes } from '#governance/results/count_of_votes'
import { drawFlow } from '#governance/results/flow'
import { drawStages } from '#governance/results/stage_bars'
import { told } from '#governance/results/told'
import { scottishStvSentences } from '#governance/sentences/scottish_stv'
import { anyBallots, ballotsOf, STRICT } from '../methods/ranked_papers.js'

const counted = countScottishStv(
  ballotsOf(4, ['9: 1 2', '3: 2 1', '4: 3 4', '2: 4 3'], { seats: 2 }),
  { seats: 2, reading: STRICT, lotOrder: [1, 2, 3, 4] }
)

const near = (one: number, other: number) => Math.abs(one - other) < 0.05

test.group('A count drawn as a flow', () => {
  test('has a line for each candidate, the elected first and in that order', ({ assert }) => {
    const flow = drawFlow(counted)
    const elected = flow.lanes.filter(({ outcome }) => outcome === 'elected')
    assert.deepEqual(
      elected.map(({ number }) => number),
      counted.winners.map(({ number }) => number)
    )
    assert.equal(flow.lanes[0]?.number, counted.winners[0]?.number)
    assert.lengthOf(flow.columns, counted.stages.length)
  })

  test('draws what somebody gains as thick as the ribbons that arrive', ({ assert }) => {
    const flow = drawFlow(counted)
    assert.isNotEmpty(flow.ribbons)
    const [first] = flow.lanes
    const unit = (first?.bars[0]?.height ?? 0) / (first?.first ?? 1)
    for (const [index, { n }] of counted.stages.entries()) {
      for (const lane of flow.lanes) {
        const bar = lane.bars.find(({ x }) =>
          near(x + (lane.bars[0]?.width ?? 0) / 2, flow.columns[index]?.x ?? 0)
        )
        const name = lane.number === null ? null : lane.name
        const arriving = flow.ribbons
          .filter((ribbon) => ribbon.stage === n && ribbon.to === name)
          .reduce((sum, { votes }) => sum + votes * unit, 0)
        assert.isTrue(near(bar?.gained ?? 0, arriving), `${lane.name}, stage ${n}`)
      }
    }
  })

  test('keeps every vote at every stage: with somebody, or with nobody', () => {
    fc.assert(
      fc.property(anyBallots(), (ballots) => {
        const lotOrder = ballots.candidates.map(({ number }) => number)
        const all = [
          countScottishStv(ballots, { seats: ballots.seats, reading: STRICT, lotOrder }),
          countMeekStv(ballots, { seats: ballots.seats, reading: STRICT, lotOrder }),
          countIrv(ballots, { reading: STRICT, stop: 'majority_of_continuing', lotOrder }),
        ]
        return all.every((transcript) => {
          drawFlow(transcript)
          drawStages(transcript)
          const { stages, valid } = countOfVotes(transcript)
          return stages.every(({ held, lost }) => {
            const together = [...held.values()].reduce((sum, votes) => sum + votes, lost)
            return Math.abs(together - valid) < 1e-6
          })
        })
      })
    )
  })
})

test.group('A count drawn stage by stage', () => {
  test('shows who gains, who gives, and nobody once out', ({ assert }) => {
    const stages = drawStages(counted)
    const surplus = stages[1]?.bars.find(({ number }) => number === 1)
    assert.equal(surplus?.change, -2)
    assert.equal(surplus?.state, 'elected')
    assert.isAbove(surplus?.lost ?? 0, 0)
    const receiver = stages[1]?.bars.find(({ number }) => number === 2)
    assert.isAbove(receiver?.gained ?? 0, 0)
    const out = stages.findIndex(({ bars }) => bars.some(({ state }) => state === 'excluded_now'))
    const gone = stages[out]?.bars.find(({ state }) => state === 'excluded_now')?.number
    if (gone === undefined) throw new Error('Nobody left')
    for (const { bars } of stages.slice(out + 1)) {
      assert.notInclude(
        bars.map(({ number }) => number),
        gone
      )
    }
  })

  test('is told with its outcome first, and each sentence once', ({ assert }) => {
    const sentences = scottishStvSentences(counted, 'fr')
    const { headline, opening, stages, closing } = told(sentences)
    assert.include(
      headline.map(({ key }) => key),
      'counting_stv.result'
    )
    assert.equal(stages[0]?.n, 1)
    const all = [...opening, ...stages.flatMap((stage) => stage.sentences), ...closing, ...headline]
    assert.sameDeepMembers(all, sentences)
  })
})
