import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import fc from 'fast-check'
import { keepDraft, type DraftEntry } from '#treasury/ledger/entry'
import { validateDrafts } from '#treasury/ledger/validate'
import { verifyAllYears, verifyLedger } from '#treasury/ledger/verify'
import { openYearOf } from '#treasury/ledger/year'
import { credit, debit, entryOf, inTheBooks } from '#tests/support/books'
import { asOwner, ownDatabase } from '#tests/support/own_database'

const AT = new Date('2026-12-30T10:00:00Z')

/** What an owner of the database would undo first. */
const UNGUARDED = `alter table ledger_entries disable trigger user;
  alter table ledger_lines disable trigger user;
  alter table ledger_lines drop constraint ledger_lines_entry_fkey`

const ACCOUNTS = ['512100', '530', '626', '6278', '75411', '7561', '616']

const day = fc
  .tuple(fc.constantFrom(2025, 2026), fc.integer({ min: 0, max: 360 }))
  .map(([year, after]) =>
    new Date(Date.UTC(year, 0, 1) + after * 86_400_000).toISOString().slice(0, 10)
  )

/** Some lines, of which the last makes the others even; or leaves them uneven. */
const lines = fc
  .tuple(
    fc.array(
      fc.record({
        account: fc.constantFrom(...ACCOUNTS),
        cents: fc.integer({ min: 1, max: 10_000_000 }),
        isDebit: fc.boolean(),
      }),
      { minLength: 1, maxLength: 6 }
    ),
    fc.oneof(
      { weight: 5, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 9 }) }
    )
  )
  .map(([sides, off]) => {
    const rest = sides.reduce((sum, { cents, isDebit }) => sum + (isDebit ? cents : -cents), off)
    const last = rest > 0 ? [credit('471', rest)] : rest < 0 ? [debit('471', -rest)] : []
    const written = sides.map(({ account, cents, isDebit }) =>
      (isDebit ? debit : credit)(account, cents)
    )
    return { lines: [...written, ...last], isEven: off === 0 && written.length + last.length > 1 }
  })

const entry = fc.record({ day, lines }).map(({ day: on, lines: { lines: all, isEven } }) => ({
  entry: entryOf(on, all),
  isEven,
}))

/** One after another, each in a transaction of its own; whether it went into the books. */
async function tryOne(
  draft: DraftEntry,
  andThen: 'commit' | 'rollback',
  at = AT
): Promise<boolean> {
  const transaction = await db.transaction()
  try {
    const id = await keepDraft(draft, null, at, transaction)
    await validateDrafts([id], at, null, transaction)
    await (andThen === 'commit' ? transaction.commit() : transaction.rollback())
    return andThen === 'commit'
  } catch {
    await transaction.rollback()
    return false
  }
}

async function assertTrue(
  assert: { deepEqual: (one: unknown, other: unknown) => void },
  entries: number
) {
  const checks = await verifyAllYears()
  assert.deepEqual(
    checks.map(({ fault }) => fault),
    checks.map(() => null)
  )
  const { rows } =
    await db.rawQuery(`select coalesce(sum(n), 0)::int as n, bool_and(even) as even from (
      select count(distinct number) as n, sum(debit_cents) = sum(credit_cents) as even from ledger_lines group by year) y`)
  assert.deepEqual(rows[0].n, entries)
  if (entries > 0) assert.deepEqual(rows[0].even, true)
}

async function openBoth() {
  await db.transaction(async (transaction) => {
    await openYearOf('2025-01-01', new Date('2025-01-01T08:00:00Z'), transaction)
    await openYearOf('2026-01-01', new Date('2026-01-01T08:00:00Z'), transaction)
  })
}

test.group('The books, whatever is done', (group) => {
  ownDatabase(group)

  test('any sequence of entries, kept or rolled back, leaves every year even and numbered without a gap', async ({
    assert,
  }) => {
    await openBoth()
    let made = 0
    const act = fc.record({
      one: entry,
      andThen: fc.constantFrom('commit' as const, 'rollback' as const),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 12 }), async (acts) => {
        for (const { one, andThen } of acts) {
          const went = await tryOne(one.entry, andThen)
          assert.equal(went, one.isEven && andThen === 'commit')
          made += Number(went)
        }
        await assertTrue(assert, made)
      }),
      { numRuns: 30 }
    )
  }).timeout(120_000)

  test('twenty at once, a third of them rolled back: numbers without a gap, one chain', async ({
    assert,
  }) => {
    await openBoth()
    let made = 0
    for (let round = 0; round < 6; round += 1) {
      const went = await Promise.all(
        [...Array(20).keys()].map((index) =>
          tryOne(
            entryOf('2026-05-04', [debit('626', index + 1), credit('512100', index + 1)]),
            index % 3 === 0 ? 'rollback' : 'commit'
          )
        )
      )
      made += went.filter(Boolean).length
    }
    assert.equal(made, 6 * 13)
    const { rows } = await db.rawQuery(
      'select number from ledger_entries where year = 2026 order by number'
    )
    assert.deepEqual(
      rows.map(({ number }: { number: number }) => number),
      [...Array(made).keys()].map((index) => index + 2)
    )
    await assertTrue(assert, made)
  }).timeout(60_000)

  for (const [what, change, fault] of [
    [
      'an amount',
      `update ledger_lines set debit_cents = debit_cents + 1 where number = 3 and debit_cents > 0`,
      'wrong_content',
    ],
    ['a label', `update ledger_entries set label = 'Autre' where number = 3`, 'wrong_content'],
    [
      'its instant',
      `update ledger_entries set validated_at = validated_at - interval '1 day' where number = 3`,
      'wrong_hash',
    ],
    ['a link', `update ledger_entries set previous_hash = hash where number = 3`, 'broken_link'],
    ['a number', `update ledger_entries set number = 40 where number = 3`, 'gap'],
    [
      'the last entry',
      `delete from ledger_lines where number = 5; delete from ledger_entries where number = 5`,
      'cut_tail',
    ],
    [
      'one in the middle',
      `delete from ledger_lines where number = 3; delete from ledger_entries where number = 3`,
      'gap',
    ],
  ] as const) {
    test(`${what} changed behind the guards: the check names it`, async ({ assert }) => {
      const bill = entryOf('2026-03-04', [debit('626', 2400), credit('512100', 2400)])
      await inTheBooks([bill, bill, bill, bill, bill], AT)
      assert.isNull((await verifyLedger(2026)).fault)
      await asOwner((client) => client.query(`${UNGUARDED}; ${change}`))
      assert.equal((await verifyLedger(2026)).fault?.fault, fault)
    })
  }
})
