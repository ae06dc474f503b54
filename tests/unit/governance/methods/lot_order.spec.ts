import { test } from '@japa/runner'
import { countApproval } from '#governance/methods/approval'
import { candidatesOf } from '#governance/methods/candidate'
import { byLot, isLotOrder, type LotOrder } from '#governance/methods/lot_order'
import { isComplete } from '#governance/methods/transcript'

test.group('A lot order', () => {
  test('prefers whoever comes first in it', ({ assert }) => {
    assert.deepEqual(byLot([1, 2, 4], [4, 3, 1, 2]), [4, 1, 2])
    assert.isNull(byLot([1, 2], null))
    assert.throws(() => byLot([1, 5], [4, 3, 1, 2]), /no place in the lot order/)
  })

  test('names everyone, once', ({ assert }) => {
    assert.isTrue(isLotOrder([2, 1, 3], 3))
    assert.isFalse(isLotOrder([2, 1], 3))
    assert.isFalse(isLotOrder([2, 2, 1], 3))
    assert.isFalse(isLotOrder([2, 1, 4], 3))
    assert.isFalse(isLotOrder([2, 1, 0.5], 3))
  })
})

test.group('A count that needs a lot', () => {
  const ballots = {
    title: 'Le jour du repas',
    candidates: candidatesOf(['Samedi', 'Dimanche']),
    seats: 1,
    papers: [
      { papers: 3, approved: [1] },
      { papers: 3, approved: [2] },
    ],
  }
  const count = (lotOrder: LotOrder) =>
    countApproval(ballots, { seats: 1, floor: 'none', lotOrder })

  test('is complete only once the lot is drawn', ({ assert }) => {
    assert.isFalse(isComplete(count(null)))
    assert.isTrue(isComplete(count([2, 1])))
    assert.equal(count([2, 1]).winners[0]?.name, 'Dimanche')
  })
})
