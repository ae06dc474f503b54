import { test } from '@japa/runner'
import { arrivalOf, endingNow, endingOf } from '#membership/campaigns/campaign_outcome'

const ending = {
  goalCents: 30_000,
  collectedCents: 20_000,
  pendingCents: 0,
  missedGoal: 'refund' as const,
  endsOn: '2026-03-31',
  today: '2026-04-01',
}

test.group('A campaign’s end', () => {
  test('is not before its last day is over, goal reached or not', ({ assert }) => {
    assert.isNull(endingOf({ ...ending, today: '2026-03-31' }))
    assert.isNull(endingOf({ ...ending, today: '2026-03-31', collectedCents: 30_000 }))
  })

  test('is reached at the goal to the cent, and what its rule says a cent below', ({ assert }) => {
    assert.equal(endingOf({ ...ending, collectedCents: 30_000 }), 'reached')
    assert.equal(endingOf({ ...ending, collectedCents: 29_999 }), 'refund')
    assert.equal(endingOf({ ...ending, missedGoal: 'keep' }), 'keep')
    assert.equal(endingOf({ ...ending, missedGoal: 'general_fund' }), 'general_fund')
  })

  test('waits a fortnight for money on its way, if that would make the goal', ({ assert }) => {
    assert.isNull(endingOf({ ...ending, pendingCents: 10_000 }))
    assert.isNull(endingOf({ ...ending, pendingCents: 10_000, today: '2026-04-14' }))
    assert.equal(endingOf({ ...ending, pendingCents: 10_000, today: '2026-04-15' }), 'refund')
    assert.equal(endingOf({ ...ending, pendingCents: 9_999 }), 'refund')
  })

  test('by someone’s hand is at once', ({ assert }) => {
    assert.equal(endingNow({ ...ending }), 'refund')
    assert.equal(endingNow({ ...ending, collectedCents: 30_000 }), 'reached')
  })
})

test.group('Money for a campaign', () => {
  const gift = {
    laterMonth: false,
    initiatedOn: '2026-03-30',
    endsOn: '2026-03-31',
    outcome: null,
  }

  test('goes to it while it runs', ({ assert }) => {
    assert.equal(arrivalOf(gift), 'campaign')
    assert.equal(arrivalOf({ ...gift, laterMonth: true }), 'campaign')
  })

  test('follows, when it comes late, what the end decided', ({ assert }) => {
    assert.equal(arrivalOf({ ...gift, initiatedOn: '2026-04-02' }), 'campaign')
    assert.equal(arrivalOf({ ...gift, outcome: 'reached' }), 'campaign')
    assert.equal(arrivalOf({ ...gift, outcome: 'keep' }), 'campaign')
    assert.equal(arrivalOf({ ...gift, outcome: 'general_fund' }), 'general')
    assert.equal(arrivalOf({ ...gift, outcome: 'refund' }), 'campaign_then_refund')
  })

  test('of a later month goes to the common fund once the campaign is over', ({ assert }) => {
    assert.equal(
      arrivalOf({ ...gift, laterMonth: true, initiatedOn: '2026-04-01' }),
      'general',
      'its last day is past'
    )
    for (const outcome of ['reached', 'keep', 'refund', 'general_fund'] as const) {
      assert.equal(arrivalOf({ ...gift, laterMonth: true, outcome }), 'general')
    }
  })
})
