import { test } from '@japa/runner'
import fc from 'fast-check'
import { canonicalHash } from '#shared/canonical'
import { countedFrom } from '#governance/closing/counted_from'
import type { Counting, Option } from '#governance/closing/counted'
import { publishedOf } from '#governance/closing/published_of'
import type { Method } from '#governance/methods/transcript'
import { recount } from '#governance/recount/recount'
import type { Choice } from '#governance/voting/choice'

const QUORUM = {
  ordinary: { percent: 20, people: 5 },
  extraordinary: { percent: 33 },
  second_call: { percent: 0 },
}
const THRESHOLD = { base: 'exprimes', operator: 'more_than', numerator: 1, denominator: 2 }

const named = (names: string[], payloads: Option['payload'][] = []): Option[] =>
  names.map((label, index) => ({
    ...{ number: index + 1, label, personId: index + 1 },
    payload: payloads[index] ?? {},
  }))

const CANDIDATES = named(['Awa', 'Bastien', 'Chloé'])

function counting(method: Method, choices: Choice[], rest: Partial<Counting> = {}): Counting {
  return {
    title: 'Une question',
    method,
    majority: 'ordinary',
    secrecy: 'secret',
    parameters: { seats: 1, quorum: QUORUM, threshold: THRESHOLD, cents: 100_000 },
    lotSeed: 'ab'.repeat(32),
    voters: choices.length,
    options: CANDIDATES,
    ballots: choices.map((choice) => ({ memberId: null, college: null, choice })),
    ...rest,
  }
}

const rank = (...ranks: number[]): Choice => ({ kind: 'ranking', ranks })
const tick = (...approved: number[]): Choice => ({ kind: 'approval', approved })
const judge = (...grades: number[]): Choice => ({
  kind: 'grades',
  grades: Object.fromEntries(grades.map((grade, index) => [index + 1, grade])),
})
const BLANK: Choice = { kind: 'blank' }

/** Ballots of which Bastien has the better part, by each method that fills a seat. */
const FOR_BASTIEN: [Method, Choice[]][] = [
  ['scottish-stv', [rank(2, 1), rank(2), rank(1), rank(3, 2), BLANK]],
  ['meek-stv', [rank(2, 1), rank(2), rank(1), rank(3, 2), BLANK]],
  ['irv', [rank(2, 1), rank(2), rank(1), rank(3, 2), BLANK]],
  ['schulze', [rank(2, 1), rank(2), rank(1, 2), rank(3, 2), BLANK]],
  ['majority-judgment', [judge(1, 5, 0), judge(2, 4, 5), judge(5, 4, 0), judge(0, 3, 1), BLANK]],
  ['approval', [tick(2), tick(1, 2), tick(2, 3), tick(1), BLANK]],
]

test.group('A vote, counted as its call says', () => {
  for (const [method, choices] of FOR_BASTIEN) {
    test(`${method}: elects whom the ballots prefer`, ({ assert }) => {
      const counted = countedFrom(counting(method, choices))
      assert.equal(counted.outcome, 'adopted')
      assert.deepEqual(
        counted.winners.map(({ label }) => label),
        ['Bastien']
      )
    })

    test(`${method}: too few took part`, ({ assert }) => {
      const counted = countedFrom(counting(method, choices, { voters: 30 }))
      assert.equal(counted.outcome, 'no_quorum')
      assert.isEmpty(counted.winners)
    })

    test(`${method}: with blank papers only, nobody is elected`, ({ assert }) => {
      const counted = countedFrom(counting(method, [BLANK, BLANK, BLANK]))
      assert.equal(counted.outcome, 'no_candidate')
    })

    test(`${method}: the order of the urn leaves no trace`, ({ assert }) => {
      const hash = (order: Choice[]) => canonicalHash(countedFrom(counting(method, order)).count)
      const written = hash(choices)
      fc.assert(
        fc.property(fc.shuffledSubarray(choices, { minLength: choices.length }), (order) => {
          assert.equal(hash(order), written)
          assert.deepEqual(
            publishedOf(counting(method, order)),
            publishedOf(counting(method, choices))
          )
        }),
        { numRuns: 30 }
      )
    })

    test(`${method}: what is published, written and read again, counts the same`, ({ assert }) => {
      const vote = counting(method, choices)
      const again = recount(JSON.parse(JSON.stringify(publishedOf(vote))))
      assert.isTrue(again.ok)
      if (again.ok) assert.deepEqual(again.value, countedFrom(vote).count)
    })
  }

  test('a lot between equals follows the seed of the call and the ballots', ({ assert }) => {
    const winners = new Set<string>()
    for (let digit = 0; digit < 16; digit += 1) {
      const seed = digit.toString(16).repeat(64)
      const counted = countedFrom(counting('irv', [rank(1), rank(2)], { lotSeed: seed }))
      winners.add(counted.winners.map(({ label }) => label).join())
    }
    assert.sameMembers([...winners], ['Awa', 'Bastien'])
  })

  test('the status quo wins: nothing changes', ({ assert }) => {
    const drafts = named(['Texte A', 'Texte B', 'Statu quo'], [{}, {}, { statusQuo: true }])
    const kept = counting('schulze', [rank(3), rank(3, 1), rank(2, 3)], { options: drafts })
    assert.equal(countedFrom(kept).outcome, 'refused')
    const chosen = counting('schulze', [rank(2), rank(2, 1), rank(1, 2)], { options: drafts })
    assert.deepEqual(countedFrom(chosen).outcome, 'adopted')
  })

  test('a budget buys what its voters share, and never more than there is', ({ assert }) => {
    const projects = named(
      ['Serveur', 'Banc', 'Fête'],
      [{ cents: 60_000 }, { cents: 30_050 }, { cents: 40_000 }]
    )
    const papers = [tick(1, 2), tick(1, 2), tick(1), tick(3), BLANK]
    const counted = countedFrom(counting('equal-shares', papers, { options: projects }))
    assert.equal(counted.outcome, 'adopted')
    assert.deepEqual(counted.winners.map(({ label }) => label).toSorted(), ['Banc', 'Serveur'])
    const none = countedFrom(counting('equal-shares', [BLANK, BLANK], { options: projects }))
    assert.equal(none.outcome, 'refused')
  })

  test('a motion counts yes and no; a blank paper takes part', ({ assert }) => {
    const answer = (one: 'for' | 'against'): Choice => ({ kind: 'motion', answer: one })
    const vote = counting('motion', [answer('for'), answer('for'), answer('against'), BLANK])
    const { outcome, count } = countedFrom(vote)
    assert.equal(outcome, 'adopted')
    assert.equal(count.transcript.ballots.blank, 1)
  })
})
