import { prepared } from '#shared/prepared'
import type { Journal } from '../ledger/entry.js'

/** An entry as a list shows it. */
export interface ListedEntry {
  year: number
  number: number
  journal: Journal
  entryOn: string
  pieceRef: string
  label: string
  explanation: { key: string; [word: string]: string | number }
  origin: string
  /** What is written on each side, in cents. */
  cents: number
  papers: number
  reversed: boolean
}

export interface JournalPage {
  entries: ListedEntry[]
  /** Where the next page begins: below this number; null at the end. */
  before: number | null
}

/** What is looked for; `words` are those of a label or a piece, an account, or an amount. */
export interface Search {
  journal?: Journal | null
  words?: string
  cents?: number | null
  before?: number
}

const PAGE_SIZE = 60
const NEWEST = 2_147_483_647

/** $1 the year, $2 below this number, $3 how many, $4 a journal or null, $5 words or null, $6 cents or null. */
const PAGE = {
  name: 'treasury.journal',
  text: `select e.year, e.number, e.journal, to_char(e.entry_on, 'YYYY-MM-DD') as "entryOn",
      e.piece_ref as "pieceRef", e.label, e.explanation, e.origin, t.cents,
      (select count(*)::int from ledger_entry_papers p where p.year = e.year and p.number = e.number) as papers,
      exists (select from ledger_entries r where r.reverses_year = e.year and r.reverses_number = e.number) as reversed
    from ledger_entries e cross join lateral (select sum(l.debit_cents)::bigint as cents,
        bool_or(l.account = $5) as touches, bool_or(l.debit_cents = $6 or l.credit_cents = $6) as says
      from ledger_lines l where l.year = e.year and l.number = e.number) t
    where e.year = $1 and e.number < $2 and ($4::text is null or e.journal = $4)
      and ($5::text is null or position($5 in lower(e.label)) > 0 or position($5 in lower(e.piece_ref)) > 0
        or t.touches or t.cents = $6 or t.says)
    order by e.number desc limit $3`,
}

/** The entries of a year, the newest number first, a page at a time. */
export async function journal(year: number, search: Search = {}): Promise<JournalPage> {
  const words = search.words?.trim().toLowerCase() || null
  const values = [search.before ?? NEWEST, PAGE_SIZE + 1, search.journal ?? null, words]
  const rows = await prepared<ListedEntry>(PAGE, [year, ...values, search.cents ?? null])
  const entries = rows.slice(0, PAGE_SIZE)
  return { entries, before: rows.length > PAGE_SIZE ? (entries.at(-1)?.number ?? null) : null }
}
