import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import type { ExportedYear } from '#treasury/exports/exported_year'
import { booksSheets } from '#treasury/exports/sheets/books_sheets'
import { ods } from '#treasury/exports/sheets/ods'
import { xlsx } from '#treasury/exports/sheets/xlsx'
import { clock } from '#shared/clock'
import {
  balancesOf,
  centsOf,
  csvRows,
  runs,
  withExportedYear,
} from '#tests/support/outside_programs'
import { accountBalances, accountSums, BOOKS_YEAR } from '#tests/support/year_of_books'

/** Semicolons, quotes, UTF-8, from the first line, cells as shown, every sheet in a file of its own. */
const CSV = 'csv:Text - txt - csv (StarCalc):59,34,76,1,,1033,false,true,false,false,false,-1'
const FORMATS = { xlsx, ods }

test.group('LibreOffice', (group) => {
  const year = withExportedYear(group)

  test('reads the {$self} workbook: three sheets, to the cent')
    .with(['xlsx', 'ods'] as const)
    .run(async ({ assert }, format) => {
      const path = await year.file(`books.${format}`, (facts: ExportedYear, books) =>
        FORMATS[format](booksSheets(facts, books), clock.now())
      )
      const profile = `-env:UserInstallation=file://${year.folder()}/profile`
      const to = ['--convert-to', CSV, '--outdir', year.folder()]
      await runs('soffice', profile, '--headless', ...to, path)
      const sheet = async (name: string) =>
        csvRows(await readFile(join(year.folder(), `books-${name}.csv`), 'utf8'))

      const balance = (await sheet('Balance')).slice(1)
      const held = balance.map((row): [string, number] => [
        row[0] ?? '',
        centsOf(row[6] ?? '') - centsOf(row[7] ?? ''),
      ])
      const expected = balancesOf(await accountBalances(BOOKS_YEAR))
      assert.deepEqual(balancesOf(held), expected)

      const ledger = (await sheet('Grand livre')).slice(1)
      const last = new Map(ledger.map((row) => [row[0] ?? '', centsOf(row[10] ?? '')]))
      assert.deepEqual(balancesOf(last), expected)

      const journal = await sheet('Journal')
      const sums = await accountSums(BOOKS_YEAR)
      const debits = [...sums.values()].reduce((total, sum) => total + sum.debitCents, 0)
      const column = journal[0]?.indexOf('Débit') ?? -1
      const written = journal
        .slice(1)
        .reduce((total, row) => total + centsOf(row[column] || '0'), 0)
      assert.equal(written, debits)
      assert.match(journal[1]?.[1] ?? '', /2025/)
    })
    .timeout(120_000)
})
