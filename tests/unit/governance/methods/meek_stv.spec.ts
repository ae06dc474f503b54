import fc from 'fast-check'
import { test } from '@japa/runner'
import { countIrv } from '#governance/methods/irv'
import type { LotOrder } from '#governance/methods/lot_order'
import type { RankedBallots } from '#governance/methods/ranked_ballots'
import { countMeekStv } from '#governance/methods/stv/meek_stv'
import { countScottishStv } from '#governance/methods/stv/scottish_stv'
import { meekOracle } from './meek_oracle.js'
import { anyBallots, anyOrder, ballotsOf, STRICT } from './ranked_papers.js'

const count = (ballots: RankedBallots, seats: number, lotOrder: LotOrder = null) =>
  countMeekStv(ballots, { seats, reading: STRICT, lotOrder })

const numbersOf = (named: readonly { number: number }[]) => named.map(({ number }) => number)

const expanded = ({ papers }: RankedBallots) =>
  papers.flatMap((kind) => Array.from({ length: kind.papers }, () => kind.ranks.flat()))

const inDecimals = (votes: Record<string, bigint>) =>
  Object.fromEntries(
    Object.entries(votes).map(([number, units]) => {
      const digits = String(units).padStart(10, '0')
      return [number, `${digits.slice(0, -9)}.${digits.slice(-9)}`]
    })
  )

test.group('Meek', () => {
  test('keeps of each paper what the quota needs, rounded up at the ninth decimal', ({
    assert,
  }) => {
    // Quota (4 + 2) / 3 + a billionth; Awa keeps 2.000000001 / 4, rounded up: 0.500000001.
    const { stages, winners } = count(ballotsOf(3, ['4: 1 2', '2: 3']), 2, [3, 1, 2])
    const [first, surplus, exclusion] = stages
    assert.deepInclude(first, { quota: '2.000000001', surplus: '1.999999999' })
    assert.deepInclude(surplus, {
      ...{ action: 'surplus', keepFactors: { 1: '0.500000001' }, surplus: '0.000000003' },
      totals: { 1: '2.000000004', 2: '1.999999996', 3: '2.000000000' },
    })
    assert.deepEqual(numbersOf(exclusion?.excluded ?? []), [2])
    assert.deepEqual(numbersOf(winners), [1, 3])
  })

  test('lets the quota fall with the votes that go to nobody', ({ assert }) => {
    const { stages } = count(ballotsOf(4, ['9: 1', '4: 2', '3: 3', '2: 4']), 2)
    const quotas = stages.map(({ quota }) => Number(quota))
    assert.deepEqual(
      quotas,
      [...quotas].sort((a, b) => b - a)
    )
    assert.isBelow(quotas.at(-1) ?? 9, quotas[0] ?? 0)
  })

  test('takes for level with the last all who hold no more than the surplus above', ({
    assert,
  }) => {
    // Driss passes on 2.9999998 to Awa: less than the 3 of Chloé, but nearer than what is left to share.
    const { tied, stages } = count(ballotsOf(4, ['3: 3', '8: 4', '4: 4 1']), 2)
    assert.deepEqual(numbersOf(tied), [1, 3])
    assert.deepInclude(stages.at(-1), {
      ...{ action: 'tie', for: 'exclusion', surplus: '0.000000466' },
      totals: { 1: '2.999999800', 2: '0.000000000', 3: '3.000000000', 4: '3.000000600' },
    })
  })

  test('elects nobody without a valid paper, and all when seats are as many', ({ assert }) => {
    assert.isEmpty(count(ballotsOf(2, ['1:']), 1).winners)
    assert.deepEqual(numbersOf(count(ballotsOf(2, ['1: 2']), 2).winners), [2, 1])
  })

  test('counts as the rule told one paper at a time does', ({ assert }) => {
    const cases = anyBallots(true).chain((ballots) =>
      fc.tuple(fc.constant(ballots), anyOrder(ballots.candidates.length))
    )
    fc.assert(
      fc.property(cases, ([ballots, order]) => {
        const { candidates, seats } = ballots
        const { stages, winners, tied } = count(ballots, seats, order)
        const told = meekOracle(expanded(ballots), candidates.length, seats, order)
        assert.isEmpty(tied)
        assert.sameMembers(numbersOf(winners), told.elected)
        assert.deepEqual(
          stages.flatMap(({ excluded }) => numbersOf(excluded)),
          told.defeated
        )
        if (candidates.length > seats) {
          const totals = stages.map((stage) => JSON.stringify(stage.totals))
          assert.include(totals, JSON.stringify(inDecimals(told.votes)))
        }
      }),
      { numRuns: 300 }
    )
  })

  test('holds, when somebody is last, what the rule told one paper at a time holds', ({
    assert,
  }) => {
    const cases = [
      ['60: 1 2 3', '30: 2 3', '25: 3 4', '12: 4 2', '3: 5 1'],
      ['101: 1 2', '50: 1 3', '40: 4 3', '33: 5 2 3', '7: 2'],
      ['17: 1 2 3 4', '13: 2 1 4', '11: 3 5', '7: 4 3', '5: 5 1 2'],
    ]
    for (const papers of cases) {
      const ballots = ballotsOf(5, papers)
      const { stages } = count(ballots, 3, [1, 2, 3, 4, 5])
      const told = meekOracle(expanded(ballots), 5, 3, [1, 2, 3, 4, 5])
      const totals = stages.map((stage) => JSON.stringify(stage.totals))
      assert.include(totals, JSON.stringify(inDecimals(told.votes)))
    }
  })
})

test.group('Where there is nothing to transfer', () => {
  test('one seat goes to the same person by all three counts, ties aside', ({ assert }) => {
    let compared = 0
    fc.assert(
      fc.property(anyBallots(true), (ballots) => {
        const scottish = countScottishStv(ballots, { seats: 1, reading: STRICT, lotOrder: null })
        const meek = count(ballots, 1)
        const stop = 'majority_of_continuing'
        const irv = countIrv(ballots, { reading: STRICT, stop, lotOrder: null })
        const all = [scottish, meek, irv]
        if (all.some(({ stages }) => stages.some(({ tieBreak }) => tieBreak))) return
        compared += 1
        assert.deepEqual(numbersOf(meek.winners), numbersOf(scottish.winners))
        assert.deepEqual(numbersOf(irv.winners), numbersOf(scottish.winners))
      }),
      { numRuns: 300 }
    )
    assert.isAbove(compared, 50)
  })

  test('Meek and Scottish exclude in the same order while nobody has the quota', ({ assert }) => {
    const ballots = ballotsOf(5, ['9: 1', '8: 2', '7: 3 2', '4: 4 3', '2: 5 4'])
    const scottish = countScottishStv(ballots, { seats: 2, reading: STRICT, lotOrder: null })
    const excluded = ({
      stages,
    }: {
      stages: readonly { excluded: readonly { number: number }[] }[]
    }) => stages.flatMap((stage) => numbersOf(stage.excluded))
    assert.deepEqual(excluded(scottish).slice(0, 2), [5, 4])
    assert.deepEqual(excluded(count(ballots, 2)).slice(0, 2), [5, 4])
  })
})
