import fc from 'fast-check'
import { test } from '@japa/runner'
import { canonicalJson } from '#governance/methods/canonical'
import { countIrv } from '#governance/methods/irv'
import type { LotOrder } from '#governance/methods/lot_order'
import type { EliminationTranscript } from '#governance/methods/ranked/count_stages'
import type { RankedBallots } from '#governance/methods/ranked_ballots'
import { countMeekStv } from '#governance/methods/stv/meek_stv'
import { countScottishStv } from '#governance/methods/stv/scottish_stv'
import { anyBallots, anyOrder, regrouped, renumbered, STRICT } from './ranked_papers.js'

type Count = (ballots: RankedBallots, lotOrder: LotOrder) => EliminationTranscript

const METHODS: { name: string; places: number; count: Count }[] = [
  {
    name: 'Scottish STV',
    places: 5,
    count: (ballots, lotOrder) =>
      countScottishStv(ballots, { seats: ballots.seats, reading: STRICT, lotOrder }),
  },
  {
    name: 'Meek STV',
    places: 9,
    count: (ballots, lotOrder) =>
      countMeekStv(ballots, { seats: ballots.seats, reading: STRICT, lotOrder }),
  },
  {
    name: 'instant runoff',
    places: 0,
    count: (ballots, lotOrder) =>
      countIrv(ballots, { reading: STRICT, stop: 'majority_of_continuing', lotOrder }),
  },
]

const numbersOf = (named: readonly { number: number }[]) => named.map(({ number }) => number)
const sorted = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)
const units = (decimal = '0') => BigInt(decimal.replace('.', ''))
const json = (transcript: EliminationTranscript) => canonicalJson(transcript)

/** A vote, and an order of its candidates. */
const withOrder = anyBallots().chain((ballots) =>
  fc.tuple(fc.constant(ballots), anyOrder(ballots.candidates.length))
)

test.group('Any count by elimination', () => {
  test('{name}: the order and the grouping of papers do not show, to the byte')
    .with(METHODS)
    .run(({ assert }, { count }) => {
      const cases = withOrder.chain(([ballots, order]) =>
        fc.tuple(fc.constant(ballots), regrouped(ballots), fc.constantFrom(order, null))
      )
      fc.assert(
        fc.property(cases, ([ballots, other, order]) => {
          assert.equal(json(count(other, order)), json(count(ballots, order)))
        })
      )
    })

  test('{name}: other numbers for the candidates give the same to the same people')
    .with(METHODS)
    .run(({ assert }, { count }) => {
      let compared = 0
      fc.assert(
        fc.property(withOrder, ([ballots, order]) => {
          const to = (number: number) => order[number - 1] ?? 0
          const one = count(ballots, null)
          const other = count(renumbered(ballots, order), null)
          assert.deepEqual(sorted(numbersOf(other.tied)), sorted(numbersOf(one.tied).map(to)))
          const told = (transcript: EliminationTranscript, name: (number: number) => number) =>
            transcript.stages.map(({ totals = {}, elected, excluded }) => ({
              totals: Object.entries(totals)
                .map(([number, votes]) => [name(Number(number)), votes])
                .sort(),
              elected: sorted(numbersOf(elected).map(name)),
              excluded: sorted(numbersOf(excluded).map(name)),
            }))
          assert.deepEqual(
            told(other, (number) => number),
            told(one, to)
          )
          compared += Number(one.stages.length > 1)
        })
      )
      assert.isAbove(compared, 10)
    })

  test('{name}: at each stage, all votes are somewhere')
    .with(METHODS)
    .run(({ assert }, { count, places }) => {
      fc.assert(
        fc.property(withOrder, ([ballots, order]) => {
          const { stages, ballots: counts } = count(ballots, order)
          for (const { totals, nonTransferable, lost } of stages) {
            const held = Object.values(totals ?? {}).reduce((sum, votes) => sum + units(votes), 0n)
            const all = held + units(nonTransferable) + units(lost)
            assert.equal(all, BigInt(counts.valid) * 10n ** BigInt(places))
          }
        })
      )
    })

  test('{name}: a lot order changes nothing where no tie needs it, and ends what did')
    .with(METHODS)
    .run(({ assert }, { count }) => {
      const seen = { complete: 0, tied: 0 }
      fc.assert(
        fc.property(withOrder, ([ballots, order]) => {
          const [without, drawn] = [count(ballots, null), count(ballots, order)]
          assert.isEmpty(drawn.tied)
          const lots = drawn.stages.filter((stage) =>
            stage.tieBreak?.steps.some(({ by }) => by === 'lot')
          )
          if (without.tied.length === 0) {
            seen.complete += 1
            assert.isEmpty(lots)
            const parameters = { ...drawn.parameters, lotOrder: null }
            assert.equal(json({ ...drawn, parameters }), json(without))
          } else {
            seen.tied += 1
            // What was counted before the tie stands as it was, and there the lot was drawn.
            const before = without.stages.slice(0, -1)
            assert.deepEqual(drawn.stages.slice(0, before.length), before)
            assert.equal(lots[0]?.n, before.length + 1)
          }
        }),
        { numRuns: 300 }
      )
      assert.isAbove(seen.complete, 20)
      assert.isAbove(seen.tied, 0)
    })

  test('{name}: nobody is elected twice, nor beyond the seats, nor having stepped back')
    .with(METHODS)
    .run(({ assert }, { count }) => {
      fc.assert(
        fc.property(withOrder, ([ballots, order]) => {
          const { winners, seats, stages, ballots: counts } = count(ballots, order)
          const numbers = numbersOf(winners)
          const standing = ballots.candidates.length - ballots.withdrawn.length
          assert.equal(new Set(numbers).size, numbers.length)
          assert.lengthOf(numbers, counts.valid === 0 ? 0 : Math.min(seats, standing))
          assert.isEmpty(numbers.filter((number) => ballots.withdrawn.includes(number)))
          const left = stages.flatMap(({ excluded }) => numbersOf(excluded))
          assert.isEmpty(numbers.filter((number) => left.includes(number)))
        })
      )
    })
})

test.group('Any count by Scottish STV', () => {
  const [{ count }] = METHODS as [(typeof METHODS)[number]]

  test('elects whoever has the quota at the end of a stage, and then keeps the quota', ({
    assert,
  }) => {
    fc.assert(
      fc.property(withOrder, ([ballots, order]) => {
        const { stages, quota, ballots: counts } = count(ballots, order)
        fc.pre(counts.valid > 0)
        const elected = new Set<number>()
        for (const stage of stages) {
          for (const { number } of stage.elected) elected.add(number)
          const without = numbersOf(stage.withoutQuota ?? [])
          for (const [number, votes] of Object.entries(stage.totals ?? {})) {
            if (units(votes) >= units(quota)) assert.isTrue(elected.has(Number(number)))
            else assert.isTrue(!elected.has(Number(number)) || without.includes(Number(number)))
          }
          if (stage.action === 'surplus') assert.equal(stage.totals?.[String(stage.of)], quota)
        }
      })
    )
  })

  test('moves what it says: each total is the one before and what came and went', ({ assert }) => {
    fc.assert(
      fc.property(withOrder, ([ballots, order]) => {
        const { stages, quota } = count(ballots, order)
        for (const [index, stage] of stages.slice(1).entries()) {
          for (const [number, votes] of Object.entries(stage.totals ?? {})) {
            const before = units(stages[index]?.totals?.[number])
            const came = (stage.moved ?? []).filter(({ to }) => to === Number(number))
            const gained = came.reduce((sum, { value }) => sum + units(value), 0n)
            const kept = stage.action === 'surplus' ? units(quota) : 0n
            const isMoving = stage.of === Number(number)
            assert.equal(units(votes), isMoving ? kept : before + gained)
          }
        }
      })
    )
  })
})

test.group('People who stand together behind the same candidates', () => {
  /** Some people put the same candidates above all others, each in an order of their own. */
  const coalitions = fc.integer({ min: 3, max: 6 }).chain((count) => {
    const numbers = Array.from({ length: count }, (_none, index) => index + 1)
    const together = fc.shuffledSubarray(numbers, { minLength: 1, maxLength: count - 1 })
    return together.chain((theirs) => {
      const others = numbers.filter((number) => !theirs.includes(number))
      const loyal = fc.tuple(
        fc.shuffledSubarray(theirs, { minLength: theirs.length }),
        fc.shuffledSubarray(others)
      )
      const anyone = fc.shuffledSubarray(numbers, { minLength: 1 })
      const paper = (ranks: fc.Arbitrary<number[]>) =>
        fc.record({
          papers: fc.integer({ min: 1, max: 40 }),
          ranks: ranks.map((all) => all.map((number) => [number])),
        })
      return fc.record({
        theirs: fc.constant(theirs),
        count: fc.constant(count),
        seats: fc.integer({ min: 1, max: 4 }),
        loyal: fc.array(paper(loyal.map(([first, then]) => [...first, ...then])), { minLength: 1 }),
        anyone: fc.array(paper(anyone)),
        order: fc.shuffledSubarray(numbers, { minLength: count }),
      })
    })
  })

  test('{name}: have a seat for each quota they make')
    .with(METHODS.slice(0, 2))
    .run(({ assert }, { count }) => {
      let tried = 0
      fc.assert(
        fc.property(coalitions, ({ theirs, count: candidates, seats, loyal, anyone, order }) => {
          const papers = [...loyal, ...anyone]
          const all = papers.reduce((sum, paper) => sum + paper.papers, 0)
          const people = loyal.reduce((sum, paper) => sum + paper.papers, 0)
          const quotas = Math.floor(people / (Math.floor(all / (seats + 1)) + 1))
          const deserved = Math.min(quotas, theirs.length)
          const names = Array.from({ length: candidates }, (_none, index) => ({
            ...{ number: index + 1, name: `${index + 1}` },
          }))
          const ballots = { title: '', candidates: names, seats, withdrawn: [], papers }
          const won = numbersOf(count(ballots, order).winners)
          assert.isAtLeast(won.filter((number) => theirs.includes(number)).length, deserved)
          tried += Number(deserved > 0 && anyone.length > 0)
        }),
        { numRuns: 300 }
      )
      assert.isAbove(tried, 50)
    })
})
