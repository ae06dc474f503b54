import { test } from '@japa/runner'
import { countIrv } from '#governance/methods/irv'
import type { LotOrder } from '#governance/methods/lot_order'
import type { RankedBallots } from '#governance/methods/ranked_ballots'
import { ballotsOf, STRICT } from './ranked_papers.js'

function count(
  ballots: RankedBallots,
  overvote: 'exhaust' | 'skip' = 'exhaust',
  lotOrder: LotOrder = null
) {
  const reading = { ...STRICT, overvote }
  return countIrv(ballots, { reading, stop: 'majority_of_continuing', lotOrder })
}

const namesOf = (named: readonly { name: string }[]) => named.map(({ name }) => name)

test.group('Instant runoff', () => {
  test('moves the papers of the last one until somebody has more than half', ({ assert }) => {
    const { stages, winners } = count(ballotsOf(3, ['4: 1', '3: 2', '2: 3 2']))
    assert.deepEqual(namesOf(winners), ['Bastien'])
    assert.deepInclude(stages[1], {
      ...{ action: 'exclusion', of: 3, continuing: '9', nonTransferable: '0' },
      totals: { 1: '4', 2: '5', 3: '0' },
      moved: [{ from: 3, to: 2, papers: 2, value: '2' }],
    })
  })

  test('asks for half of the votes that continue, not of all that were valid', ({ assert }) => {
    const { stages, winners, ballots } = count(ballotsOf(3, ['4: 1', '3: 2', '2: 3']))
    assert.equal(ballots.valid, 9)
    assert.deepInclude(stages.at(-1), { continuing: '7', nonTransferable: '2' })
    assert.deepEqual(namesOf(winners), ['Awa'])
  })

  test('stops at the first round with more than half, and not at just half', ({ assert }) => {
    assert.lengthOf(count(ballotsOf(3, ['5: 1', '3: 2', '1: 3'])).stages, 1)
    assert.lengthOf(count(ballotsOf(3, ['5: 1', '3: 2', '2: 3'])).stages, 2)
  })

  test('gives other totals as the last round of Burlington did, when overvotes are skipped', ({
    assert,
  }) => {
    // Made so that the last round is 4313 to 4060, or 4316 to 4061, as it was in March 2009: four of
    // the papers that Chloé leaves behind put two names at their second rank.
    const papers = ['4003: 1', '3760: 2', '310: 3 1', '300: 3 2', '3: 3 4=5 1', '1: 3 4=5 2']
    const lastRound = (overvote: 'exhaust' | 'skip') => {
      const { stages, irregular } = count(ballotsOf(5, papers), overvote, [1, 2, 3, 4, 5])
      assert.equal(irregular.overvote, 4)
      const last = stages.at(-1)
      return [last?.totals?.[1], last?.totals?.[2], last?.nonTransferable]
    }
    assert.deepEqual(lastRound('exhaust'), ['4313', '4060', '4'])
    assert.deepEqual(lastRound('skip'), ['4316', '4061', '0'])
  })

  test('leaves the sole candidate who is left the seat, whatever they hold', ({ assert }) => {
    const { winners } = count(ballotsOf(2, ['1: 1'], { withdrawn: [2] }))
    assert.deepEqual(namesOf(winners), ['Awa'])
  })

  test('elects nobody without a valid paper', ({ assert }) => {
    assert.isEmpty(count(ballotsOf(2, ['2:'])).winners)
  })

  test('has one seat, whatever the file says', ({ assert }) => {
    assert.equal(count(ballotsOf(3, ['2: 1'], { seats: 3 })).seats, 1)
  })
})

test.group('A tie in an instant runoff', () => {
  test('looks back to the round where they differed', ({ assert }) => {
    const papers = ['10: 1', '4: 2', '5: 3', '2: 4 2', '1: 4 3']
    const { stages } = count(ballotsOf(4, papers))
    assert.deepInclude(stages[2], {
      of: 2,
      tieBreak: { between: [2, 3], steps: [{ by: 'stage', stage: 1, left: [2] }] },
    })
  })

  test('between the last two is settled in the same way', ({ assert }) => {
    const { stages, winners } = count(ballotsOf(3, ['4: 1', '3: 2', '1: 3 2']))
    assert.deepInclude(stages.at(-1), { of: 2 })
    assert.deepEqual(namesOf(winners), ['Awa'])
  })

  test('from the first round on asks the lot, or stops without one', ({ assert }) => {
    const level = ballotsOf(2, ['4: 1', '4: 2'])
    assert.deepEqual(namesOf(count(level, 'exhaust', [2, 1]).winners), ['Bastien'])
    assert.deepEqual(namesOf(count(level, 'exhaust', [1, 2]).winners), ['Awa'])
    const stopped = count(level)
    assert.deepEqual(namesOf(stopped.tied), ['Awa', 'Bastien'])
    assert.isEmpty(stopped.winners)
  })
})
