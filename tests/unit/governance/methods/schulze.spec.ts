import { test } from '@japa/runner'
import { countSchulze, type SchulzeParameters } from '#governance/methods/schulze/schulze'
import { ballotsOf } from './ranked_papers.js'

const OPEN: SchulzeParameters = { seats: 1, unranked: 'last', statusQuo: null, lotOrder: null }
const names = (named: readonly { name: string }[]) => named.map(({ name }) => name)

test.group('What a paper says to Schulze’s method', () => {
  test('blank, invalid and valid are told apart, and each doubt has its counter', ({ assert }) => {
    const papers = ['2:', '1: -', '1: 9', '1: 3', '3: 1 9 2', '4: 2 1 2', '5: 1=2', '6: 1 - 2']
    const { ballots, irregular, pairwise } = countSchulze(
      ballotsOf(3, papers, { withdrawn: [3] }),
      OPEN
    )
    assert.deepEqual(ballots, { cast: 23, valid: 18, blank: 3, abstention: 0, invalid: 2 })
    assert.deepEqual(irregular, {
      ...{ equal: 5, emptyRank: 6, repeated: 4, unknown: 4, withdrawn: 1, unranked: 0 },
    })
    assert.deepEqual(pairwise, [
      [0, 9, 0],
      [4, 0, 0],
      [0, 0, 0],
    ])
  })

  test('a rank shared with nobody who stands is not an equal one', ({ assert }) => {
    const ballots = ballotsOf(3, ['1: 1=9', '1: 2=3', '1: 1=1'], { withdrawn: [3] })
    assert.equal(countSchulze(ballots, OPEN).irregular.equal, 0)
  })

  test('whoever is not ranked is below the others, level', ({ assert }) => {
    const { pairwise, irregular } = countSchulze(ballotsOf(4, ['1: 2', '1: 3 1']), OPEN)
    assert.deepEqual(pairwise, [
      [0, 1, 0, 1],
      [1, 0, 1, 1],
      [1, 1, 0, 1],
      [0, 0, 0, 0],
    ])
    assert.equal(irregular.unranked, 2)
  })

  test('another rule for the unranked may elect somebody else: it is written down', ({
    assert,
  }) => {
    const ballots = ballotsOf(2, ['3: 1', '2: 2 1'])
    const last = countSchulze(ballots, OPEN)
    const ignored = countSchulze(ballots, { ...OPEN, unranked: 'ignored' })
    assert.deepEqual(names(last.winners), ['Awa'])
    assert.deepEqual(names(ignored.winners), ['Bastien'])
    assert.deepEqual([last.parameters.unranked, ignored.parameters.unranked], ['last', 'ignored'])
  })

  test('winning votes, not margins', ({ assert }) => {
    // 1 > 2 by 9 to 8, 2 > 3 by 11 to 6, 3 > 1 by 6 to 3: by margins, 2 would come first.
    const ballots = ballotsOf(3, ['3: 1 2 3', '4: 2 3 1', '2: 3 1 2', '4: 1=3 2', '4: 2 1=3'])
    const count = countSchulze(ballots, OPEN)
    assert.deepEqual(count.pairwise, [
      [0, 9, 3],
      [8, 0, 11],
      [6, 6, 0],
    ])
    assert.deepEqual(names(count.winners), ['Awa'])
  })
})

test.group('Who wins by Schulze’s method', () => {
  test('several seats follow the ranking, which a lot cuts where it must', ({ assert }) => {
    const ballots = ballotsOf(4, ['2: 1 2 3 4', '2: 1 3 2 4'])
    const three = countSchulze(ballots, { ...OPEN, seats: 3 })
    assert.deepEqual(names(three.winners), ['Awa', 'Bastien', 'Chloé'])
    assert.deepEqual(three.tied, [])
    const two = countSchulze(ballots, { ...OPEN, seats: 2 })
    assert.deepEqual([names(two.winners), names(two.tied)], [['Awa'], ['Bastien', 'Chloé']])
    assert.deepEqual(two.stages.at(-1)?.action, 'tie')
    const drawn = countSchulze(ballots, { ...OPEN, seats: 2, lotOrder: [4, 3, 2, 1] })
    assert.deepEqual(names(drawn.winners), ['Awa', 'Chloé'])
  })

  test('options that do not beat the status quo are dropped one stage each', ({ assert }) => {
    const ballots = ballotsOf(3, ['3: 1 3 2', '2: 3 1 2'])
    const count = countSchulze(ballots, { ...OPEN, statusQuo: 3 })
    assert.deepEqual(
      count.stages.map(({ action }) => action),
      ['duels', 'dropped', 'paths', 'election']
    )
    assert.deepInclude(count.stages[1], { for: 0, against: 5, option: count.candidates[1] })
    assert.deepEqual(names(count.winners), ['Awa'])
    const level = countSchulze(ballotsOf(2, ['1: 1', '1: 2']), { ...OPEN, statusQuo: 2 })
    assert.deepEqual(names(level.winners), ['Bastien'], 'as many is not more')
  })

  test('the status quo takes no seat beside options that beat it', ({ assert }) => {
    const ballots = ballotsOf(3, ['3: 1 3 2', '2: 3 1 2'])
    const count = countSchulze(ballots, { ...OPEN, seats: 2, statusQuo: 3 })
    assert.deepEqual([names(count.winners), count.tied], [['Awa'], []])
  })

  test('one alone is elected, but wins no duel', ({ assert }) => {
    const count = countSchulze(ballotsOf(2, ['3: 1'], { withdrawn: [2] }), OPEN)
    assert.deepEqual(names(count.winners), ['Awa'])
    assert.deepInclude(count.stages[0], { condorcetWinner: null })
  })

  test('without a valid paper, nobody, not even by lot', ({ assert }) => {
    const count = countSchulze(ballotsOf(2, ['3:']), { ...OPEN, lotOrder: [2, 1] })
    assert.deepEqual([count.winners, count.tied], [[], []])
  })

  test('a status quo that does not stand and a count for no seat are mistakes', ({ assert }) => {
    const ballots = ballotsOf(2, ['1: 1'], { withdrawn: [2] })
    for (const statusQuo of [0, 2, 3]) {
      assert.throws(() => countSchulze(ballots, { ...OPEN, statusQuo }), /status quo/)
    }
    for (const seats of [0, -1, 0.5]) {
      assert.throws(() => countSchulze(ballots, { ...OPEN, seats }), /seats/)
    }
    const many = ballotsOf(2, [`${2 ** 53 - 1}: 1`, '1: 2'])
    assert.throws(() => countSchulze(many, OPEN), /More papers/)
  })
})
