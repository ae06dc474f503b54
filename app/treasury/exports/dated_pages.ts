import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared, type PreparedStatement } from '#shared/prepared'
import { textPages, type TextPage } from './text_pages.js'

interface Place {
  day: string
  number: number
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
      named as materialized (select code, name from unnest($4::text[], $5::text[]) as n (code, name)),
      written as (
        select p.entry_on, p.number, p.head || string_agg(${line}, '' order by l.position) || '${foot}' as text
          from page p
          join ledger_lines l on l.year = $1 and l.number = p.number
          join named n on n.code = l.account
         group by p.entry_on, p.number, p.head)
      select string_agg(text, '' order by entry_on, number) as text,
        to_char(max(entry_on), 'YYYY-MM-DD') as day,
        (array_agg(number order by entry_on desc, number desc))[1] as number from written`,
  }
}

/** The entries of a year as a statement of `datedEntries` writes them; `names` by account number. */
export function datedPages(
  year: number,
  statement: PreparedStatement,
  names: Map<string, string>,
  books: TransactionClientContract
): AsyncGenerator<string, void, void> {
  const named = [[...names.keys()], [...names.values()]]
  return textPages<Place>({ day: '0001-01-01', number: 0 }, async ({ day, number }) => {
    const [row] = await prepared<{ text: string | null } & Place>(
      statement,
      [year, day, number, ...named],
      books
    )
    return row?.text ? ({ text: row.text, last: row } satisfies TextPage<Place>) : null
  })
}
