import { test } from '@japa/runner'
import fc from 'fast-check'
import { canonicalJson } from '#governance/methods/canonical'
import { byGauge, gaugeOf } from '#governance/methods/majority_judgment/majority_gauge'
import {
  countMajorityJudgment,
  type MajorityJudgmentParameters,
} from '#governance/methods/majority_judgment/majority_judgment'
import { byMajorityValue, partingOf } from '#governance/methods/majority_judgment/majority_value'
import type { GradedBallots } from '#governance/methods/score_ballots'
import { anyGraded, gradedBallots, GRADES, majorityValue } from './graded_papers.js'
import { anyOrder } from './ranked_papers.js'

const OPEN: MajorityJudgmentParameters = {
  ...{ seats: 1, missing: 'worst', blank: 'apart', lotOrder: null },
}
const names = (named: readonly { name: string }[]) => named.map(({ name }) => name)
const placesOf = (ballots: GradedBallots) =>
  countMajorityJudgment(ballots, OPEN).ranking.map((place) => place.map(({ number }) => number))

/** Two profiles of as many papers. */
const twoProfiles = fc
  .array(fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 })), { minLength: 1, maxLength: 13 })
  .map((pairs) => {
    const profile = (side: 0 | 1) =>
      GRADES.map((_name, grade) => pairs.filter((pair) => pair[side] === grade).length)
    return [profile(0), profile(1)] as const
  })

test.group('The majority value', () => {
  test('is compared as if medians were taken away one after the other', ({ assert }) => {
    let parted = 0
    fc.assert(
      fc.property(twoProfiles, ([one, other]) => {
        const [first, second] = [majorityValue(one), majorityValue(other)]
        const removed = first.findIndex((grade, index) => grade !== second[index])
        const parting = partingOf(one, other)
        if (removed < 0) return assert.isNull(parting)
        parted += Number(removed > 1)
        assert.deepEqual(parting, { removed, grades: [first[removed], second[removed]] })
        assert.equal(
          Math.sign(byMajorityValue(one, other)),
          Math.sign((second[removed] ?? 0) - (first[removed] ?? 0))
        )
      }),
      { numRuns: 2000 }
    )
    assert.isAbove(parted, 100)
  })

  test('says the same as the gauge wherever the gauge decides', ({ assert }) => {
    let decided = 0
    fc.assert(
      fc.property(twoProfiles, ([one, other]) => {
        const gauge = byGauge(gaugeOf(one), gaugeOf(other))
        decided += Number(gauge !== 0)
        if (gauge !== 0) assert.equal(Math.sign(byMajorityValue(one, other)), Math.sign(gauge))
      }),
      { numRuns: 2000 }
    )
    assert.isAbove(decided, 500)
  })

  test('holds for more papers than could be laid out', ({ assert }) => {
    const many = 2 ** 51
    assert.deepEqual(partingOf([many, 1, many, 0], [many, 1, many - 1, 1]), {
      ...{ removed: 2 * many, grades: [2, 3] },
    })
    const ballots = gradedBallots([many, 0, 0], [many - 1, 2, 2], [1, 2, 3])
    const count = countMajorityJudgment(ballots, OPEN)
    assert.deepEqual(names(count.winners), ['Bastien'])
  })
})

test.group('Majority judgment', () => {
  test('gives the same bytes whatever the order and the grouping of papers', ({ assert }) => {
    const shuffled = anyGraded().chain((ballots) => {
      const apart = ballots.papers.flatMap(({ papers, grades }) =>
        Array.from({ length: papers }, () => ({ papers: 1, grades }))
      )
      const other = fc.shuffledSubarray(apart, { minLength: apart.length })
      return other.map((papers) => [ballots, { ...ballots, papers }] as const)
    })
    fc.assert(
      fc.property(shuffled, fc.boolean(), ([one, other], worst) => {
        const rules = { ...OPEN, missing: worst ? 'worst' : 'invalid' } as const
        const [first, second] = [one, other].map((each) => countMajorityJudgment(each, rules))
        assert.equal(canonicalJson(second ?? null), canonicalJson(first ?? null))
      })
    )
  })

  test('treats all candidates alike', ({ assert }) => {
    const renumbered = anyGraded().chain((ballots) =>
      anyOrder(ballots.candidates.length).map((order) => [ballots, order] as const)
    )
    fc.assert(
      fc.property(renumbered, ([ballots, order]) => {
        const to = (number: number) => order[number - 1] ?? number
        const papers = ballots.papers.map(({ papers: count, grades }) => ({
          papers: count,
          grades: grades.map((_grade, index) => grades[order.indexOf(index + 1)] ?? null),
        }))
        const turned = placesOf({ ...ballots, papers })
        assert.deepEqual(
          turned.map((place) => place.toSorted()),
          placesOf(ballots).map((place) => place.map(to).toSorted())
        )
      })
    )
  })

  test('never takes the victory from a winner who receives a better grade', ({ assert }) => {
    fc.assert(
      fc.property(anyGraded(true), fc.nat(), (ballots, pick) => {
        const [winner = 0] = placesOf(ballots)[0] ?? []
        const group = pick % ballots.papers.length
        const papers = ballots.papers.map(({ papers: count, grades }, index) => ({
          papers: count,
          grades: grades.map((grade, place) =>
            index === group && place === winner - 1
              ? Math.min((grade ?? 0) + 1, GRADES.length - 1)
              : grade
          ),
        }))
        assert.include(placesOf({ ...ballots, papers })[0] ?? [], winner)
      })
    )
  })

  test('puts two candidates in the same order whoever else stands', ({ assert }) => {
    fc.assert(
      fc.property(anyGraded(true), (ballots) => {
        const whole = placesOf(ballots)
        const place = (places: number[][], number: number) =>
          places.findIndex((level) => level.includes(number))
        for (const one of ballots.candidates) {
          for (const other of ballots.candidates.slice(one.number)) {
            const two = {
              ...ballots,
              candidates: [
                { ...one, number: 1 },
                { ...other, number: 2 },
              ],
              papers: ballots.papers.map(({ papers, grades }) => ({
                papers,
                grades: [grades[one.number - 1] ?? null, grades[other.number - 1] ?? null],
              })),
            }
            const alone = placesOf(two)
            assert.equal(
              Math.sign(place(whole, one.number) - place(whole, other.number)),
              Math.sign(place(alone, 1) - place(alone, 2))
            )
          }
        }
      })
    )
  })

  test('asks the lot only between the very same profiles', ({ assert }) => {
    let asked = 0
    const drawn = anyGraded().chain((ballots) =>
      anyOrder(ballots.candidates.length).map((order) => [ballots, order] as const)
    )
    fc.assert(
      fc.property(drawn, fc.integer({ min: 1, max: 5 }), ([ballots, lotOrder], seats) => {
        const without = countMajorityJudgment(ballots, { ...OPEN, seats })
        const count = countMajorityJudgment(ballots, { ...OPEN, seats, lotOrder })
        const tied = without.tied.map(({ number }) => without.profiles[number - 1]?.profile)
        assert.isAtMost(new Set(tied.map(String)).size, 1)
        assert.isEmpty(count.tied)
        asked += Number(tied.length > 0)
        if (tied.length === 0) assert.deepEqual(count.winners, without.winners)
        else assert.includeDeepMembers([...without.tied], count.winners.slice(-1))
        const seated = Math.min(seats, ballots.candidates.length)
        assert.lengthOf(count.winners, count.ballots.valid > 0 ? seated : 0)
      }),
      { numRuns: 1000 }
    )
    assert.isAbove(asked, 5)
  })
})

test.group('Papers of majority judgment without all grades', () => {
  const ballots = gradedBallots([5, 3, 1], [3, null, 2], [2, null, null])

  test('{missing}, blank {blank}')
    .with([
      { missing: 'worst', blank: 'apart', valid: 8, blanks: 2, invalid: 0, first: [3, 0, 0, 5] },
      { missing: 'worst', blank: 'worst', valid: 10, blanks: 0, invalid: 0, first: [5, 0, 0, 5] },
      { missing: 'invalid', blank: 'apart', valid: 5, blanks: 2, invalid: 3, first: [0, 0, 0, 5] },
      { missing: 'invalid', blank: 'worst', valid: 7, blanks: 0, invalid: 3, first: [2, 0, 0, 5] },
    ] as const)
    .run(({ assert }, { missing, blank, valid, blanks, invalid, first }) => {
      const count = countMajorityJudgment(ballots, { ...OPEN, missing, blank })
      assert.deepEqual(count.ballots, { cast: 10, valid, blank: blanks, abstention: 0, invalid })
      assert.deepEqual(count.profiles[0]?.profile, first)
      assert.deepEqual(count.irregular, {
        ...{ incomplete: 3, blankAsWorst: blank === 'worst' ? 2 : 0 },
      })
      assert.deepInclude(count.parameters, { missing, blank, rule: 'majority-value' })
    })

  test('the median of an even number is the worse of the two in the middle', ({ assert }) => {
    const [profile] = countMajorityJudgment(gradedBallots([1, 0], [1, 3]), OPEN).profiles
    assert.deepEqual(profile?.gauge, {
      ...{ grade: 0, sign: '+', above: 1, below: 0, p: '50.00', q: '0.00' },
    })
  })

  test('a comparison says how many medians go before two equals part', ({ assert }) => {
    const count = countMajorityJudgment(gradedBallots([1, 0, 0], [2, 2, 2], [1, 3, 2]), OPEN)
    assert.deepInclude(count.stages[1], {
      ...{ action: 'comparison', grade: 2, removed: 3, aheadGrade: 3, behindGrade: 2 },
    })
    assert.deepEqual(names(count.winners), ['Awa'])
    assert.deepEqual(count.gaugeRanking.map(names), [['Awa', 'Bastien']], 'p is not above q')
  })

  test('the gauge may leave level what the majority value decides', ({ assert }) => {
    const count = countMajorityJudgment(gradedBallots([1, 0, 1], [3, 2, 2], [1, 3, 3]), OPEN)
    assert.deepEqual(count.gaugeRanking.map(names), [['Awa', 'Bastien']])
    assert.deepEqual(count.ranking.map(names), [['Bastien'], ['Awa']])
  })

  test('without a valid paper, nobody, not even by lot', ({ assert }) => {
    const count = countMajorityJudgment(gradedBallots([2, null, null]), {
      ...{ ...OPEN, lotOrder: [2, 1] },
    })
    assert.deepEqual([count.winners, count.tied, count.stages.length], [[], [], 1])
  })

  test('a paper of another shape is a mistake', ({ assert }) => {
    const one = gradedBallots([1, 1, 1])
    for (const grades of [[1], [1, 1, 1], [1, 4], [1, -1]]) {
      assert.throws(() => countMajorityJudgment({ ...one, papers: [{ papers: 1, grades }] }, OPEN))
    }
    assert.throws(() => countMajorityJudgment(one, { ...OPEN, seats: 0 }), /seats/)
    const many = gradedBallots([2 ** 53 - 1, 1, 1], [1, 1, 1])
    assert.throws(() => countMajorityJudgment(many, OPEN), /More papers/)
  })
})
