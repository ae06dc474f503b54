import { test } from '@japa/runner'
import { countScottishStv } from '#governance/methods/stv/scottish_stv'
import type { LotOrder } from '#governance/methods/lot_order'
import type { RankedBallots } from '#governance/methods/ranked_ballots'
import { ballotsOf, STRICT } from './ranked_papers.js'

function count(ballots: RankedBallots, seats: number, lotOrder: LotOrder = null) {
  return countScottishStv(ballots, { seats, reading: STRICT, lotOrder })
}

const namesOf = (named: readonly { name: string }[]) => named.map(({ name }) => name)

test.group('Scottish STV', () => {
  test('passes a surplus on, cut at five decimals, as anyone can check by hand', ({ assert }) => {
    // Quota 34; 60 - 34 = 26; 26 / 60 = 0.433333…; 60 × 0.43333 = 25.9998.
    const { stages, quota, winners } = count(ballotsOf(3, ['60: 1 2', '25: 3', '15: 2']), 2)
    assert.equal(quota, '34.00000')
    assert.deepEqual(namesOf(winners), ['Awa', 'Bastien'])
    const [, surplus] = stages
    assert.deepInclude(surplus, {
      ...{ action: 'surplus', of: 1, surplus: '26.00000' },
      totals: { 1: '34.00000', 2: '40.99980', 3: '25.00000' },
      moved: [{ from: 1, to: 2, papers: 60, value: '25.99980' }],
      parcels: [{ papers: 60, held: '1.00000', moved: '0.43333' }],
      ...{ nonTransferable: '0.00000', lost: '0.00020' },
    })
  })

  test('takes all papers of the elected, not only the last to arrive', ({ assert }) => {
    // Driss leaves for Awa (41 + 9 = 50 on a quota of 34): her 41 first papers move as well.
    const papers = ['41: 1 2', '9: 4 1 3', '30: 2', '20: 3 2']
    const { stages } = count(ballotsOf(4, papers), 2)
    const surplus = stages.find((stage) => stage.action === 'surplus')
    assert.deepEqual(surplus?.moved, [{ from: 1, to: 2, papers: 41, value: '6.99993' }])
  })

  test('gives nothing more to somebody who is elected', ({ assert }) => {
    const { stages } = count(ballotsOf(4, ['40: 1 2 3', '40: 2 1 3', '11: 3', '9: 4']), 2)
    assert.deepEqual(namesOf(stages[0]?.elected ?? []), ['Awa', 'Bastien'])
    assert.lengthOf(stages, 1)
  })

  test('counts at its reduced value a paper that moves a second time', ({ assert }) => {
    // Awa 60 on a quota of 26: each paper goes on at 34 / 60 = 0.56666, then Bastien leaves for Driss.
    const papers = ['60: 1 2 4', '17: 3', '14: 4', '9: 5']
    const { stages } = count(ballotsOf(5, papers), 3)
    const [, first, second] = stages
    assert.deepInclude(first, {
      totals: { 1: '26.00000', 2: '33.99960', 3: '17.00000', 4: '14.00000', 5: '9.00000' },
    })
    assert.deepInclude(second?.parcels?.[0], { papers: 60, held: '0.56666', moved: '0.13332' })
  })

  test('moves papers parcel by parcel, those worth most first', ({ assert }) => {
    // Quota 27. Awa passes on 13 / 40 = 0.325 each; Bastien then has 20 papers at 1 and 40 at 0.325.
    const { stages } = count(ballotsOf(4, ['40: 1 2 3', '20: 2 4', '24: 3', '22: 4']), 3)
    assert.deepEqual(stages[2]?.parcels, [
      { papers: 20, held: '1.00000', moved: '0.18181' },
      { papers: 40, held: '0.32500', moved: '0.05909' },
    ])
  })

  test('elects those who are left when seats are as many, and moves nothing more', ({ assert }) => {
    const { stages, winners } = count(ballotsOf(3, ['10: 1', '5: 2', '4: 3']), 2)
    assert.deepEqual(namesOf(winners), ['Awa', 'Bastien'])
    assert.deepEqual(namesOf(stages.at(-1)?.withoutQuota ?? []), ['Bastien'])
    assert.deepEqual(namesOf(stages.at(-1)?.excluded ?? []), ['Chloé'])
  })

  test('leaves seats empty when candidates are too few', ({ assert }) => {
    const { winners, tied } = count(ballotsOf(2, ['3: 1']), 3)
    assert.deepEqual(namesOf(winners), ['Awa', 'Bastien'])
    assert.isEmpty(tied)
  })

  test('elects nobody without a valid paper', ({ assert }) => {
    const { winners, stages, ballots } = count(ballotsOf(2, ['3:', '1: 1=2']), 2)
    assert.isEmpty(winners)
    assert.lengthOf(stages, 1)
    assert.deepInclude(ballots, { valid: 0, blank: 3, invalid: 1 })
  })

  test('is for one seat at least, and whole ones', ({ assert }) => {
    for (const seats of [0, -1, 1.5]) {
      assert.throws(() => count(ballotsOf(2, ['1: 1']), seats), `A count for ${seats} seats`)
    }
  })

  test('never counts for somebody who stepped back', ({ assert }) => {
    const ballots = ballotsOf(3, ['10: 1 2', '6: 3', '5: 2'], { withdrawn: [1] })
    const { stages, winners } = count(ballots, 1)
    assert.deepEqual(stages[0]?.totals, { 2: '15.00000', 3: '6.00000' })
    assert.deepEqual(namesOf(winners), ['Bastien'])
  })
})

test.group('A tie in Scottish STV', () => {
  test('for the last place looks back to the stage where they differed', ({ assert }) => {
    // Driss leaves first: 2 papers for Bastien (4 + 2), 1 for Chloé (5 + 1), 6 each.
    const papers = ['10: 1', '4: 2', '5: 3', '2: 4 2', '1: 4 3']
    const { stages } = count(ballotsOf(4, papers), 1)
    assert.deepInclude(stages[2], {
      of: 2,
      tieBreak: { between: [2, 3], steps: [{ by: 'stage', stage: 1, left: [2] }] },
    })
  })

  test('for the largest surplus looks back too, to who had more', ({ assert }) => {
    // Quota 23. Driss leaves: 20 + 5 for Awa, 21 + 4 for Bastien, 25 each.
    const papers = ['20: 1 3', '21: 2 3', '5: 4 1', '4: 4 2', '18: 3', '20: 5']
    const { stages } = count(ballotsOf(5, papers), 3)
    assert.deepInclude(stages[2], {
      ...{ action: 'surplus', of: 2, surplus: '2.00000' },
      tieBreak: { between: [1, 2], steps: [{ by: 'stage', stage: 1, left: [2] }] },
    })
  })

  test('among three first leaves aside who had more, then looks further back', ({ assert }) => {
    // Émile leaves, then Fatou: Bastien, Chloé and Driss have 6 each; before that 5, 5, 6; at first 4, 5, 6.
    const papers = ['15: 1', '4: 2', '5: 3', '6: 4', '1: 5 2', '1: 6 2', '1: 6 3']
    const { stages } = count(ballotsOf(6, papers), 1)
    assert.deepEqual(stages[3]?.tieBreak, {
      between: [2, 3, 4],
      steps: [
        { by: 'stage', stage: 2, left: [2, 3] },
        { by: 'stage', stage: 1, left: [2] },
      ],
    })
  })

  test('at all stages asks the lot: the last in the order leaves', ({ assert }) => {
    const papers = ['10: 1', '4: 2', '4: 3', '8: 4']
    const excludedWith = (order: number[]) => {
      const { stages } = count(ballotsOf(4, papers), 2, order)
      const exclusion = stages.find(({ action }) => action === 'exclusion')
      assert.deepEqual(exclusion?.tieBreak?.between, [2, 3])
      assert.equal(exclusion?.tieBreak?.steps.at(-1)?.by, 'lot')
      return namesOf(exclusion?.excluded ?? [])
    }
    assert.deepEqual(excludedWith([1, 2, 3, 4]), ['Chloé'])
    assert.deepEqual(excludedWith([3, 4, 1, 2]), ['Bastien'])
  })

  test('stops the count where no lot was drawn, and says who is level', ({ assert }) => {
    const { stages, tied, winners } = count(ballotsOf(4, ['10: 1', '4: 2', '4: 3', '8: 4']), 2)
    assert.deepEqual(namesOf(tied), ['Bastien', 'Chloé'])
    assert.deepEqual(namesOf(winners), ['Awa'])
    assert.deepInclude(stages.at(-1), { action: 'tie', for: 'exclusion' })
  })

  test('between surpluses of nothing needs no lot', ({ assert }) => {
    // Quota 6, reached exactly by two at the first stage; three seats.
    const level = ballotsOf(4, ['6: 1', '6: 2', '5: 3', '4: 4'])
    const { tied, stages } = count(level, 3)
    assert.deepEqual(
      stages.filter(({ action }) => action === 'surplus').map(({ surplus }) => surplus),
      ['0.00000', '0.00000']
    )
    assert.isEmpty(tied)
    assert.deepEqual(count(level, 3, [4, 3, 2, 1]).stages, stages)
  })
})
