import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { closeYear } from '#treasury/closing/close_year'
import { letterAll } from '#treasury/ledger/letter'
import { verifyAllYears } from '#treasury/ledger/verify'
import { ledgerYears } from '#treasury/ledger/year'
import { inTheBooks } from '#tests/support/books'
import { ownDatabase } from '#tests/support/own_database'
import { twoYears } from '#tests/support/two_years'
import { checkedFec } from '#tests/support/what_the_books_say'

const monthAfter = (day: string) =>
  new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 5, 18))

test.group('Two full years of books', (group) => {
  ownDatabase(group)

  test('are about three thousand entries, whose two files pass every rule', async ({ assert }) => {
    const entries = twoYears(2025)
    for (const month of new Set(entries.map(({ entryOn }) => entryOn.slice(0, 7)))) {
      const own = entries.filter(({ entryOn }) => entryOn.startsWith(month))
      await inTheBooks(own, monthAfter(month))
    }
    await db.transaction((transaction) => letterAll(new Date('2027-01-05T18:00:00Z'), transaction))
    const closed = await closeYear(2025, null, new Date('2027-01-06T18:00:00Z'))
    assert.isTrue(closed.ok)
    assert.isAbove(entries.length, 2900)
    const checks = await verifyAllYears()
    assert.deepEqual(
      checks.flatMap(({ fault }) => fault ?? []),
      []
    )
    const counts: number[] = []
    for (const year of (await ledgerYears()).reverse()) {
      const report = await checkedFec(year)
      assert.deepEqual(report.faults, [], `the FEC of ${year.year}`)
      counts.push(report.entries)
    }
    // Every entry, and the opening of the second year.
    assert.equal(counts[0] ?? 0, entries.filter(({ entryOn }) => entryOn < '2026').length)
    assert.equal((counts[0] ?? 0) + (counts[1] ?? 0), entries.length + 1)
    const lettered = await db.from('ledger_lettered_lines').count('* as n')
    assert.isAbove(Number(lettered[0].n), 100)
  }).timeout(120_000)
})
