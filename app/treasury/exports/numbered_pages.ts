import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { PreparedStatement } from '#shared/prepared'
import type { ExportedYear } from './exported_year.js'
import { readTexts } from './read_texts.js'
import { textPages } from './text_pages.js'

const ENTRIES_A_PAGE = 2000

/**
 * One line of the books as a format writes it. `entry` is what its entry gives, by column, in SQL
 * over `e` and its journal `j`, written once for all its lines; `line` is SQL over those columns of
 * `e`, the line `l`, its account's `n.name` and its lettering `t`, if it has one.
 */
export interface LineSql {
  entry: Record<string, string>
  line: string
}

/** The statement that writes a page of lines by the number of their entries. */
export function numberedLines(name: string, { entry, line }: LineSql): PreparedStatement {
  const columns = Object.entries(entry).map(([column, sql]) => `${sql} as ${column}`)
  return {
    name,
    text: `with e as materialized (
        select e.number, ${columns.join(', ')} from ledger_entries e join ledger_journals j on j.code = e.journal
         where e.year = $1 and e.number > $2 and e.number <= $3),
      t as materialized (
        select g.number, g.position, t.code, t.lettered_on
          from ledger_lettered_lines g join ledger_letterings t on t.id = g.lettering_id
         where g.year = $1 and g.number > $2 and g.number <= $3)
      select string_agg(${line}, E'\\r\\n' order by l.number, l.position) as text
        from ledger_lines l
        join e on e.number = l.number
        join unnest($4::text[], $5::text[]) as n (code, name) on n.code = l.account
        left join t on t.number = l.number and t.position = l.position
       where l.year = $1 and l.number > $2 and l.number <= $3`,
  }
}

/** The lines of a year as a statement of `numberedLines` writes them; `names` by account number. */
export function numberedPages(
  { year, lastNumber }: ExportedYear,
  statement: PreparedStatement,
  names: Map<string, string>,
  books: TransactionClientContract
): AsyncGenerator<Buffer, void, void> {
  const named = [[...names.keys()], [...names.values()]]
  return textPages(0, async (after) => {
    // A year whose opening is awaited begins at its second number: an empty page is not the end.
    for (let from = after; from < lastNumber; from += ENTRIES_A_PAGE) {
      const last = from + ENTRIES_A_PAGE
      const values = [year, from, last, ...named]
      const [row] = await readTexts<'text'>(statement, values, books)
      if (row?.text) return { text: row.text, last }
    }
    return null
  })
}
