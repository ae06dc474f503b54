import { test } from '@japa/runner'
import fc from 'fast-check'
import { canonicalJson } from '#governance/methods/canonical'
import { candidatesOf } from '#governance/methods/candidate'
import type { RankedBallots } from '#governance/methods/ranked_ballots'
import { countSchulze, type SchulzeParameters } from '#governance/methods/schulze/schulze'
import type { Named } from '#governance/methods/transcript'
import { anyBallots, anyOrder, CAST, regrouped, renumbered } from './ranked_papers.js'
import { completed, raised, smithSet, strongestByTrying, won } from './schulze_oracle.js'

const OPEN: SchulzeParameters = { seats: 1, unranked: 'last', statusQuo: null, lotOrder: null }
const numbersOf = (named: readonly Named[]) => named.map(({ number }) => number)
const sorted = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)
const standing = ({ candidates, withdrawn }: RankedBallots) =>
  numbersOf(candidates).filter((number) => !withdrawn.includes(number))
const undefeated = (ballots: RankedBallots) =>
  numbersOf(countSchulze(ballots, OPEN).ranking[0] ?? [])

const ballotsAnd = <Value>(
  valueOf: (ballots: RankedBallots) => fc.Arbitrary<Value>,
  plain = false
) => anyBallots(plain).chain((ballots) => fc.tuple(fc.constant(ballots), valueOf(ballots)))

test.group('Schulze’s method', () => {
  test('gives the same bytes whatever the order and the grouping of papers', ({ assert }) => {
    fc.assert(
      fc.property(ballotsAnd(regrouped), ([ballots, other]) => {
        const [one, two] = [countSchulze(ballots, OPEN), countSchulze(other, OPEN)]
        assert.equal(canonicalJson(two), canonicalJson(one))
      })
    )
  })

  test('treats all candidates alike: other numbers, same duels, same places', ({ assert }) => {
    fc.assert(
      fc.property(
        ballotsAnd(({ candidates }) => anyOrder(candidates.length)),
        ([ballots, order]) => {
          const to = (number: number) => order[number - 1] ?? number
          const one = countSchulze(ballots, OPEN)
          const other = countSchulze(renumbered(ballots, order), OPEN)
          assert.deepEqual(other.ballots, one.ballots)
          assert.deepEqual(other.irregular, one.irregular)
          assert.deepEqual(
            other.ranking.map((place) => sorted(numbersOf(place))),
            one.ranking.map((place) => sorted(numbersOf(place).map(to)))
          )
          for (const matrix of ['pairwise', 'strength'] as const) {
            for (const [row, cells] of one[matrix].entries()) {
              for (const [column, cell] of cells.entries()) {
                assert.equal(other[matrix][to(row + 1) - 1]?.[to(column + 1) - 1], cell)
              }
            }
          }
        }
      )
    )
  })

  test('finds the strongest ways that trying all of them finds, and writes one of them', ({
    assert,
  }) => {
    fc.assert(
      fc.property(anyBallots(), (ballots) => {
        const { pairwise, strength, paths } = countSchulze(ballots, OPEN)
        const numbers = standing(ballots)
        for (const from of numbers) {
          for (const to of numbers.filter((number) => number !== from)) {
            const strongest = strength[from - 1]?.[to - 1] ?? -1
            const path = paths[from - 1]?.[to - 1] ?? []
            assert.equal(strongest, strongestByTrying(pairwise, numbers, from, to))
            if (strongest === 0) {
              assert.isEmpty(path)
              continue
            }
            const links = path.slice(1).map((next, index) => won(pairwise, path[index] ?? 0, next))
            assert.deepEqual([path[0], path.at(-1)], [from, to])
            assert.lengthOf(new Set(path), path.length)
            assert.equal(Math.min(...links), strongest)
          }
        }
      })
    )
  })

  test('elects whoever wins every duel', ({ assert }) => {
    let met = 0
    fc.assert(
      fc.property(anyBallots(), (ballots) => {
        const count = countSchulze(ballots, OPEN)
        const numbers = standing(ballots)
        const winner = numbers.find((one) =>
          numbers.every((other) => other === one || won(count.pairwise, one, other) > 0)
        )
        if (winner === undefined || numbers.length < 2) return
        met += 1
        assert.deepEqual(numbersOf(count.winners), [winner])
        assert.deepInclude(count.stages[0], { condorcetWinner: count.candidates[winner - 1] })
      })
    )
    assert.isAbove(met, 10)
  })

  test('elects nobody outside the smallest group that wins all its duels with the others', ({
    assert,
  }) => {
    fc.assert(
      fc.property(anyBallots(), (ballots) => {
        const { pairwise, ranking } = countSchulze(ballots, OPEN)
        assert.includeMembers(smithSet(pairwise, standing(ballots)), numbersOf(ranking[0] ?? []))
      })
    )
  })

  test('never takes the victory from a winner whom a paper ranks higher', ({ assert }) => {
    const raise = ballotsAnd(({ papers }) => fc.nat({ max: papers.length - 1 }), true)
    fc.assert(
      fc.property(raise, ([ballots, group]) => {
        for (const winner of undefeated(ballots)) {
          assert.include(undefeated(raised(ballots, winner, group)), winner)
        }
      }),
      { numRuns: 300 }
    )
  })

  test('turns round when all papers are turned round', ({ assert }) => {
    fc.assert(
      fc.property(anyBallots(true), (ballots) => {
        const whole = completed(ballots)
        const papers = whole.papers.map(({ papers: count, ranks }) => ({
          papers: count,
          ranks: ranks.toReversed(),
        }))
        const one = countSchulze(whole, OPEN)
        const turned = countSchulze({ ...whole, papers }, OPEN)
        const transposed = one.strength.map((row, i) => row.map((_c, j) => one.strength[j]?.[i]))
        assert.deepEqual(turned.strength, transposed)
        const [alone, ...more] = one.ranking[0] ?? []
        if (alone && more.length === 0 && one.ranking.length > 1) {
          assert.notInclude(numbersOf(turned.ranking[0] ?? []), alone.number)
        }
      })
    )
  })

  test('is not moved by a clone beside a candidate', ({ assert }) => {
    const cloned = ballotsAnd(
      ({ candidates, papers }) =>
        fc.record({
          of: fc.integer({ min: 1, max: candidates.length }),
          first: fc.array(fc.boolean(), { minLength: papers.length, maxLength: papers.length }),
        }),
      true
    )
    fc.assert(
      fc.property(cloned, ([ballots, { of, first }]) => {
        const whole = completed(ballots)
        const clone = whole.candidates.length + 1
        const papers = whole.papers.map(({ papers: count, ranks }, index) => ({
          papers: count,
          ranks: ranks.flatMap((rank) => {
            if (!rank.includes(of)) return [rank]
            if (rank.length > 1) return [[...rank, clone]]
            return first[index] ? [[clone], [of]] : [[of], [clone]]
          }),
        }))
        const candidates = candidatesOf(CAST.slice(0, clone))
        const before = undefeated(whole)
        const after = undefeated({ ...whole, candidates, papers })
        const others = after.filter((number) => number !== of && number !== clone)
        assert.deepEqual(
          others,
          before.filter((number) => number !== of)
        )
        assert.equal(after.includes(of) || after.includes(clone), before.includes(of))
      })
    )
  })

  test('asks the lot only where it cannot choose', ({ assert }) => {
    const drawn = ballotsAnd(({ candidates }) => anyOrder(candidates.length))
    fc.assert(
      fc.property(drawn, ([ballots, lotOrder]) => {
        for (const seats of [1, ballots.seats]) {
          const without = countSchulze(ballots, { ...OPEN, seats })
          const count = countSchulze(ballots, { ...OPEN, seats, lotOrder })
          const asked = count.stages.some(({ action }) => action === 'lot')
          assert.equal(asked, without.tied.length > 0)
          assert.isEmpty(count.tied)
          if (!asked) assert.deepEqual(count.winners, without.winners)
          else {
            const best = lotOrder.filter((number) => numbersOf(without.tied).includes(number))
            const left = seats - without.winners.length
            assert.deepEqual(numbersOf(count.winners.slice(-left)), best.slice(0, left))
            assert.isBelow(left, without.tied.length)
          }
        }
      })
    )
  })

  test('with a status quo, leaves it only for an option that beats it', ({ assert }) => {
    const kept = ballotsAnd(({ candidates }) => fc.integer({ min: 1, max: candidates.length }))
    fc.assert(
      fc.property(kept, ([drawn, statusQuo]) => {
        const ballots = { ...drawn, withdrawn: [] }
        const count = countSchulze(ballots, { ...OPEN, statusQuo })
        const options = standing(ballots).filter((number) => number !== statusQuo)
        const better = options.filter((number) => won(count.pairwise, number, statusQuo) > 0)
        const dropped = options.filter((number) => !better.includes(number))
        assert.deepEqual(numbersOf(count.dropped), dropped)
        for (const { number } of [...count.winners, ...count.tied]) {
          assert.include(better.length > 0 ? better : [statusQuo], number)
        }
        const without = countSchulze({ ...ballots, withdrawn: dropped }, OPEN)
        assert.deepEqual(count.ranking, without.ranking)
        assert.deepEqual(count.ranking.at(-1)?.at(-1)?.number, statusQuo)
      })
    )
  })
})
