import { prepared } from '#shared/prepared'

/** One line of an account, with what the account holds once it is written; all in cents. */
export interface AccountLine {
  number: number
  entryOn: string
  journal: string
  pieceRef: string
  label: string
  explanation: { key: string; [word: string]: string | number }
  auxiliary: string | null
  debitCents: number
  creditCents: number
  /** Above zero on the debit side. */
  runningCents: number
}

export interface AccountPage {
  account: string
  label: string
  lines: AccountLine[]
  /** What was found, over all pages. */
  debitCents: number
  creditCents: number
  count: number
}

export const LINES_SHOWN = 100

/** $1 the year, $2 the account, $3 words in small letters or null, $4 how many are skipped, $5 how many are shown. */
const LINES = {
  name: 'treasury.general_ledger',
  text: `with written as (select l.number, l.position, to_char(e.entry_on, 'YYYY-MM-DD') as "entryOn", e.journal,
      e.piece_ref as "pieceRef", e.label, e.explanation, l.auxiliary, l.debit_cents as "debitCents",
      l.credit_cents as "creditCents",
      sum(l.debit_cents - l.credit_cents) over (order by e.entry_on, l.number, l.position)::bigint as "runningCents"
    from ledger_lines l join ledger_entries e using (year, number) where l.year = $1 and l.account = $2),
  found as (select * from written where $3::text is null or position($3 in lower(label)) > 0
    or position($3 in lower("pieceRef")) > 0 or lower(auxiliary) = $3)
  select f.*, count(*) over ()::int as count, sum("debitCents") over ()::bigint as "allDebit",
    sum("creditCents") over ()::bigint as "allCredit"
  from found f order by "entryOn", number, position limit $5 offset $4`,
}

const NAME = {
  name: 'treasury.account_label',
  text: 'select label from ledger_accounts where year = $1 and code = $2',
}

interface Row extends AccountLine {
  position: number
  count: number
  allDebit: number
  allCredit: number
}

/** The lines of an account in a year, oldest first, a page at a time; null when the chart has none such. */
export async function generalLedger(
  year: number,
  account: string,
  { page = 1, words = '' }: { page?: number; words?: string } = {}
): Promise<AccountPage | null> {
  const [known] = await prepared<{ label: string }>(NAME, [year, account])
  if (!known) return null
  const asked = words.trim().toLowerCase() || null
  const skipped = (page - 1) * LINES_SHOWN
  const rows = await prepared<Row>(LINES, [year, account, asked, skipped, LINES_SHOWN])
  const [first] = rows
  return {
    account,
    label: known.label,
    lines: rows,
    debitCents: first?.allDebit ?? 0,
    creditCents: first?.allCredit ?? 0,
    count: first?.count ?? 0,
  }
}
