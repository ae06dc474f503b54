import { test } from '@japa/runner'
import fc from 'fast-check'
import db from '@adonisjs/lucid/services/db'
import { FakeClock, useClock } from '#shared/clock'
import { inTransaction } from '#tests/support/in_transaction'
import { anAct, play, type RandomAct } from '#tests/support/moderation/random_acts'
import { aTown, START } from '#tests/support/moderation/random_town'
import { whatIsBroken } from '#tests/support/moderation/what_must_hold'

/** How many sequences are tried, and how long the longest is. */
const SEQUENCES = 1200
const LONGEST = 14

test.group('Whatever anyone tries in a case', (group) => {
  inTransaction(group)
  const time = new FakeClock(START)
  group.each.setup(() => {
    time.set(START)
    return useClock(time)
  })

  test('nothing gets through that the procedure forbids', async ({ assert }) => {
    const town = await aTown()
    const seen = new Map<string, number>()
    let [tried, through] = [0, 0]
    const first = { kind: 'report', who: 6, what: 0, other: 4, fits: true, minutes: 1 } as const
    const dice = { what: 0, fits: true, minutes: 1 }
    const claim: RandomAct = { ...dice, kind: 'claim', who: 0, other: 0 }
    const decide = (other: number): RandomAct => ({ ...dice, kind: 'decide', who: 0, other })
    const appeal = (fits: boolean): RandomAct => ({
      ...dice,
      kind: 'appeal',
      who: 0,
      other: 1,
      fits,
    })
    // Most sequences begin some way into a case, where chance alone would seldom come.
    const begun = fc.constantFrom<RandomAct[]>(
      [],
      [{ ...dice, kind: 'hide', who: 0, other: 4 }],
      [claim, decide(7)],
      [claim, decide(4)],
      [claim, decide(4), appeal(true)],
      [claim, decide(4), appeal(false)]
    )
    await fc.assert(
      fc.asyncProperty(
        begun,
        fc.array(anAct, { minLength: 4, maxLength: LONGEST }),
        async (start, acts) => {
          time.set(START)
          await db.rawQuery('savepoint sequence')
          try {
            for (const act of [first, ...start, ...acts]) {
              // What lapses does so after a day.
              const aDay = act.kind === 'lapse' && act.fits
              time.advance({ minutes: aDay ? 1500 : act.minutes })
              tried += 1
              const done = await play(act, town, time.now()).catch((error: { code?: string }) => {
                // Refused by the database; anything else is a fault of ours.
                if (!/^(23|P0)/.test(error.code ?? '')) throw error
                return false
              })
              if (!done) continue
              through += 1
              seen.set(act.kind, (seen.get(act.kind) ?? 0) + 1)
            }
            const broken = await whatIsBroken()
            if (broken.length > 0) throw new Error(broken.join('; '))
          } finally {
            await db.rawQuery('rollback to savepoint sequence')
          }
        }
      ),
      { numRuns: SEQUENCES }
    )
    assert.isAbove(tried, 8000)
    assert.isAbove(through, 2000)
    // It goes as deep as a jury's answer, and no way around the code was let through but the harmless ones.
    for (const kind of ['claim', 'decide', 'sign', 'hide', 'lapse', 'appeal', 'review', 'vote']) {
      assert.isAbove(seen.get(kind) ?? 0, 0, kind)
    }
    for (const kind of ['raw_issue', 'raw_pause', 'raw_statement', 'raw_juror']) {
      assert.equal(seen.get(kind) ?? 0, 0, kind)
    }
  }).timeout(600_000)
})
