import fc from 'fast-check'
import { test } from '@japa/runner'
import { bookAt, type RuleRow } from '#rulebook/book'
import { RULES } from '#rulebook/declarations'
import { row } from './rows.js'

const on = (day: string) => new Date(`${day}T00:00:00Z`)

test.group('The book at an instant', () => {
  test('before anything is written down, the founding defaults hold', async ({ assert }) => {
    const book = await bookAt([], on('2026-03-12'))
    for (const { key, founding } of RULES) assert.deepEqual(book.value(key), founding)
    assert.deepEqual(book.source('dues.grace_days'), { kind: 'founding' })
    assert.isNull(book.since('dues.grace_days'))
  })

  test('its values have the types of their rules', async ({ assert }) => {
    const book = await bookAt([], on('2026-03-12'))
    const most: number = book.at('feed.post_max_characters')
    const mode: 'open' | 'invitation' | 'request' = book.at('join.mode')
    const window: number | null = book.at('feed.edit_window_minutes')
    const { base }: { base: 'exprimes' | 'votants' | 'membres' } =
      book.at('votes.threshold').ordinary
    assert.deepEqual([most, mode, window, base], [5000, 'request', null, 'exprimes'])
  })

  test('an adopted value holds from its instant on, not before', async ({ assert }) => {
    const change = on('2026-04-01')
    const rows = [
      row('dues.grace_days', 60, { superseded_at: change }),
      row('dues.grace_days', 30, { effective_from: change, adopted_by_proposal_id: 7 }),
    ]
    const before = await bookAt(rows, new Date(change.getTime() - 1))
    const after = await bookAt(rows, change)
    assert.equal(before.value('dues.grace_days'), 60)
    assert.deepEqual(before.source('dues.grace_days'), { kind: 'founding' })
    assert.equal(after.value('dues.grace_days'), 30)
    assert.deepEqual(after.source('dues.grace_days'), { kind: 'proposal', proposalId: 7 })
    assert.deepEqual(after.since('dues.grace_days'), change)
  })

  test('an emergency measure gives way by itself to what stood before', async ({ assert }) => {
    const rows = [
      row('join.mode', 'open'),
      row('join.mode', 'invitation', {
        effective_from: on('2026-05-01'),
        superseded_at: on('2026-05-15'),
        emergency_measure_id: 3,
      }),
    ]
    const during = await bookAt(rows, on('2026-05-10'))
    const after = await bookAt(rows, on('2026-05-15'))
    assert.equal(during.value('join.mode'), 'invitation')
    assert.deepEqual(during.source('join.mode'), { kind: 'emergency', measureId: 3 })
    assert.equal(after.value('join.mode'), 'open')
  })

  test('a change called off before its instant never holds', async ({ assert }) => {
    const off = on('2026-06-01')
    const rows = [
      row('join.mode', 'open'),
      row('join.mode', 'invitation', { effective_from: off, superseded_at: off }),
    ]
    const book = await bookAt(rows, on('2026-07-01'))
    assert.equal(book.value('join.mode'), 'open')
    assert.lengthOf(book.history('join.mode'), 1)
  })

  test('a row of a rule that no longer exists is passed over', async ({ assert }) => {
    const book = await bookAt([row('feed.colour', 'blue')], on('2026-03-12'))
    assert.equal(book.value('feed.photos_per_post'), 10)
  })

  test('a value in force that its rule cannot take is a broken invariant', async ({ assert }) => {
    const rows = [row('feed.photos_per_post', 0, { id: 41 })]
    await assert.rejects(() => bookAt(rows, on('2026-03-12')), /Row 41 .*feed\.photos_per_post/)
  })

  test('a value that is not in force is not held against the book', async ({ assert }) => {
    const rows = [row('feed.photos_per_post', 0, { superseded_at: on('2026-02-01') })]
    const book = await bookAt(rows, on('2026-03-12'))
    assert.equal(book.value('feed.photos_per_post'), 10)
  })

  test('nobody can change a rule by changing a list that the book gave', async ({ assert }) => {
    const book = await bookAt([row('dues.reminder_days', [-7, 7])], on('2026-03-12'))
    assert.throws(() => book.value('dues.reminder_days').push(8))
    assert.throws(() => (book.value('votes.quorum').ordinary.percent = 0))
  })

  test('history tells past, present and announced values, latest first', async ({ assert }) => {
    const rows = [
      row('dues.grace_days', 60, { superseded_at: on('2026-04-01') }),
      row('dues.grace_days', 30, {
        effective_from: on('2026-04-01'),
        superseded_at: on('2026-09-01'),
        adopted_by_proposal_id: 7,
      }),
      row('dues.grace_days', 45, { effective_from: on('2026-09-01'), adopted_by_proposal_id: 9 }),
    ]
    const book = await bookAt(rows, on('2026-05-01'))
    const history = book.history('dues.grace_days')
    assert.deepEqual(
      history.map(({ value, source }) => [value, source.kind]),
      [
        [45, 'proposal'],
        [30, 'proposal'],
        [60, 'founding'],
      ]
    )
    assert.deepEqual(history[1]?.until, on('2026-09-01'))
  })
})

const DAY = 86_400_000
const START = on('2026-01-01').getTime()
const dayNumber = fc.integer({ min: 0, max: 60 })
const atDay = (day: number) => new Date(START + day * DAY)

/** Histories such as no vote would write: overlapping, called off, at the same instant, announced. */
const histories = fc.array(
  fc.record({
    key: fc.constantFrom('dues.grace_days', 'votes.open_days', 'feed.colour'),
    value: fc.integer({ min: 1, max: 60 }),
    from: dayNumber,
    length: fc.option(fc.nat({ max: 40 })),
    proposal: fc.option(fc.integer({ min: 1, max: 99 })),
  }),
  { maxLength: 12 }
)

type Chance = typeof histories extends fc.Arbitrary<infer Rows> ? Rows : never

const rowsOf = (history: Chance) =>
  history.map(({ key, value, from, length, proposal }) =>
    row(key, value, {
      effective_from: atDay(from),
      superseded_at: length === null ? null : atDay(from + length),
      adopted_by_proposal_id: proposal,
    })
  )

/** What the table says to somebody who reads it line by line with a finger. */
function naiveScan(rows: RuleRow[], key: string, instant: Date) {
  let found: RuleRow | null = null
  for (const one of rows) {
    if (one.rule_key !== key || one.effective_from > instant) continue
    if (one.superseded_at && one.superseded_at <= instant) continue
    if (!found || one.effective_from >= found.effective_from) found = one
  }
  return found
}

test.group('The book and the table', () => {
  test('agree at every instant, whatever the history', async ({ assert }) => {
    await fc.assert(
      fc.asyncProperty(histories, dayNumber, async (history, day) => {
        const rows = rowsOf(history)
        const book = await bookAt(rows, atDay(day))
        for (const [key, founding] of [
          ['dues.grace_days', 60],
          ['votes.open_days', 7],
        ] as const) {
          const found = naiveScan(rows, key, atDay(day))
          assert.equal(book.value(key), found ? found.value : founding)
          assert.deepEqual(book.since(key), found ? found.effective_from : null)
        }
      }),
      { numRuns: 200 }
    )
  })

  test('the order in which rows are read changes nothing', async ({ assert }) => {
    await fc.assert(
      fc.asyncProperty(histories, dayNumber, async (history, day) => {
        const rows = rowsOf(history)
        const [one, other] = [
          await bookAt(rows, atDay(day)),
          await bookAt(rows.reverse(), atDay(day)),
        ]
        assert.equal(one.value('dues.grace_days'), other.value('dues.grace_days'))
      }),
      { numRuns: 100 }
    )
  })

  test('a book that covers another instant says the same there', async ({ assert }) => {
    let covered = 0
    await fc.assert(
      fc.asyncProperty(histories, dayNumber, dayNumber, async (history, one, other) => {
        const rows = rowsOf(history)
        const [book, there] = [await bookAt(rows, atDay(one)), await bookAt(rows, atDay(other))]
        if (!book.covers(atDay(other))) return
        covered += 1
        assert.equal(book.value('dues.grace_days'), there.value('dues.grace_days'))
        assert.equal(book.value('votes.open_days'), there.value('votes.open_days'))
      }),
      { numRuns: 300 }
    )
    assert.isAbove(covered, 0)
  })

  test('a book does not cover an instant beyond a change', async ({ assert }) => {
    const rows = [row('dues.grace_days', 30, { effective_from: on('2026-04-01') })]
    const before = await bookAt(rows, on('2026-03-01'))
    const after = await bookAt(rows, on('2026-04-01'))
    assert.isTrue(before.covers(on('2026-03-31')))
    assert.isFalse(before.covers(on('2026-04-01')))
    assert.isFalse(after.covers(on('2026-03-31')))
  })
})
