import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { namesOf } from './account_names.js'
import { BYTE_ORDER_MARK, csvText, csvTextSql } from './csv_text.js'
import { euros } from './euros.js'
import type { ExportedYear } from './exported_year.js'
import { numberedLines, numberedPages } from './numbered_pages.js'
import { sidesSql } from './sql_text.js'
import { balanceCents, trialBalance } from './trial_balance.js'

/** The columns of a journal: spreadsheets and CSV have the same. */
export const JOURNAL_COLUMNS = [
  'Numéro',
  'Date',
  'Journal',
  'Pièce',
  'Date de pièce',
  'Compte',
  'Libellé du compte',
  'Auxiliaire',
  'Libellé',
  'Débit',
  'Crédit',
  'Lettrage',
  'Validée le',
]

/** The columns of a trial balance. */
export const BALANCE_COLUMNS = [
  'Compte',
  'Libellé',
  'À-nouveaux débit',
  'À-nouveaux crédit',
  'Mouvements débit',
  'Mouvements crédit',
  'Solde débiteur',
  'Solde créditeur',
]

const day = (column: string) => `to_char(${column}, 'YYYY-MM-DD')`

const LINES = numberedLines('treasury.csv_journal', {
  entry: {
    head: `e.number || ';' || ${day('e.entry_on')} || ';' || e.journal || ';' || ${csvTextSql('e.piece_ref')} ||
      ';' || ${day('e.piece_on')} || ';'`,
    label: `';' || ${csvTextSql('e.label')} || ';'`,
    validated_on: `';' || ${day('e.validated_on')}`,
  },
  lettering: 't.code',
  line: `e.head || l.name || coalesce(l.auxiliary, '') || e.label || ${sidesSql('l', `';'`)} || ';' ||
    coalesce(l.lettering, '') || e.validated_on`,
})

/** Every line of a year as CSV for French spreadsheets: semicolons, decimal commas, UTF-8 marked. */
export async function* csvJournal(
  year: ExportedYear,
  books: TransactionClientContract
): AsyncGenerator<string | Uint8Array, void, void> {
  yield BYTE_ORDER_MARK + headLine(JOURNAL_COLUMNS)
  const codes = await namesOf(year.year, books)
  const names = new Map(codes.map(({ code, label }) => [code, `${code};${csvText(label)};`]))
  for await (const text of numberedPages(year, LINES, names, books)) {
    yield text
    yield '\r\n'
  }
}

/** The trial balance of a year as CSV; its last line is the sum of the others. */
export async function* csvBalance(
  { year }: ExportedYear,
  books: TransactionClientContract
): AsyncGenerator<string, void, void> {
  const lines = await trialBalance(year, books)
  const rows = lines.map((line) => {
    const rest = balanceCents(line)
    return {
      head: [line.code, csvText(line.label)],
      cents: [
        line.openingDebitCents,
        line.openingCreditCents,
        line.debitCents,
        line.creditCents,
        Math.max(rest, 0),
        Math.max(-rest, 0),
      ],
    }
  })
  const sums = rows.reduce(
    (sum, { cents }) => sum.map((total, column) => total + (cents[column] ?? 0)),
    [0, 0, 0, 0, 0, 0]
  )
  yield BYTE_ORDER_MARK + headLine(BALANCE_COLUMNS)
  for (const { head, cents } of [...rows, { head: ['', csvText('Total')], cents: sums }]) {
    yield `${[...head, ...cents.map((amount) => euros(amount, ','))].join(';')}\r\n`
  }
}

const headLine = (columns: string[]) => `${columns.map(csvText).join(';')}\r\n`
