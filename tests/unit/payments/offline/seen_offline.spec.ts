import { test } from '@japa/runner'
import fc from 'fast-check'
import { seenOffline, type OrderRow, type ReceiptRow } from '#payments/offline/seen_offline'

const ORDER: OrderRow = {
  ref: 'RF18539007547034',
  intentId: '0b6c9c3e-53f7-4c3c-9c1a-3e9f7a3c5d21',
  amountCents: 2000,
  createdAt: new Date('2026-03-01T10:00:00Z'),
  canceledAt: null,
}

const receipt = (id: number, amountCents: number, facts: Partial<ReceiptRow> = {}): ReceiptRow => ({
  id,
  kind: 'transfer',
  amountCents,
  receivedOn: '2026-03-05',
  confirmed: true,
  reversal: null,
  ...facts,
})

function seen(receipts: ReceiptRow[], order: OrderRow = ORDER) {
  const answer = seenOffline(order, receipts)
  if (answer.about !== 'intent') throw new Error(answer.about)
  return answer
}

const states = (receipts: ReceiptRow[]) =>
  seen(receipts).payments.map(({ ref, state, grossCents }) => [ref, state, grossCents])

test.group('What our papers say of an order', () => {
  test('nothing is paid before all of it is there; then on the day of the last part', ({
    assert,
  }) => {
    assert.deepEqual(states([receipt(1, 1200)]), [])
    const both = [receipt(1, 1200), receipt(2, 800, { receivedOn: '2026-03-09' })]
    assert.deepEqual(states(both), [[ORDER.ref, 'paid', 2000]])
    assert.equal(seen(both).payments[0]?.paidAt?.toISOString(), '2026-03-09T11:00:00.000Z')
    assert.deepEqual(
      seen(both).payments[0]?.movements.map(({ amountCents }) => amountCents),
      [1200, 800]
    )
  })

  test('what comes on top is a payment of its own', ({ assert }) => {
    assert.deepEqual(states([receipt(1, 2500), receipt(2, 300)]), [
      [ORDER.ref, 'paid', 2000],
      [`${ORDER.ref}/1`, 'paid', 500],
      [`${ORDER.ref}/2`, 'paid', 300],
    ])
  })

  test('cash counts once it was counted by another', ({ assert }) => {
    assert.deepEqual(states([receipt(1, 2000, { kind: 'cash', confirmed: false })]), [])
    assert.deepEqual(states([receipt(1, 2000, { kind: 'cash' })]), [[ORDER.ref, 'paid', 2000]])
  })

  test('what was taken back failed, and may come again', ({ assert }) => {
    const unpaid = receipt(1, 2000, { kind: 'cheque', reversal: 'unpaid' })
    assert.deepEqual(states([unpaid]), [[ORDER.ref, 'failed', 2000]])
    assert.equal(seen([unpaid]).payments[0]?.failureCode, 'unpaid')
    assert.deepEqual(states([unpaid, receipt(2, 2000)]), [[ORDER.ref, 'paid', 2000]])
  })

  test('an order is open, complete, or over', ({ assert }) => {
    const over = { ...ORDER, canceledAt: new Date('2026-05-01T10:00:00Z') }
    const checkout = (receipts: ReceiptRow[], order = ORDER) =>
      seen(receipts, order).checkouts[0]?.state
    assert.equal(checkout([receipt(1, 1999)]), 'open')
    assert.equal(checkout([receipt(1, 2000)]), 'complete')
    assert.equal(checkout([], over), 'expired')
    assert.equal(checkout([receipt(1, 2000)], over), 'complete')
  })

  test('its movements are its receipts, to the cent, once anything was paid', ({ assert }) => {
    const some = fc.record({
      amountCents: fc.integer({ min: 1, max: 3000 }),
      confirmed: fc.boolean(),
      reversal: fc.constantFrom(null, null, null, 'mistake' as const),
    })
    fc.assert(
      fc.property(fc.array(some, { maxLength: 6 }), (rows) => {
        const receipts = rows.map((row, index) => receipt(index + 1, row.amountCents, row))
        const { payments } = seen(receipts)
        if (payments.length === 0) return
        const moved = payments
          .flatMap(({ movements }) => movements)
          .reduce((sum, { amountCents }) => sum + amountCents, 0)
        const counted = receipts.filter(({ confirmed, reversal }) => confirmed && !reversal)
        assert.equal(
          moved,
          counted.reduce((sum, { amountCents }) => sum + amountCents, 0)
        )
        const keys = payments.flatMap(({ movements }) =>
          movements.map(({ kind, ref }) => kind + ref)
        )
        assert.equal(new Set(keys).size, keys.length)
      })
    )
  })
})
