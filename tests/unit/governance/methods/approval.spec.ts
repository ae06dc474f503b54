import { test } from '@japa/runner'
import fc from 'fast-check'
import { type ApprovalParameters, countApproval } from '#governance/methods/approval'
import { candidatesOf } from '#governance/methods/candidate'
import { canonicalJson } from '#governance/methods/canonical'
import type { ApprovalBallots } from '#governance/methods/score_ballots'
import { anyOrder, CAST } from './ranked_papers.js'

const OPEN: ApprovalParameters = { seats: 1, floor: 'none', lotOrder: null }
const names = (named: readonly { name: string }[]) => named.map(({ name }) => name)

const approvalBallots = (candidates: number, ...papers: [number, ...number[]][]) => ({
  ...{ title: '', seats: 1, candidates: candidatesOf(CAST.slice(0, candidates)) },
  papers: papers.map(([count, ...approved]) => ({ papers: count, approved })),
})

const anyApproval: fc.Arbitrary<ApprovalBallots> = fc.integer({ min: 1, max: 5 }).chain((count) =>
  fc.record({
    title: fc.constant(''),
    seats: fc.constant(1),
    candidates: fc.constant(candidatesOf(CAST.slice(0, count))),
    papers: fc.array(
      fc.record({
        papers: fc.integer({ min: 1, max: 4 }),
        approved: fc.array(fc.integer({ min: 1, max: count + 1 }), { maxLength: count + 1 }),
      }),
      { minLength: 1, maxLength: 8 }
    ),
  })
)

test.group('Approval', () => {
  test('blank, invalid and valid are told apart; a name ticked twice is one approval', ({
    assert,
  }) => {
    const count = countApproval(approvalBallots(2, [2], [1, 3, 0], [3, 1, 1], [4, 1, 2, 7]), OPEN)
    assert.deepEqual(count.ballots, { cast: 10, valid: 7, blank: 2, abstention: 0, invalid: 1 })
    assert.deepEqual(count.irregular, { repeated: 3, unknown: 5 })
    assert.deepEqual(count.stages[0]?.totals, { 1: '7', 2: '4' })
    assert.deepEqual(
      count.approvals.map(({ share }) => share),
      ['100.00', '57.14']
    )
  })

  test('the most approved have the seats; a lot decides for the last one only', ({ assert }) => {
    const ballots = approvalBallots(4, [3, 1, 2], [2, 3], [1, 1, 4], [1, 4])
    const two = countApproval(ballots, { ...OPEN, seats: 2 })
    assert.deepEqual([names(two.winners), two.tied], [['Awa', 'Bastien'], []])
    const three = countApproval(ballots, { ...OPEN, seats: 3 })
    assert.deepEqual(names(three.winners), ['Awa', 'Bastien'])
    assert.deepEqual(names(three.tied), ['Chloé', 'Driss'])
    const drawn = countApproval(ballots, { ...OPEN, seats: 3, lotOrder: [2, 4, 3, 1] })
    assert.deepEqual(names(drawn.winners), ['Awa', 'Bastien', 'Driss'])
    assert.deepEqual(drawn.stages.at(-1)?.action, 'lot')
  })

  test('the floor is more than half of the valid papers: half is not enough', ({ assert }) => {
    const ballots = approvalBallots(3, [3, 1, 2], [2, 2, 3], [1, 3], [5])
    const count = countApproval(ballots, { ...OPEN, seats: 3, floor: 'more-than-half' })
    assert.deepEqual(names(count.winners), ['Bastien'])
    assert.deepEqual(names(count.stages[1]?.excluded ?? []), ['Awa', 'Chloé'])
    const nobody = countApproval(approvalBallots(2, [1, 1], [1, 2]), {
      ...{ ...OPEN, floor: 'more-than-half', lotOrder: [1, 2] },
    })
    assert.deepEqual([nobody.winners, nobody.tied], [[], []])
  })

  test('without a valid paper, nobody, not even by lot', ({ assert }) => {
    const count = countApproval(approvalBallots(2, [3]), { ...OPEN, lotOrder: [1, 2] })
    assert.deepEqual([count.winners, count.tied], [[], []])
    assert.throws(() => countApproval(approvalBallots(2, [1, 1]), { ...OPEN, seats: 0 }), /seats/)
    const many = approvalBallots(1, [2 ** 53 - 1, 1], [1, 1])
    assert.throws(() => countApproval(many, OPEN), /More papers/)
  })

  test('gives the same bytes whatever the order and the grouping of papers', ({ assert }) => {
    const shuffled = anyApproval.chain((ballots) => {
      const apart = ballots.papers.flatMap(({ papers, approved }) =>
        Array.from({ length: papers }, () => ({ papers: 1, approved: approved.toReversed() }))
      )
      const other = fc.shuffledSubarray(apart, { minLength: apart.length })
      return other.map((papers) => [ballots, { ...ballots, papers }] as const)
    })
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        const [first, second] = [countApproval(one, OPEN), countApproval(other, OPEN)]
        assert.equal(canonicalJson(second), canonicalJson(first))
      })
    )
  })

  test('one more approval never takes a seat away; all candidates are treated alike', ({
    assert,
  }) => {
    const cases = anyApproval.chain((ballots) =>
      fc.tuple(
        fc.constant(ballots),
        anyOrder(ballots.candidates.length),
        fc.integer({ min: 1, max: ballots.candidates.length }),
        fc.constantFrom('none', 'more-than-half')
      )
    )
    fc.assert(
      fc.property(cases, ([ballots, order, seats, floor]) => {
        const parameters = { seats, floor, lotOrder: order } as const
        const count = countApproval(ballots, parameters)
        const [paper, ...others] = ballots.papers
        for (const { number, name } of count.winners) {
          if (!paper) continue
          const papers = [{ ...paper, approved: [...paper.approved, number] }, ...others]
          // A paper that was not valid makes the floor higher for all when it becomes so.
          if (countApproval({ ...ballots, papers }, parameters).ballots.valid > count.ballots.valid)
            continue
          const more = countApproval({ ...ballots, papers }, parameters)
          assert.include(names(more.winners), name)
        }
        const to = (number: number) => order[number - 1] ?? number
        const turned = countApproval(
          {
            ...ballots,
            papers: ballots.papers.map((one) => ({ ...one, approved: one.approved.map(to) })),
          },
          { ...parameters, lotOrder: order.map(to) }
        )
        assert.deepEqual(
          turned.winners.map(({ number }) => number).toSorted(),
          count.winners.map(({ number }) => to(number)).toSorted()
        )
      })
    )
  })
})
