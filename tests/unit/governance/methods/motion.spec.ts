import { test } from '@japa/runner'
import fc from 'fast-check'
import { canonicalJson } from '#shared/canonical'
import { foldedColleges } from '#governance/methods/motion/college_totals'
import { countMotion } from '#governance/methods/motion/motion'
import {
  ANSWERS,
  answersOf,
  castIn,
  type Answer,
  type MotionBallots,
} from '#governance/methods/motion/motion_ballots'
import {
  motionFault,
  peopleNeeded,
  type Colleges,
  type MotionParameters,
} from '#governance/methods/motion/motion_parameters'

const SIMPLE: MotionParameters = {
  members: 40,
  quorum: { numerator: 20, denominator: 100, people: 5, abstentions: true },
  base: 'exprimes',
  threshold: { operator: 'more_than', numerator: 1, denominator: 2 },
  tie: 'fails',
  secret: false,
  blocks: null,
  colleges: null,
}

const TWO_THIRDS = { operator: 'at_least', numerator: 2, denominator: 3 } as const

function ballots(answers: Partial<Record<Answer, number>>, college: string | null = null) {
  return Object.entries(answers).map(([answer, papers]) => ({
    papers,
    answer: answer as Answer,
    college,
  }))
}

const castOf = (papers: MotionBallots['papers']) => castIn(answersOf({ title: '', papers }))

const motion = (papers: MotionBallots['papers'], parameters: Partial<MotionParameters> = {}) =>
  countMotion(
    { title: 'Un banc de plus', papers },
    { ...SIMPLE, members: Math.max(40, castOf(papers)), ...parameters }
  )

test.group('A motion', () => {
  test('{why}')
    .with([
      {
        why: 'passes with more for than against',
        answers: { for: 11, against: 10 },
        outcome: 'adopted',
      },
      {
        why: 'fails at as many for as against',
        answers: { for: 10, against: 10 },
        outcome: 'refused',
      },
      {
        why: 'asks nothing of those who abstain',
        answers: { for: 5, against: 4, abstention: 12, blank: 3 },
        outcome: 'adopted',
      },
      { why: 'is not adopted by nobody', answers: { abstention: 30 }, outcome: 'refused' },
      {
        why: 'lacks its quorum of a fifth, eight of forty',
        answers: { for: 7 },
        outcome: 'no_quorum',
      },
      { why: 'has its quorum with one more', answers: { for: 7, blank: 1 }, outcome: 'adopted' },
    ] as const)
    .run(({ assert }, { answers, outcome }) => {
      assert.equal(motion(ballots(answers)).outcome, outcome)
    })

  test('of two thirds is reached at two thirds exactly', ({ assert }) => {
    const asked = { threshold: TWO_THIRDS }
    assert.isTrue(motion(ballots({ for: 14, against: 7 }), asked).adopted)
    assert.isFalse(motion(ballots({ for: 13, against: 7 }), asked).adopted)
    assert.isFalse(motion(ballots({ abstention: 20 }), asked).adopted)
    const { stages } = motion(ballots({ for: 13, against: 7 }), asked)
    assert.equal(stages.find(({ action }) => action === 'threshold')?.least, '14')
  })

  test('of the majority of members counts those who stayed away', ({ assert }) => {
    const asked = { base: 'membres' } as const
    assert.isFalse(motion(ballots({ for: 20 }), asked).adopted)
    assert.isTrue(motion(ballots({ for: 21, against: 19 }), asked).adopted)
  })

  test('of those who vote counts blank papers and blocks too', ({ assert }) => {
    const asked = { base: 'votants' } as const
    assert.isFalse(motion(ballots({ for: 10, blank: 6, abstention: 4 }), asked).adopted)
    assert.isTrue(motion(ballots({ for: 11, blank: 6, abstention: 4 }), asked).adopted)
  })

  test('may leave those who abstain out of the quorum, when it says so', ({ assert }) => {
    const quorum = { numerator: 20, denominator: 100, people: 5, abstentions: false }
    assert.equal(motion(ballots({ for: 7, abstention: 20 }), { quorum }).outcome, 'no_quorum')
    assert.equal(motion(ballots({ for: 7, invalid: 1 }), { quorum }).outcome, 'adopted')
  })

  test('goes back to discussion when enough people block it', ({ assert }) => {
    const papers = ballots({ for: 30, block: 2 })
    assert.equal(motion(papers, { blocks: 2 }).outcome, 'blocked')
    assert.equal(motion(papers, { blocks: 3 }).outcome, 'adopted')
  })

  test('that is even is decided by the chair only where that was said', ({ assert }) => {
    const even = ballots({ for: 10, against: 10 })
    assert.isTrue(motion(even, { tie: { castingVote: 'for', article: '12' } }).adopted)
    assert.isFalse(motion(even, { tie: { castingVote: 'against', article: '12' } }).adopted)
    assert.isFalse(
      motion(even, { tie: { castingVote: 'for', article: '12' }, threshold: TWO_THIRDS }).adopted
    )
    assert.equal(
      motionFault({ ...SIMPLE, tie: { castingVote: 'for', article: '12' }, secret: true }),
      'casting_vote_in_secret'
    )
    assert.equal(
      motionFault({ ...SIMPLE, tie: { castingVote: 'for', article: ' ' } }),
      'casting_vote_without_article'
    )
  })
})

test.group('A roll', () => {
  test('that nobody knows bears neither a quorum nor a majority of members', ({ assert }) => {
    const unknown = { ...SIMPLE, members: null }
    assert.equal(motionFault(unknown), 'members_missing')
    assert.isNull(motionFault({ ...unknown, quorum: null }))
    assert.equal(motionFault({ ...unknown, quorum: null, base: 'membres' }), 'members_missing')
  })

  test('of four never gives five ballots', ({ assert }) => {
    const papers = ballots({ for: 5 })
    assert.throws(() => motion(papers, { members: 4 }), /5 ballots of 4 members/)
    assert.isTrue(motion(papers, { members: 5 }).adopted)
  })

  test('of four can meet a quorum that asks five of larger ones', ({ assert }) => {
    assert.isTrue(motion(ballots({ for: 4 }), { members: 4 }).adopted)
    assert.equal(motion(ballots({ for: 3 }), { members: 4 }).outcome, 'no_quorum')
  })
})

const THREE: Colleges = {
  list: [
    { name: 'Salariées', weight: { numerator: 1, denominator: 2 } },
    { name: 'Usagers', weight: { numerator: 3, denominator: 10 } },
    { name: 'Soutiens', weight: { numerator: 1, denominator: 5 } },
  ],
  rule: 'share',
  empty: 'zero',
}

test.group('A motion in colleges', () => {
  const papers = [
    ...ballots({ for: 1, against: 2 }, 'Salariées'),
    ...ballots({ for: 60, against: 20, blank: 5 }, 'Usagers'),
    ...ballots({ for: 10 }, 'Soutiens'),
  ]

  test('weighs each college’s share, exactly', ({ assert }) => {
    const counted = motion(papers, { colleges: THREE })
    // 1/2 × 1/3 + 3/10 × 3/4 + 1/5 = 71/120.
    const stage = counted.stages.find(({ action }) => action === 'colleges')
    assert.equal(stage?.total, '71/120')
    assert.isTrue(counted.adopted)
    assert.isFalse(motion(papers, { colleges: THREE, threshold: TWO_THIRDS }).adopted)
    assert.equal(counted.answers.for, 71)
  })

  test('gives a college whole to its winner, where the statutes say so', ({ assert }) => {
    const total = (colleges: Colleges) =>
      motion(papers, { colleges }).stages.find(({ action }) => action === 'colleges')?.total
    assert.equal(total({ ...THREE, rule: 'winner' }), '1/2')
    assert.isFalse(motion(papers, { colleges: { ...THREE, rule: 'winner' } }).adopted)
  })

  test('counts an empty college as nothing, or not at all, as was declared', ({ assert }) => {
    const two = papers.filter(({ college }) => college !== 'Salariées')
    assert.isFalse(motion(two, { colleges: THREE }).adopted)
    const renormalised = motion(two, { colleges: { ...THREE, empty: 'renormalise' } })
    assert.equal(renormalised.stages.find(({ action }) => action === 'colleges')?.total, '17/20')
    assert.isTrue(renormalised.adopted)
  })

  test('the law’s bounds hold: three to ten colleges, a tenth to a half each', ({ assert }) => {
    const of = (list: Colleges['list']) => motionFault({ ...SIMPLE, colleges: { ...THREE, list } })
    assert.isNull(of(THREE.list))
    assert.equal(of(THREE.list.slice(0, 2)), 'colleges_count')
    const heavy = { name: 'Usagers', weight: { numerator: 51, denominator: 100 } }
    assert.equal(of([heavy, ...THREE.list.slice(1)]), 'colleges_twice')
    assert.equal(
      of([heavy, ...THREE.list.filter(({ name }) => name !== 'Usagers')]),
      'colleges_weight'
    )
    const light = { name: 'Usagers', weight: { numerator: 1, denominator: 4 } }
    assert.equal(
      of([light, ...THREE.list.filter(({ name }) => name !== 'Usagers')]),
      'colleges_sum'
    )
    assert.throws(() => motion(ballots({ for: 9 }), { colleges: THREE }), /of a college/)
  })

  test('a small college is never shown alone, nor left to be worked out', ({ assert }) => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { minLength: 3, maxLength: 6 }), (sizes) => {
        const list = sizes.map((size, index) => ({
          name: String(index),
          weight: '1/3',
          share: null,
          adds: '0',
          answers: { for: size, against: 0, abstention: 0, blank: 0, block: 0, invalid: 0 },
        }))
        const { shown, folded } = foldedColleges(list, 5)
        assert.isTrue(shown.every(({ answers }) => answers.for >= 5))
        if (sizes.some((size) => size < 5)) assert.isAtLeast(folded?.names.length ?? 0, 2)
        const kept = shown.reduce((sum, { answers }) => sum + answers.for, 0)
        assert.equal(
          kept + (folded?.answers.for ?? 0),
          sizes.reduce((sum, size) => sum + size, 0)
        )
      })
    )
  })
})

const papersOf = fc.array(
  fc.record({
    papers: fc.nat(30),
    answer: fc.constantFrom(...ANSWERS),
    college: fc.constant(null),
  }),
  { maxLength: 12 }
)
const parameters: fc.Arbitrary<Chosen> = fc.record({
  absent: fc.nat(40),
  base: fc.constantFrom('exprimes' as const, 'votants' as const, 'membres' as const),
  operator: fc.constantFrom('more_than' as const, 'at_least' as const),
  numerator: fc.integer({ min: 1, max: 9 }),
})
interface Chosen {
  /** On the roll and not in the urn. */
  absent: number
  base: MotionParameters['base']
  operator: 'more_than' | 'at_least'
  numerator: number
}
const asked = (papers: MotionBallots['papers'], { absent, base, operator, numerator }: Chosen) => ({
  ...{ members: castOf(papers) + absent, base, quorum: null },
  threshold: { operator, numerator, denominator: 10 },
})

test.group('Whatever the ballots', () => {
  test('a motion passes exactly when whole numbers say so', ({ assert }) => {
    fc.assert(
      fc.property(papersOf, parameters, (papers, chosen) => {
        const { answers, adopted, ballots: counts } = motion(papers, asked(papers, chosen))
        const all = counts.valid + counts.blank + counts.abstention + counts.invalid
        assert.equal(all, counts.cast)
        const base = {
          exprimes: answers.for + answers.against,
          votants: all,
          membres: all + chosen.absent,
        }
        const [left, right] = [10 * answers.for, chosen.numerator * base[chosen.base]]
        const passes = chosen.operator === 'more_than' ? left > right : left >= right
        assert.equal(adopted, passes && answers.for > 0)
      })
    )
  })

  test('one more vote for never refuses what was adopted', ({ assert }) => {
    fc.assert(
      fc.property(papersOf, parameters, (papers, chosen) => {
        // Somebody who stayed away comes and votes for.
        const before = asked(papers, { ...chosen, absent: chosen.absent + 1 })
        fc.pre(motion(papers, before).adopted)
        const more = [...papers, { papers: 1, answer: 'for' as const, college: null }]
        assert.isTrue(motion(more, before).adopted)
      })
    )
  })

  test('neither the order nor the grouping of ballots leaves a trace', ({ assert }) => {
    fc.assert(
      fc.property(papersOf, fc.infiniteStream(fc.nat()), (papers, keys) => {
        const single = papers.flatMap(({ papers: count, ...paper }) =>
          Array.from({ length: count }, () => ({
            ...paper,
            papers: 1,
            key: keys.next().value ?? 0,
          }))
        )
        const shuffled = single.toSorted((a, b) => a.key - b.key)
        assert.equal(canonicalJson(motion(shuffled)), canonicalJson(motion(papers)))
      })
    )
  })

  test('a quorum is rounded up to whole people', ({ assert }) => {
    fc.assert(
      fc.property(fc.nat(100), fc.nat(5000), fc.nat(10), (percent, members, people) => {
        const quorum = { numerator: percent, denominator: 100, people, abstentions: true }
        const needed = peopleNeeded(quorum, members)
        assert.isAtLeast(needed * 100, percent * members)
        assert.isAtMost(needed, members)
        assert.isTrue(
          needed === Math.min(people, members) || (needed - 1) * 100 < percent * members
        )
      })
    )
  })
})
