import { test } from '@japa/runner'
import fc from 'fast-check'
import { acknowledgeBy, appealUntil, claimHolds, lapsesAt } from '#moderation/procedure/deadlines'
import { conflictOf, freeOfConflict, type Ties } from '#moderation/procedure/conflict'
import {
  juryOf,
  levelOf,
  secondSignerOf,
  signaturesNeeded,
  type MeasureRules,
} from '#moderation/procedure/ladder'
import { ruleOf } from '#rulebook/declarations'
import type { RuleValues } from '#rulebook/declarations'

const HOUR = 3_600_000
const at = (instant: string) => new Date(instant)
const founding = <Key extends keyof RuleValues>(key: Key) => ruleOf(key).founding as RuleValues[Key]
const RULES: MeasureRules = {
  ladder: founding('moderation.ladder'),
  secondPairOfEyesFrom: founding('moderation.second_pair_of_eyes_from'),
}

const person = fc.integer({ min: 1, max: 8 })
const ties: fc.Arbitrary<Ties> = fc.record({
  sponsorships: fc.array(fc.record({ sponsorId: person, inviteeId: person }), { maxLength: 6 }),
  blocks: fc.array(fc.record({ blockerId: person, blockedId: person }), { maxLength: 6 }),
  steppedAside: fc.array(person, { maxLength: 2 }),
})
const parties = fc.record({ authorId: person, reporterIds: fc.array(person, { maxLength: 3 }) })

test.group('Who has a say in a case', () => {
  test('nobody who wrote, reported, brought or was brought by them, keeps away, or steps aside', ({
    assert,
  }) => {
    const around = { authorId: 1, reporterIds: [2] }
    const tied: Ties = {
      sponsorships: [
        { sponsorId: 3, inviteeId: 1 },
        { sponsorId: 2, inviteeId: 4 },
        { sponsorId: 3, inviteeId: 9 },
      ],
      blocks: [
        { blockerId: 5, blockedId: 1 },
        { blockerId: 2, blockedId: 6 },
      ],
      steppedAside: [7],
    }
    const found = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((one) => conflictOf(one, around, tied))
    assert.deepEqual(found, [
      ...(['author', 'reporter', 'sponsor', 'invitee', 'block', 'block', 'stepped_aside'] as const),
      null,
      null,
    ])
  })

  test('one tie to any of those concerned is enough, and more ties free nobody', ({ assert }) => {
    fc.assert(
      fc.property(person, parties, ties, ties, (who, around, some, more) => {
        if (conflictOf(who, around, some) === null) {
          assert.isFalse([around.authorId, ...around.reporterIds].includes(who))
          return
        }
        const both = {
          sponsorships: [...some.sponsorships, ...more.sponsorships],
          blocks: [...some.blocks, ...more.blocks],
          steppedAside: [...some.steppedAside, ...more.steppedAside],
        }
        assert.isNotNull(conflictOf(who, around, both))
        assert.deepEqual(freeOfConflict([who], around, both), [])
      })
    )
  })

  test('the second signature is never the first’s, and moderators come before the board', ({
    assert,
  }) => {
    const people = fc.uniqueArray(person, { maxLength: 4 })
    fc.assert(
      fc.property(person, people, people, people, (deciderId, moderators, board, volunteers) => {
        const { from, people: found } = secondSignerOf({ deciderId, moderators, board, volunteers })
        assert.notInclude(found, deciderId)
        if (moderators.some((one) => one !== deciderId)) assert.equal(from, 'moderator')
        else if (board.some((one) => one !== deciderId)) assert.equal(from, 'board')
        else if (volunteers.some((one) => one !== deciderId)) assert.equal(from, 'drawn')
        else assert.equal(from, 'nobody')
      })
    )
  })
})

test.group('The ladder of measures', () => {
  test('has the level of each measure, and none of what the network has not', ({ assert }) => {
    const level = (
      act: RuleValues['moderation.ladder'][number]['act'],
      days: number | null = null
    ) => levelOf({ act, days }, RULES)
    assert.deepEqual(
      [level('dismiss'), level('note'), level('label'), level('hide_or_remove')],
      [0, 1, 2, 3]
    )
    assert.deepEqual([level('pause', 1), level('pause', 7)], [4, 4])
    assert.deepEqual([level('pause', 8), level('pause', 90)], [5, 5])
    assert.equal(level('propose_exclusion'), 6)
    assert.deepEqual([level('pause', 91), level('pause', 0), level('pause')], [null, null, null])
    assert.isNull(level('note', 3))
  })

  test('asks two signatures from where the rule says, and always for an exclusion', ({
    assert,
  }) => {
    const needed = (days: number, from = 7) =>
      signaturesNeeded({ act: 'pause', days }, { ...RULES, secondPairOfEyesFrom: from })
    assert.deepEqual([needed(7), needed(8), needed(1, 0), needed(90, 90)], [1, 2, 2, 1])
    assert.equal(signaturesNeeded({ act: 'propose_exclusion', days: null }, RULES), 2)
    assert.equal(signaturesNeeded({ act: 'hide_or_remove', days: null }, RULES), 1)
  })

  test('draws fewer jurors in a small network', ({ assert }) => {
    const rule = founding('moderation.jury_size')
    assert.deepEqual([juryOf(rule, 39), juryOf(rule, 40)], [3, 5])
  })
})

test.group('The deadlines of a case', () => {
  test('are longer for what is reported at night in Niort, whatever the season', ({ assert }) => {
    const rule = { day: 4, night: 12 }
    const hours = (instant: string) =>
      (acknowledgeBy(at(instant), rule).getTime() - at(instant).getTime()) / HOUR
    // 21:59 and 22:00 in summer, then in winter; 7:59 and 8:00.
    assert.deepEqual([hours('2026-07-01T19:59:00Z'), hours('2026-07-01T20:00:00Z')], [4, 12])
    assert.deepEqual([hours('2026-01-01T20:59:00Z'), hours('2026-01-01T21:00:00Z')], [4, 12])
    assert.deepEqual([hours('2026-01-02T06:59:00Z'), hours('2026-01-02T07:00:00Z')], [12, 4])
  })

  test('a claim holds two hours, to the millisecond', ({ assert }) => {
    const claimed = at('2026-03-02T10:00:00Z')
    const after = (ms: number) => claimHolds(claimed, new Date(claimed.getTime() + ms))
    assert.deepEqual(
      [after(-1), after(0), after(2 * HOUR - 1), after(2 * HOUR)],
      [...[false, true], ...[true, false]]
    )
  })

  test('what one person hid comes back after a day, but for what is illegal or intimate', ({
    assert,
  }) => {
    const hidden = at('2026-03-02T10:00:00Z')
    assert.deepEqual(lapsesAt(hidden, 'hatred'), at('2026-03-03T10:00:00Z'))
    assert.isNull(lapsesAt(hidden, 'illegal'))
    assert.isNull(lapsesAt(hidden, 'intimate'))
  })

  test('an appeal is open six months of the calendar at least, and as long as the rule says', ({
    assert,
  }) => {
    // 181 days from March to September; 184 from the end of August to the end of February and on.
    assert.deepEqual(appealUntil(at('2026-03-02T11:00:00Z'), 180), at('2026-09-02T10:00:00Z'))
    assert.deepEqual(appealUntil(at('2026-08-31T10:00:00Z'), 180), at('2027-02-28T11:00:00Z'))
    assert.deepEqual(appealUntil(at('2026-03-02T11:00:00Z'), 365), at('2027-03-02T11:00:00Z'))
    // To the millisecond: not a second of it is taken.
    assert.deepEqual(
      appealUntil(at('2026-03-02T11:00:37.250Z'), 180),
      at('2026-09-02T10:00:37.250Z')
    )
    fc.assert(
      fc.property(
        fc.date({
          min: at('2024-01-01T00:00:00Z'),
          max: at('2035-01-01T00:00:00Z'),
          noInvalidDate: true,
        }),
        fc.integer({ min: 180, max: 1095 }),
        (told, days) => {
          const until = appealUntil(told, days)
          assert.isAtLeast(until.getTime(), told.getTime() + days * 24 * HOUR)
          assert.isAtLeast(until.getTime(), told.getTime() + 180 * 24 * HOUR)
        }
      )
    )
  })
})
