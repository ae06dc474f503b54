import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'

/** What an account is to programs that know five kinds: the first letters are hledger's. */
export type AccountKind = 'A' | 'C' | 'L' | 'E' | 'R' | 'X'

/** An account that the year moved, with what it holds at its end: debits less credits, in cents. */
export interface MovedAccount {
  code: string
  label: string
  balanceCents: number
}

/**
 * By the longest prefix of the number. Accounts that stand on either side of the balance sheet are
 * where they usually stand: kinds order a report, they do not change a figure.
 */
const KINDS: Record<string, AccountKind> = {
  '1': 'E',
  '15': 'L',
  '16': 'L',
  '17': 'L',
  '19': 'L',
  '2': 'A',
  '3': 'A',
  '4': 'L',
  '409': 'A',
  '41': 'A',
  '419': 'L',
  '441': 'A',
  '456': 'A',
  '4567': 'L',
  '467': 'A',
  '4687': 'A',
  '471': 'A',
  '486': 'A',
  '49': 'A',
  '5': 'C',
  '519': 'L',
  '6': 'X',
  '7': 'R',
  '86': 'X',
  '87': 'R',
  '89': 'E',
}

/** What kind of account a number is. */
export function accountKind(code: string): AccountKind {
  for (let length = code.length; length > 0; length -= 1) {
    const kind = KINDS[code.slice(0, length)]
    if (kind) return kind
  }
  throw new Error(`No account begins like ${code}`)
}

const MOVED = {
  name: 'treasury.moved_accounts',
  text: `select a.code, a.label, (sum(l.debit_cents) - sum(l.credit_cents))::bigint as "balanceCents"
    from ledger_lines l join ledger_accounts a on a.year = l.year and a.code = l.account
   where l.year = $1 group by a.code, a.label order by a.code collate "C"`,
}

/** The accounts that a year moved, in the order of their numbers. */
export function movedAccounts(
  year: number,
  books: TransactionClientContract
): Promise<MovedAccount[]> {
  return prepared(MOVED, [year], books)
}

const NAMED = {
  name: 'treasury.export_names',
  text: `select code, label from ledger_accounts where year = $1
    union all select code, label from ledger_journals`,
}

/** What a year calls its accounts and its journals; their codes are digits and letters. */
export function namesOf(
  year: number,
  books: TransactionClientContract
): Promise<Array<{ code: string; label: string }>> {
  return prepared(NAMED, [year], books)
}

const HLEDGER_ROOTS: Record<AccountKind, string> = {
  A: 'Actif',
  C: 'Actif',
  L: 'Passif',
  E: 'Fonds propres',
  R: 'Produits',
  X: 'Charges',
}

/** As hledger and ledger write it: `Actif:512100 Banque`, no sign of theirs left in the label. */
export function hledgerName({ code, label }: MovedAccount): string {
  const plain = label.replaceAll(/[^\p{Letter}\p{Number}'’.,-]+/gu, ' ').trim()
  return `${HLEDGER_ROOTS[accountKind(code)]}:${code} ${plain}`.trim()
}

/** The names that beancount's options give to its five roots. */
export const BEANCOUNT_ROOTS = {
  assets: 'Actif',
  liabilities: 'Passif',
  equity: 'Fonds-propres',
  income: 'Produits',
  expenses: 'Charges',
} as const

const BEANCOUNT_KINDS: Record<AccountKind, keyof typeof BEANCOUNT_ROOTS> = {
  A: 'assets',
  C: 'assets',
  L: 'liabilities',
  E: 'equity',
  R: 'income',
  X: 'expenses',
}

/** As beancount writes it, in plain letters, digits and hyphens: `Actif:512100-Banque`. */
export function beancountName({ code, label }: MovedAccount): string {
  const words = label
    .replaceAll('œ', 'oe')
    .replaceAll('Œ', 'OE')
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
  return `${BEANCOUNT_ROOTS[BEANCOUNT_KINDS[accountKind(code)]]}:${[code, ...words].join('-')}`
}
