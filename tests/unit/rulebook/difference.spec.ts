import { test } from '@japa/runner'
import { bookAt } from '#rulebook/book'
import { difference } from '#rulebook/difference'
import { row } from './rows.js'

const march = new Date('2026-03-12T00:00:00Z')
const may = new Date('2026-05-12T00:00:00Z')
const april = { effective_from: new Date('2026-04-01T00:00:00Z'), adopted_by_proposal_id: 7 }

test.group('The difference between two books', () => {
  test('is nothing when no rule changed', async ({ assert }) => {
    const rows = [row('dues.grace_days', 60)]
    assert.deepEqual(difference(await bookAt(rows, march), await bookAt(rows, may)), [])
  })

  test('names each changed rule with both values, in reading order', async ({ assert }) => {
    const rows = [
      row('votes.notice_days', { ordinary: 15, extraordinary: 30 }, april),
      row('join.mode', 'open', april),
    ]
    assert.deepEqual(difference(await bookAt(rows, march), await bookAt(rows, may)), [
      { key: 'join.mode', before: 'request', after: 'open' },
      {
        key: 'votes.notice_days',
        before: { ordinary: 15, extraordinary: 15 },
        after: { ordinary: 15, extraordinary: 30 },
      },
    ])
  })

  test('does not take a value voted again as it was for a change', async ({ assert }) => {
    const rows = [row('votes.notice_days', { extraordinary: 15, ordinary: 15 }, april)]
    assert.deepEqual(difference(await bookAt(rows, march), await bookAt(rows, may)), [])
  })
})
