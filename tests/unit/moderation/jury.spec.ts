import { test } from '@japa/runner'
import fc from 'fast-check'
import { conflictOf } from '#moderation/procedure/conflict'
import { drawJury } from '#moderation/procedure/jury'

const person = fc.integer({ min: 1, max: 12 })
const NO_TIES = { sponsorships: [], blocks: [], steppedAside: [] }
const SOURCES = [{ numbers: [9n, 18n, 26n, 34n, 41n, 45n], entropyBits: 23 }]

test.group('A jury by lot', () => {
  test('has nobody who is concerned, tied, or had a say; is odd, and says when it is short', ({
    assert,
  }) => {
    fc.assert(
      fc.property(
        fc.uniqueArray(person, { maxLength: 12 }),
        fc.record({ authorId: person, reporterIds: fc.array(person, { maxLength: 2 }) }),
        fc.array(fc.record({ sponsorId: person, inviteeId: person }), { maxLength: 4 }),
        fc.uniqueArray(person, { maxLength: 2 }),
        fc.uniqueArray(person, { maxLength: 3 }),
        fc.bigInt({ min: 0n, max: 2n ** 64n }),
        (members, parties, sponsorships, signers, declined, chance) => {
          const ties = { ...NO_TIES, sponsorships }
          const called = { members, parties, ties, signers, declined, size: 5 }
          const jury = drawJury(called, [{ numbers: [chance], entropyBits: 64 }])
          const free = members.filter(
            (one) =>
              conflictOf(one, parties, ties) === null &&
              !signers.includes(one) &&
              !declined.includes(one)
          )
          if (free.length === 0) return assert.isNull(jury)
          if (!jury) return assert.fail('There was somebody')
          assert.lengthOf(jury.jurors, new Set(jury.jurors).size)
          assert.equal(jury.jurors.length % 2, 1)
          for (const juror of jury.jurors) assert.include(free, juror)
          assert.equal(jury.short, free.length < 5)
        }
      )
    )
  })

  test('is drawn again by anyone to the same people; who declines leaves the others in place', ({
    assert,
  }) => {
    const members = Array.from({ length: 12 }, (_, index) => index + 1)
    const called = { members, parties: { authorId: 1, reporterIds: [2] }, ties: NO_TIES }
    const first = drawJury({ ...called, signers: [3], size: 5 }, SOURCES)
    const again = drawJury(
      { ...called, signers: [3], size: 5, members: members.toReversed() },
      SOURCES
    )
    assert.deepEqual(first, again)
    const [gone, ...others] = first?.jurors ?? []
    const second = drawJury({ ...called, signers: [3], size: 5, declined: [gone ?? 0] }, SOURCES)
    assert.includeMembers([...(second?.jurors ?? [])], others)
    assert.isFalse(second?.jurors.includes(gone ?? 0))
    assert.lengthOf(second?.jurors ?? [], 5)
  })
})
