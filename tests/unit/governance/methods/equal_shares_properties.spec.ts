import { test } from '@japa/runner'
import fc from 'fast-check'
import { canonicalJson } from '#governance/methods/canonical'
import type { BudgetBallots } from '#governance/methods/budget_ballots'
import {
  countEqualShares,
  type EqualSharesParameters,
  type EqualSharesTranscript,
} from '#governance/methods/equal_shares/equal_shares'
import { compare, fraction, type Fraction, minus, plus, times } from '#governance/methods/fraction'
import { budgetVotes, countedVotes } from './budget_papers.js'
import { costOf } from './equal_shares_oracle.js'

const SIZES = { voters: 8, projects: 6, costs: 20 }
const ZERO = fraction(0)
const read = (text: string): Fraction => {
  const [over = '', under = '1'] = text.split('/')
  return fraction(BigInt(over), BigInt(under))
}
const sum = (fractions: Fraction[]) => fractions.reduce(plus, ZERO)
const least = (a: Fraction, b: Fraction) => (compare(a, b) < 0 ? a : b)
const numbers = ({ winners }: EqualSharesTranscript) => winners.map(({ number }) => number)
const votersOf = ({ papers }: BudgetBallots) =>
  papers.flatMap(({ papers: count, listed }) => Array.from({ length: count }, () => listed))

/** What each voter has left when they pay what the transcript says. */
function replay(ballots: BudgetBallots, { share, stages }: EqualSharesTranscript): Fraction[] {
  const voters = votersOf(ballots)
  let purses = voters.map(() => read(share))
  for (const stage of stages) {
    if (stage.action !== 'purchase') continue
    const payment = read(stage.payment)
    purses = purses.map((purse, voter) =>
      voters[voter]?.includes(stage.project) ? minus(purse, least(purse, payment)) : purse
    )
  }
  return purses
}

const check = (
  property: (ballots: BudgetBallots, parameters: EqualSharesParameters) => void,
  runs = 400
) =>
  fc.assert(
    fc.property(countedVotes(SIZES), ([ballots, parameters]) => property(ballots, parameters)),
    { numRuns: runs }
  )

test.group('Equal shares, whatever the ballots', () => {
  test('never spend more than the budget, and each project is paid to the last part', ({
    assert,
  }) => {
    check((ballots, parameters) => {
      const transcript = countEqualShares(ballots, { ...parameters, fill: 'approvals' })
      const budget = read(ballots.budget)
      const spent = sum(numbers(transcript).map((number) => costOf(ballots, number)))
      assert.isAtMost(compare(spent, budget), 0)
      for (const { project, payments } of transcript.paid) {
        const paid = payments.map(({ payment, voters }) => times(read(payment), fraction(voters)))
        assert.deepEqual(sum(paid), costOf(ballots, project))
      }
    })
  })

  test('nobody pays more than a share, nor for what they do not list', ({ assert }) => {
    check((ballots, parameters) => {
      const transcript = countEqualShares(ballots, parameters)
      const purses = replay(ballots, transcript)
      for (const purse of purses) assert.isAtLeast(compare(purse, ZERO), 0)
      const voters = fraction(purses.length)
      const given = minus(times(read(transcript.share), voters), sum(purses))
      assert.deepEqual(given, sum(transcript.paid.map(({ project }) => costOf(ballots, project))))
    })
  })

  test('leave no project that its supporters could still pay, and say what they lack', ({
    assert,
  }) => {
    check((ballots, parameters) => {
      const transcript = countEqualShares(ballots, parameters)
      if (transcript.tied.length > 0) return
      const purses = replay(ballots, transcript)
      const voters = votersOf(ballots)
      const bought = new Set(numbers(transcript))
      const rest = ballots.projects.filter(({ number }) => !bought.has(number))
      assert.deepEqual(
        transcript.refused,
        rest.map(({ number }) => {
          const theirs = purses.filter((_, voter) => voters[voter]?.includes(number))
          const missing = minus(costOf(ballots, number), sum(theirs))
          assert.isAbove(compare(missing, ZERO), 0)
          const told = transcript.refused.find(({ project }) => project === number)
          assert.deepEqual(read(told?.missing ?? '0'), missing)
          assert.deepEqual(read(told?.held ?? '0'), sum(theirs))
          return { ...told, project: number, supporters: theirs.length } as typeof told
        })
      )
    })
  })

  test('favour no project for its number', ({ assert }) => {
    fc.assert(
      fc.property(countedVotes(SIZES), fc.infiniteStream(fc.nat()), ([ballots, given], stream) => {
        const order = ballots.projects
          .map(({ number }) => ({ number, key: Number(stream.next().value) }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ number }) => number)
        const place = (number: number) => order.indexOf(number) + 1
        const moved: BudgetBallots = {
          ...ballots,
          projects: order.map((number, index) => {
            const project = ballots.projects[number - 1]
            return { ...{ name: '', cost: '', ...project }, number: index + 1 }
          }),
          papers: ballots.papers.map((same) => ({ ...same, listed: same.listed.map(place) })),
        }
        const parameters = { ...given, fill: 'approvals' } as const
        const lotOrder = given.lotOrder?.map(place) ?? null
        const [one, other] = [
          countEqualShares(ballots, parameters),
          countEqualShares(moved, { ...parameters, lotOrder }),
        ]
        assert.sameMembers(numbers(one).map(place), numbers(other))
        assert.sameMembers(
          one.tied.map(({ number }) => place(number)),
          other.tied.map(({ number }) => number)
        )
        assert.deepEqual([one.steps, one.share, one.spent], [other.steps, other.share, other.spent])
      })
    )
  })

  test('look neither at the order of the papers nor at how the alike are grouped', ({ assert }) => {
    fc.assert(
      fc.property(
        countedVotes(SIZES).chain(([ballots, parameters]) => {
          const { papers } = ballots
          const shuffled = fc.shuffledSubarray([...papers], { minLength: papers.length })
          return fc.tuple(fc.constant(ballots), fc.constant(parameters), shuffled)
        }),
        ([ballots, parameters, shuffled]) => {
          const listed = shuffled.map((paper) => ({ ...paper, listed: paper.listed.toReversed() }))
          const grouped = Map.groupBy(ballots.papers, (paper) => paper.listed.join())
          const alike = [...grouped.values()].map((papers) => ({
            papers: papers.length,
            listed: [...(papers[0]?.listed ?? []), ...(papers[0]?.listed ?? [])],
          }))
          const whole = canonicalJson(countEqualShares(ballots, parameters))
          for (const papers of [listed, alike]) {
            assert.equal(canonicalJson(countEqualShares({ ...ballots, papers }, parameters)), whole)
          }
        }
      )
    )
  })

  test('draw lots between true equals only: the same supporters in number, the same cost', ({
    assert,
  }) => {
    let [drawn, clear] = [0, 0]
    check((ballots, given) => {
      const parameters = { ...given, fill: 'approvals' } as const
      const transcript = countEqualShares(ballots, parameters)
      const voters = votersOf(ballots)
      const alike = (tied: number[]) => {
        const costs = new Set(tied.map((number) => ballots.projects[number - 1]?.cost))
        const counts = tied.map((number) => voters.filter((list) => list.includes(number)).length)
        return tied.length > 1 && costs.size === 1 && new Set(counts).size === 1
      }
      const ofStages = transcript.stages.flatMap((stage) => ('lot' in stage ? [stage.lot] : []))
      const lots = [...transcript.lots, ...ofStages.filter((lot) => lot !== undefined)]
      for (const lot of lots) {
        drawn++
        assert.isTrue(alike(lot.tied))
        const first = parameters.lotOrder?.find((number) => lot.tied.includes(number))
        assert.equal(lot.preferred, first)
      }
      if (transcript.tied.length > 0) {
        assert.isNull(parameters.lotOrder)
        assert.isTrue(alike(transcript.tied.map(({ number }) => number)))
      } else if (lots.length === 0) {
        clear++
        const lotOrder = ballots.projects.map(({ number }) => number)
        for (const order of [lotOrder, lotOrder.toReversed(), null]) {
          const again = countEqualShares(ballots, { ...parameters, lotOrder: order })
          assert.deepEqual({ ...again, parameters: {} }, { ...transcript, parameters: {} })
        }
      }
    }, 1500)
    assert.isAbove(Math.min(drawn, clear), 20)
  })

  test('are the same in any currency: with all sums multiplied, all payments are', ({ assert }) => {
    fc.assert(
      fc.property(countedVotes(SIZES), fc.integer({ min: 2, max: 900 }), ([ballots, given], by) => {
        const scaled = (text: string) => String(Number(text) * by)
        const larger: BudgetBallots = {
          ...ballots,
          projects: ballots.projects.map((one) => ({ ...one, cost: scaled(one.cost) })),
        }
        const parameters = {
          ...given,
          budget: scaled(given.budget),
          increment: scaled(given.increment),
        }
        const [one, other] = [
          countEqualShares(ballots, given),
          countEqualShares(larger, parameters),
        ]
        const sums = ({ paid }: typeof one) => paid.flatMap(({ payments }) => payments)
        assert.deepEqual(
          [numbers(other), other.steps, other.tied, other.lots],
          [numbers(one), one.steps, one.tied, one.lots]
        )
        assert.deepEqual(
          sums(other).map(({ payment }) => read(payment)),
          sums(one).map(({ payment }) => times(read(payment), fraction(by)))
        )
      })
    )
  })

  /**
   * Extended justified representation up to one project (Peters, Pierczyński, Skowron 2021), of the
   * first shares: among voters who all list T and whose part of the budget pays for T, one at
   * least has as much from what is bought, or would with one project more have more, than from T.
   */
  test('let no group that could pay for its own projects go without', ({ assert }) => {
    fc.assert(
      fc.property(
        budgetVotes(SIZES),
        fc.constantFrom('cost', 'cardinality'),
        (ballots, utility) => {
          const lotOrder = ballots.projects.map(({ number }) => number)
          const terms = { increment: '1', completion: 'none', fill: 'none', lotOrder } as const
          const bought = numbers(
            countEqualShares(ballots, { budget: ballots.budget, utility, ...terms })
          )
          const voters = votersOf(ballots)
          const worth = (number: number) =>
            utility === 'cost' ? costOf(ballots, number) : fraction(1)
          for (let subset = 1; subset < 2 ** ballots.projects.length; subset++) {
            const wanted = lotOrder.filter((number) => subset & (2 ** (number - 1)))
            const enough = sum(wanted.map(worth))
            const without = voters.filter((listed) => {
              if (!wanted.every((number) => listed.includes(number))) return false
              const has = sum(bought.filter((number) => listed.includes(number)).map(worth))
              const more = listed.filter((number) => !bought.includes(number)).map(worth)
              const nearly = more.some((one) => compare(plus(has, one), enough) > 0)
              return compare(has, enough) < 0 && !nearly
            })
            const part = times(read(ballots.budget), fraction(without.length, voters.length))
            const cost = sum(wanted.map((number) => costOf(ballots, number)))
            assert.isBelow(compare(part, cost), 0, `${wanted.join()} for ${without.length} voters`)
          }
        }
      ),
      { numRuns: 500 }
    )
  })
})
