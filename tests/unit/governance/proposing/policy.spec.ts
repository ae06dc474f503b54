import { test } from '@japa/runner'
import { STAGES } from '#governance/proposing/stage_of'
import { ACTS, permission, type Act, type Relation } from '#governance/reader/proposal_policy'
import type { Reader } from '#governance/reader/reader'

const AWA = 1
const MEMBER: Reader = {
  ...{ personId: 2, memberId: 20, voice: null, belongs: true, founding: false, convenes: false },
}
const AUTHOR = { ...MEMBER, personId: AWA }
const STRANGER = { ...MEMBER, personId: 3, memberId: null, belongs: false }
const BOARD = { ...STRANGER, convenes: true }

const election = (facts: Partial<Relation> = {}): Relation => ({
  ...{ kind: 'election', stage: 'discussion', authorId: AWA },
  ...{ supports: false, stands: false, stood: false, concerned: false },
  ...facts,
})

const allowed = (reader: Reader, relation: Relation): Act[] =>
  ACTS.filter((act) => permission(act, relation, reader) === 'may')

test.group('What one may do to a proposal', () => {
  test('its author writes, shows, withdraws, answers and calls, but does not support it', ({
    assert,
  }) => {
    assert.deepEqual(allowed(AUTHOR, election({ stage: 'draft' })), [
      'rewrite',
      'publish',
      'withdraw',
    ])
    assert.deepEqual(allowed(AUTHOR, election()), [
      ...(['rewrite', 'withdraw', 'remark', 'answer', 'stand', 'call'] as const),
    ])
  })

  test('another member supports, remarks, amends and stands', ({ assert }) => {
    assert.deepEqual(allowed(MEMBER, election()), ['support', 'remark', 'amend', 'stand'])
    const involved = election({ supports: true, stands: true, stood: true })
    assert.deepEqual(allowed(MEMBER, involved), ['remark', 'amend', 'stand_down'])
    assert.notInclude(allowed(MEMBER, election({ stood: true })), 'stand')
    assert.notInclude(allowed(MEMBER, election({ kind: 'charter' })), 'stand')
  })

  test('who is no member does nothing, unless a mandate convenes', ({ assert }) => {
    for (const stage of STAGES) assert.deepEqual(allowed(STRANGER, election({ stage })), [])
    assert.deepEqual(allowed(BOARD, election()), ['call'])
  })

  test('an author who is no longer a member can only take the proposal back', ({ assert }) => {
    assert.deepEqual(allowed({ ...AUTHOR, belongs: false }, election()), ['withdraw'])
  })

  test('from the call on one talks, and after the close nobody does anything', ({ assert }) => {
    for (const stage of ['called', 'open'] as const) {
      assert.deepEqual(allowed(MEMBER, election({ stage })), ['remark'])
      assert.deepEqual(allowed(AUTHOR, election({ stage })), ['remark'])
    }
    for (const stage of ['counting', 'adopted', 'refused', 'withdrawn'] as const) {
      assert.deepEqual(allowed(AUTHOR, election({ stage })), [])
      assert.deepEqual(allowed(BOARD, election({ stage })), [])
    }
  })
})
