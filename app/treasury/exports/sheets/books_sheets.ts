import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { neutralCell } from '../../label.js'
import type { ExportedYear } from '../exported_year.js'
import { balanceCents, trialBalance } from '../trial_balance.js'
import { readRows } from './read_rows.js'
import type { Cell, Column, Sheet } from './sheet.js'

interface SheetLine {
  number: number
  entryOn: string
  journal: string
  pieceRef: string
  pieceOn: string
  account: string
  accountLabel: string
  auxiliary: string | null
  label: string
  debitCents: number
  creditCents: number
  lettering: string | null
  validatedOn: string
}

const LINES = (year: number, order: string) => `select e.number, e.entry_on as "entryOn", e.journal,
    e.piece_ref as "pieceRef", e.piece_on as "pieceOn", l.account, a.label as "accountLabel", l.auxiliary, e.label,
    l.debit_cents as "debitCents", l.credit_cents as "creditCents", t.code as lettering, e.validated_on as "validatedOn"
  from ledger_lines l
  join ledger_entries e on e.year = l.year and e.number = l.number
  join ledger_accounts a on a.year = l.year and a.code = l.account
  left join ledger_lettered_lines g on g.year = l.year and g.number = l.number and g.position = l.position
  left join ledger_letterings t on t.id = g.lettering_id
 where l.year = ${year} order by ${order}`

const column = (title: string, kind: Column['kind'], width: number): Column => ({
  title,
  kind,
  width,
})

const NUMBER = column('Numéro', 'number', 9)
const DATE = column('Date', 'day', 12)
const JOURNAL = column('Journal', 'text', 9)
const PIECE = column('Pièce', 'text', 16)
const ACCOUNT = column('Compte', 'text', 10)
const ACCOUNT_LABEL = column('Libellé du compte', 'text', 50)
const AUXILIARY = column('Auxiliaire', 'text', 12)
const LABEL = column('Libellé', 'text', 48)
const DEBIT = column('Débit', 'cents', 14)
const CREDIT = column('Crédit', 'cents', 14)
const LETTERING = column('Lettrage', 'text', 10)

/**
 * The sheets of a year: trial balance, general ledger, journal. They are read one after the other,
 * each to its end.
 */
export function booksSheets(year: ExportedYear, books: TransactionClientContract): Sheet[] {
  return [balanceSheet(year, books), generalLedger(year, books), journal(year, books)]
}

function balanceSheet({ year }: ExportedYear, books: TransactionClientContract): Sheet {
  const amounts = [
    'À-nouveaux débit',
    'À-nouveaux crédit',
    'Mouvements débit',
    'Mouvements crédit',
    'Solde débiteur',
    'Solde créditeur',
  ].map((title) => column(title, 'cents', 18))
  return { name: 'Balance', columns: [ACCOUNT, ACCOUNT_LABEL, ...amounts], rows: rows() }

  async function* rows(): AsyncGenerator<Cell[][], void, void> {
    const lines = await trialBalance(year, books)
    yield lines.map((line) => {
      const rest = balanceCents(line)
      return [
        line.code,
        neutralCell(line.label),
        line.openingDebitCents,
        line.openingCreditCents,
        line.debitCents,
        line.creditCents,
        Math.max(rest, 0),
        Math.max(-rest, 0),
      ]
    })
  }
}

/** Account by account, with what each holds after each line. */
function generalLedger({ year }: ExportedYear, books: TransactionClientContract): Sheet {
  const rest = column('Solde', 'cents', 14)
  const head = [ACCOUNT, ACCOUNT_LABEL, DATE, NUMBER, JOURNAL, PIECE, AUXILIARY, LABEL]
  return { name: 'Grand livre', columns: [...head, DEBIT, CREDIT, rest, LETTERING], rows: rows() }

  async function* rows(): AsyncGenerator<Cell[][], void, void> {
    let account = ''
    let held = 0
    const query = LINES(year, 'l.account collate "C", e.entry_on, l.number, l.position')
    for await (const lines of readRows<SheetLine>(books, query, 'ledger_sheet')) {
      yield lines.map((line) => {
        if (line.account !== account) held = 0
        account = line.account
        held += line.debitCents - line.creditCents
        return [
          line.account,
          neutralCell(line.accountLabel),
          line.entryOn,
          line.number,
          line.journal,
          neutralCell(line.pieceRef),
          line.auxiliary,
          neutralCell(line.label),
          line.debitCents || null,
          line.creditCents || null,
          held,
          line.lettering,
        ]
      })
    }
  }
}

function journal({ year }: ExportedYear, books: TransactionClientContract): Sheet {
  const head = [NUMBER, DATE, JOURNAL, PIECE, column('Date de pièce', 'day', 14)]
  const of = [ACCOUNT, ACCOUNT_LABEL, AUXILIARY, LABEL, DEBIT, CREDIT, LETTERING]
  return {
    name: 'Journal',
    columns: [...head, ...of, column('Validée le', 'day', 12)],
    rows: rows(),
  }

  async function* rows(): AsyncGenerator<Cell[][], void, void> {
    const query = LINES(year, 'l.number, l.position')
    for await (const lines of readRows<SheetLine>(books, query, 'journal_sheet')) {
      yield lines.map((line) => [
        line.number,
        line.entryOn,
        line.journal,
        neutralCell(line.pieceRef),
        line.pieceOn,
        line.account,
        neutralCell(line.accountLabel),
        line.auxiliary,
        neutralCell(line.label),
        line.debitCents || null,
        line.creditCents || null,
        line.lettering,
        line.validatedOn,
      ])
    }
  }
}
