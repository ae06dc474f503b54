import { test } from '@japa/runner'
import fc from 'fast-check'
import { beancountName, hledgerName } from '#treasury/exports/account_names'
import { beancount } from '#treasury/exports/beancount'
import { csvBalance, csvJournal } from '#treasury/exports/csv'
import { hledger } from '#treasury/exports/hledger'
import { difficultEntries, difficultLabels } from '#tests/support/difficult_labels'
import { exported } from '#tests/support/exported'
import { inTransaction } from '#tests/support/in_transaction'
import { balancesOf, centsOf, csvRows } from '#tests/support/outside_programs'
import { accountBalances, aYearOfBooks, BOOKS_YEAR } from '#tests/support/year_of_books'

const AT = new Date('2026-02-01T10:00:00Z')
const textOf = async (write: Parameters<typeof exported>[0]) =>
  (await exported(write, BOOKS_YEAR)).toString()

const POSTING = /^ +(?:[A-Z][^:\n]*):(\d+)[^\n]*? {2}(-?\d+\.\d\d) EUR(?: = | {2};|\n|$)/gm

function postings(text: string) {
  return [...text.matchAll(POSTING)].map(([, account = '', amount = '']): [string, number] => [
    account,
    centsOf(amount),
  ])
}

test.group('The books in plain text', (group) => {
  inTransaction(group)

  test('balance for hledger as in the database, entries by their day', async ({ assert }) => {
    await aYearOfBooks(AT, { more: difficultEntries })
    const text = await textOf(hledger)
    assert.deepEqual(balancesOf(postings(text)), balancesOf(await accountBalances(BOOKS_YEAR)))
    const days = [...text.matchAll(/^(\d{4}-\d\d-\d\d) \*/gm)].map(([, day = '']) => day)
    assert.deepEqual(days, days.toSorted())
    assert.isAbove(days.length, 300)
  })

  test('balance for beancount as in the database', async ({ assert }) => {
    await aYearOfBooks(AT, { more: difficultEntries })
    const text = await textOf(beancount)
    const found = balancesOf(postings(text))
    assert.deepEqual(found, balancesOf(await accountBalances(BOOKS_YEAR)))
    assert.match(text, /^2026-01-01 balance Actif:512100-Banque {2}\d+\.\d\d EUR$/m)
  })

  test('balance as CSV, journal and trial balance alike', async ({ assert }) => {
    await aYearOfBooks(AT, { more: difficultEntries })
    const expected = balancesOf(await accountBalances(BOOKS_YEAR))
    const journal = csvRows(await textOf(csvJournal)).slice(1)
    const moved = journal.map((row): [string, number] => [
      row[5] ?? '',
      centsOf(row[9] ?? '', ',') - centsOf(row[10] ?? '', ','),
    ])
    assert.deepEqual(balancesOf(moved), expected)
    const balance = csvRows(await textOf(csvBalance)).slice(1)
    const sum = balance.at(-1) ?? []
    assert.equal(sum[6], sum[7])
    const held = balance
      .slice(0, -1)
      .map((row): [string, number] => [
        row[0] ?? '',
        centsOf(row[6] ?? '', ',') - centsOf(row[7] ?? '', ','),
      ])
    assert.deepEqual(balancesOf(held), expected)
  })

  test('keep every label, and no cell of a spreadsheet begins a formula', async ({ assert }) => {
    await aYearOfBooks(AT, { more: difficultEntries })
    const rows = csvRows(await textOf(csvJournal)).slice(1)
    const written = new Set(rows.map((row) => row[8]))
    for (const label of difficultLabels) {
      const cell = /^\s*[=+\-@]/.test(label) ? `'${label}` : label
      assert.isTrue(written.has(cell), JSON.stringify(label))
    }
    for (const row of rows) for (const cell of row) assert.notMatch(cell, /^\s*[=+\-@]/)
    const text = await textOf(beancount)
    for (const label of difficultLabels) {
      const quoted = label.replaceAll('"', '\\"')
      assert.include(text, `* "${quoted}"\n`)
    }
  })

  test('say that an opening is awaited', async ({ assert }) => {
    await aYearOfBooks(AT, { opening: false })
    for (const write of [hledger, beancount]) {
      assert.include(await textOf(write), 'pas encore validés')
    }
  })

  test('name accounts as each program allows', ({ assert }) => {
    const account = { code: '6278', label: 'Frais (œuvres) ; « à-côtés » n° 4:5', balanceCents: 0 }
    assert.equal(hledgerName(account), 'Charges:6278 Frais œuvres à-côtés n 4 5')
    assert.equal(beancountName(account), 'Charges:6278-Frais-oeuvres-a-cotes-n-4-5')
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (label) => {
        assert.match(hledgerName({ ...account, label }), /^Charges:6278(?: [^\s;:]+)*$/u)
        assert.match(beancountName({ ...account, label }), /^Charges:6278(?:-[A-Za-z0-9]+)*$/)
      })
    )
  })
})
