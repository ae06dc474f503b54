import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { PreparedStatement } from '#shared/prepared'
import { readTexts } from './read_texts.js'
import { textPages } from './text_pages.js'

interface Place {
  day: string
  number: string
}

const ENTRIES_A_PAGE = 2000

/** One entry as a format writes it: SQL over `e`, an entry, and `l`, its lines with their `account`'s name. */
export interface EntrySql {
  head: string
  line: string
  /** What is written after each entry. */
  foot: string
}

/** The statement that writes a page of entries by their day, then their number. */
export function datedEntries(name: string, { head, line, foot }: EntrySql): PreparedStatement {
  return {
    name,
    text: `with page as materialized (
        select e.entry_on, e.number, ${head} as head from ledger_entries e
         where e.year = $1 and (e.entry_on, e.number) > ($2::date, $3::integer)
         order by e.entry_on, e.number limit ${ENTRIES_A_PAGE}),
      written as (
        select p.entry_on, p.number, p.head || l.text || '${foot}' as text
          from page p
          cross join lateral (select string_agg(${line}, '' order by l.position) as text
            from (select l.*, $4::jsonb ->> l.account as name from ledger_lines l
               where l.year = $1 and l.number = p.number offset 0) l) l)
      select string_agg(text, '' order by entry_on, number) as text,
        to_char(max(entry_on), 'YYYY-MM-DD') as day,
        (array_agg(number::text order by entry_on desc, number desc))[1] as number from written`,
  }
}

/** The entries of a year as a statement of `datedEntries` writes them; `names` by account number. */
export function datedPages(
  year: number,
  statement: PreparedStatement,
  names: Map<string, string>,
  books: TransactionClientContract
): AsyncGenerator<Buffer, void, void> {
  const named = JSON.stringify(Object.fromEntries(names))
  return textPages<Place>({ day: '0001-01-01', number: '0' }, async ({ day, number }) => {
    const [row] = await readTexts<'text' | 'day' | 'number'>(
      statement,
      [year, day, number, named],
      books
    )
    if (!row?.text || !row.day || !row.number) return null
    return { text: row.text, last: { day: row.day.toString(), number: row.number.toString() } }
  })
}
