import { test } from '@japa/runner'
import fc from 'fast-check'
import { MOST_EXPOSURES, REST_MINUTES, restUntil } from '#moderation/cases/care'
import { inOrder, urgencyOf } from '#moderation/cases/queue'
import { BREACHES, severityOf } from '#moderation/cases/breaches'
import { levelOn, lighterOf } from '#moderation/deciding/measure'
import { verdictOf, type Voice } from '#moderation/procedure/verdict'
import { ruleOf } from '#rulebook/declarations'
import type { RuleValues } from '#rulebook/declarations'

const NOON = new Date('2026-03-02T11:00:00Z')
const minutes = (count: number) => new Date(NOON.getTime() + count * 60_000)
const LADDER = ruleOf('moderation.ladder').founding as RuleValues['moderation.ladder']

test.group('Whoever looked at hard pictures', () => {
  test('rests after several within two hours, for half an hour from the last', ({ assert }) => {
    const looked = Array.from({ length: MOST_EXPOSURES }, (_, index) => minutes(index * 10))
    const last = minutes((MOST_EXPOSURES - 1) * 10)
    const until = new Date(last.getTime() + REST_MINUTES * 60_000)
    assert.deepEqual(restUntil(looked, last), until)
    assert.isNull(restUntil(looked.slice(1), last))
    assert.isNull(restUntil(looked, until))
    const slowly = looked.map((_, index) => minutes(index * 20))
    assert.isNull(restUntil(slowly, minutes((MOST_EXPOSURES - 1) * 20)))
  })
})

test.group('The queue', () => {
  test('puts the gravest first, then whoever waited longest; an order before all', ({ assert }) => {
    const one = fc.record({
      id: fc.nat(1000),
      breach: fc.constantFrom(...BREACHES),
      source: fc.constantFrom('report', 'own', 'software', 'order'),
      reports: fc.array(fc.record({ breach: fc.constantFrom(...BREACHES) }), { maxLength: 3 }),
      openedAt: fc.integer({ min: 0, max: 500 }).map(minutes),
    })
    fc.assert(
      fc.property(fc.array(one, { maxLength: 12 }), (cases) => {
        const queue = inOrder(cases)
        assert.sameMembers(queue, cases)
        for (const [index, now] of queue.entries()) {
          const next = queue[index + 1]
          if (!next) continue
          assert.isAtLeast(urgencyOf(now), urgencyOf(next))
          if (urgencyOf(now) === urgencyOf(next)) assert.isTrue(now.openedAt <= next.openedAt)
        }
      })
    )
    assert.equal(severityOf('child_abuse'), 3)
    assert.equal(urgencyOf({ ...fresh('spam'), source: 'order' }), 4)
    assert.equal(urgencyOf({ ...fresh('spam'), reports: [{ breach: 'danger' }] }), 3)
  })

  const fresh = (breach: 'spam') => ({
    ...{ id: 1, breach, source: 'report', reports: [], openedAt: NOON },
  })
})

const voice = fc.constantFrom<Voice>('upheld', 'varied', 'reversed')

test.group('A jury', () => {
  test('says what more than half say, else the one in the middle', ({ assert }) => {
    assert.equal(verdictOf(['upheld', 'varied', 'reversed'], 3), 'varied')
    assert.equal(verdictOf(['reversed', 'reversed'], 3), 'reversed')
    assert.isNull(verdictOf(['reversed', 'upheld'], 3))
    assert.equal(verdictOf(['reversed', 'upheld'], 2), 'varied')
    const worth: Voice[] = ['upheld', 'varied', 'reversed']
    fc.assert(
      fc.property(fc.array(voice, { minLength: 1, maxLength: 15 }), (voices) => {
        if (voices.length % 2 === 0) return
        const ranks = voices.map((one) => worth.indexOf(one)).toSorted((a, b) => a - b)
        const middle = worth[ranks[(ranks.length - 1) / 2] ?? 0]
        assert.equal(verdictOf(voices, voices.length), middle)
      })
    )
  })

  test('whose verdict is out is not changed by those who speak after', ({ assert }) => {
    fc.assert(
      fc.property(
        fc.array(voice, { maxLength: 9 }),
        fc.array(voice, { maxLength: 9 }),
        (spoken, later) => {
          const seats = spoken.length + later.length
          const early = verdictOf(spoken, seats)
          if (early === null || seats === 0) return
          assert.equal(verdictOf([...spoken, ...later], seats), early)
        }
      )
    )
  })
})

test.group('A lighter measure', () => {
  test('is on the ladder, not above the first, and never brings back what must not', ({
    assert,
  }) => {
    for (const [act, days] of [
      ...(['dismiss', 'note', 'remove', 'propose_exclusion'] as const).map(
        (one) => [one, null] as const
      ),
      ...([1, 2, 7, 8, 30, 90] as const).map((count) => ['pause', count] as const),
      ...([1, 365] as const).flatMap((count) => [
        ['hide', count] as const,
        ['label', count] as const,
      ]),
    ]) {
      for (const neverReturns of [false, true]) {
        const lighter = lighterOf({ act, days }, LADDER, neverReturns)
        if (act === 'dismiss' || act === 'note') assert.isNull(lighter)
        if (act === 'remove') assert.equal(lighter === null, neverReturns)
        if (!lighter) continue
        const [before, after] = [levelOn({ act, days }, LADDER), levelOn(lighter, LADDER)]
        assert.isNotNull(after)
        assert.isAtMost(after ?? 99, before ?? -1)
        if (act === 'pause' && lighter.act === 'pause') {
          assert.isBelow(lighter.days ?? 99, days ?? 0)
        }
      }
    }
  })
})
