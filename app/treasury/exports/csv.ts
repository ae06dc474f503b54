import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'
import { BYTE_ORDER_MARK, csvText, csvTextSql } from './csv_text.js'
import { euros } from './euros.js'
import type { ExportedYear } from './exported_year.js'
import { amountSql } from './sql_text.js'
import { textPages } from './text_pages.js'
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

const ENTRIES_A_PAGE = 1000

const LINES = {
  name: 'treasury.csv_journal',
  text: `with e as materialized (
      select e.number,
        concat_ws(';', e.number, to_char(e.entry_on, 'YYYY-MM-DD'), e.journal, ${csvTextSql('e.piece_ref')},
          to_char(e.piece_on, 'YYYY-MM-DD')) as head,
        ${csvTextSql('e.label')} as label, to_char(e.validated_on, 'YYYY-MM-DD') as validated_on
      from ledger_entries e where e.year = $1 and e.number > $2 and e.number <= $3),
    a as materialized (select code, code || ';' || ${csvTextSql('label')} as account from ledger_accounts where year = $1)
    select string_agg(concat_ws(';', e.head, a.account, coalesce(l.auxiliary, ''), e.label,
        ${amountSql('l.debit_cents', ',')}, ${amountSql('l.credit_cents', ',')}, coalesce(t.code, ''), e.validated_on),
      E'\\r\\n' order by l.number, l.position) as text
    from ledger_lines l
    join e on e.number = l.number
    join a on a.code = l.account
    left join ledger_lettered_lines g
      on g.year = $1 and g.number = l.number and g.position = l.position
      and g.number > $2 and g.number <= $3
    left join ledger_letterings t on t.id = g.lettering_id
   where l.year = $1 and l.number > $2 and l.number <= $3`,
}

/** Every line of a year as CSV for French spreadsheets: semicolons, decimal commas, UTF-8 marked. */
export async function* csvJournal(
  { year, lastNumber }: ExportedYear,
  books: TransactionClientContract
): AsyncGenerator<string, void, void> {
  yield BYTE_ORDER_MARK + headLine(JOURNAL_COLUMNS)
  const pages = textPages(0, async (after) => {
    for (let from = after; from < lastNumber; from += ENTRIES_A_PAGE) {
      const last = from + ENTRIES_A_PAGE
      const [row] = await prepared<{ text: string | null }>(LINES, [year, from, last], books)
      if (row?.text) return { text: row.text, last }
    }
    return null
  })
  for await (const text of pages) yield `${text}\r\n`
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
