import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import fc from 'fast-check'
import { exportedYear } from '#treasury/exports/exported_year'
import { fec } from '#treasury/exports/fec'
import { fecDescription } from '#treasury/exports/fec_description'
import { fecName } from '#treasury/exports/fec_name'
import { validateFec } from '#treasury/fec/validate_fec'
import { credit, debit, entryOf } from '#tests/support/books'
import { someone } from '#tests/support/cast'
import { exported } from '#tests/support/exported'
import { foundedBy } from '#tests/support/founded_by'
import { inTransaction } from '#tests/support/in_transaction'
import { accountSums, aYearOfBooks, BOOKS_YEAR } from '#tests/support/year_of_books'

const AT = new Date('2026-02-01T10:00:00Z')

const fileOf = (year = BOOKS_YEAR) => exported(fec, year)

async function expectations() {
  const accounts = await db.from('ledger_accounts').where('year', BOOKS_YEAR)
  return {
    startsOn: `${BOOKS_YEAR}-01-01`,
    endsOn: `${BOOKS_YEAR}-12-31`,
    accounts: new Map<string, string>(accounts.map(({ code, label }) => [code, label])),
    trialBalance: await accountSums(BOOKS_YEAR),
  }
}

test.group('The file of entries', (group) => {
  inTransaction(group)

  test('keeps every rule of a stricter checker than the administration’s', async ({ assert }) => {
    await foundedBy(await someone('Émile'), {
      legalForm: 'association',
      registration: 'RNA W791234567, SIREN 732 829 320',
    })
    await aYearOfBooks(AT)
    const file = await fileOf()
    const year = await db.transaction((books) => exportedYear(BOOKS_YEAR, books))
    assert.isNotNull(year)
    if (!year) return
    const fileName = `${fecName(year)}.txt`
    assert.equal(fileName, '732829320FEC20251231.txt')
    const report = await validateFec([file], { ...(await expectations()), fileName })
    assert.deepEqual(report.faults, [])
    assert.equal(report.entries, year.entries)
    assert.equal(report.lines, year.lines)
    assert.notMatch(file.toString(), /\r\n$/)
  })

  test('puts the opening first, though it was validated last', async ({ assert }) => {
    await aYearOfBooks(AT)
    const [, first] = (await fileOf()).toString().split('\r\n')
    assert.deepEqual(first?.split('\t').slice(0, 3), ['AN', 'À-nouveaux', '1'])
  })

  test('leaves an awaited opening out and says so', async ({ assert }) => {
    await aYearOfBooks(AT, { opening: false })
    const report = await validateFec([await fileOf()], {
      ...(await expectations()),
      openingLeftOut: true,
    })
    assert.deepEqual(report.faults, [])
    const description = await exported(fecDescription, BOOKS_YEAR)
    assert.include(description.toString(), 'le numéro 1, qui leur est réservé, est absent')
    assert.include(description.toString(), 'Fichier non officiel')
  })

  test('letters dues with their payments, and writes amounts as the law does', async ({
    assert,
  }) => {
    await aYearOfBooks(AT)
    const rows = (await fileOf())
      .toString()
      .split('\r\n')
      .map((line) => line.split('\t'))
    const lettered = rows.filter((row) => row[6] === 'M000007')
    assert.deepEqual(
      lettered.map((row) => [row[4], row[7], row[11], row[12], row[13], row[14]]),
      [
        ['411', 'M000007', '19,59', '0,00', 'AAG', '20260201'],
        ['411', 'M000007', '0,00', '19,59', 'AAG', '20260201'],
      ]
    )
    const payer = rows.find((row) => row[6] === 'P000040')
    assert.equal(payer?.[7], 'Payeur 40')
  })

  test('is the same with bars between its fields', async ({ assert }) => {
    await aYearOfBooks(AT)
    const barred = await exported((year, books) => fec(year, books, '|'), BOOKS_YEAR)
    assert.deepEqual(barred.toString().replaceAll('|', '\t'), (await fileOf()).toString())
    const report = await validateFec([barred], await expectations())
    assert.deepEqual(report.faults, [])
  })

  test('holds a header alone when the year has no entry', async ({ assert }) => {
    await aYearOfBooks(AT)
    await db.table('ledger_years').insert({
      year: 1999,
      form: 'association',
      starts_on: '1999-01-01',
      ends_on: '1999-12-31',
      opening_reserved: false,
      opened_at: AT,
    })
    const file = await fileOf(1999)
    assert.match(file.toString(), /^JournalCode\t[^\r\n]+$/)
  })

  test('takes any label that the books take', async ({ assert }) => {
    const words = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })

      .filter(
        (text) => text.trim() !== '' && !/[\p{Cc}|\\\u00a0\u202f\u2007\ufeff\ufffd]/u.test(text)
      )
    const labels = fc.sample(words, 60)
    const more = labels.map((label) =>
      entryOf('2025-05-05', [debit('6064', 1), credit('512100', 1)], { label })
    )
    await aYearOfBooks(AT, { more })
    const file = await fileOf()
    const report = await validateFec([file], await expectations())
    assert.deepEqual(report.faults, [])
    const written = new Set(
      file
        .toString()
        .split('\r\n')
        .map((line) => line.split('\t')[10])
    )
    for (const label of labels) assert.isTrue(written.has(label), JSON.stringify(label))
  })
})
