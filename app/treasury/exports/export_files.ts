import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { beancount } from './beancount.js'
import { csvBalance, csvJournal } from './csv.js'
import { dossier } from './dossier.js'
import type { ExportFile } from './export_file.js'
import type { ExportedYear } from './exported_year.js'
import { fec } from './fec.js'
import { fecDescription } from './fec_description.js'
import { fecName } from './fec_name.js'
import { hledger } from './hledger.js'
import { booksSheets } from './sheets/books_sheets.js'
import { ods, ODS_TYPE } from './sheets/ods.js'
import { xlsx, XLSX_TYPE } from './sheets/xlsx.js'
import { statementsPdf } from './pdf/statements_pdf.js'

/** The files that a year can be taken away as, each by the word of its address. */
export const EXPORT_FILES = [
  'xlsx',
  'ods',
  'statements',
  'balance',
  'csv',
  'fec',
  'fec-description',
  'hledger',
  'beancount',
  'dossier',
] as const
export type ExportFileKey = (typeof EXPORT_FILES)[number]

const PLAIN = 'text/plain; charset=utf-8'
const CSV = 'text/csv; charset=utf-8'

/** A file of a year as the books are in this transaction; `at` is the instant that it says of itself. */
export function exportFile(
  key: ExportFileKey,
  year: ExportedYear,
  books: TransactionClientContract,
  at: Date
): ExportFile {
  const named = (name: string, mediaType: string, content: ExportFile['content']) => ({
    name,
    mediaType,
    content,
  })
  const of = (word: string, ending: string) => `${word}-${year.year}.${ending}`
  const others = () =>
    EXPORT_FILES.filter((other) => other !== 'dossier').map((other) =>
      exportFile(other, year, books, at)
    )
  const sheets = () => booksSheets(year, books)
  switch (key) {
    case 'xlsx':
      return named(of('livres', 'xlsx'), XLSX_TYPE, () => xlsx(sheets(), at))
    case 'ods':
      return named(of('livres', 'ods'), ODS_TYPE, () => ods(sheets(), at))
    case 'statements':
      return named(of('comptes-annuels', 'pdf'), 'application/pdf', () =>
        statementsPdf(year, books, at)
      )
    case 'balance':
      return named(of('balance', 'csv'), CSV, () => csvBalance(year, books))
    case 'csv':
      return named(of('journal', 'csv'), CSV, () => csvJournal(year, books))
    case 'fec':
      return named(`${fecName(year)}.txt`, PLAIN, () => fec(year, books))
    case 'fec-description':
      return named(`${fecName(year)}_description.txt`, PLAIN, () => fecDescription(year, books))
    case 'hledger':
      return named(of('livres', 'journal'), PLAIN, () => hledger(year, books))
    case 'beancount':
      return named(of('livres', 'beancount'), PLAIN, () => beancount(year, books))
    case 'dossier':
      return named(of('dossier', 'zip'), 'application/zip', () =>
        dossier(others(), year, books, at)
      )
  }
}
