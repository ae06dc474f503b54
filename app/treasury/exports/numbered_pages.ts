import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { PreparedStatement } from '#shared/prepared'
import type { ExportedYear } from './exported_year.js'
import { readTexts } from './read_texts.js'
import { textPages } from './text_pages.js'

const ENTRIES_A_PAGE = 2000

/**
 * One line of the books as a format writes it. `entry` is what its entry gives, by column, in SQL
 * over `e`, written once for all its lines; `lettering` is SQL over `t`, where a line has one; `line`
 * is SQL over those columns of `e`, the line `l` with its account's `name`, and `l.lettering`, null
 * without one. What a code is called is `named(code)`.
 */
export interface LineSql {
  entry: Record<string, string>
  lettering: string
  line: string
}

/** SQL for what the reader of a statement calls a code. */
export const named = (code: string) => `($4::jsonb ->> ${code})`

/** A key for a line of a year: an entry has five hundred at most. */
const lineKey = (line: string) => `(${line}.number::bigint * 1000 + ${line}.position)::text`

/**
 * The statement that writes a page of lines by the number of their entries: both are read in the
 * order of their keys and merged, so that nothing is sorted.
 */
export function numberedLines(name: string, { entry, lettering, line }: LineSql) {
  const columns = Object.entries(entry).map(([column, sql]) => `${sql} as ${column}`)
  const page = (table: string) =>
    `${table}.year = $1 and ${table}.number > $2 and ${table}.number <= $3`
  return {
    name,
    text: `with letterings as materialized (
        select jsonb_object_agg(${lineKey('g')}, (select ${lettering} from ledger_letterings t where t.id = g.lettering_id))
          as by_line from ledger_lettered_lines g where ${page('g')})
      select string_agg(${line}, E'\\r\\n' order by l.number, l.position) as text
        from (select l.*, ${named('l.account')} as name,
              (select by_line from letterings) ->> ${lineKey('l')} as lettering
            from ledger_lines l where ${page('l')} order by l.number, l.position offset 0) l
        join (select e.number, ${columns.join(', ')}
            from ledger_entries e where ${page('e')} order by e.number offset 0) e on e.number = l.number`,
  } satisfies PreparedStatement
}

/** The lines of a year as a statement of `numberedLines` writes them; `names` by code. */
export async function* numberedPages(
  { year, lastNumber }: ExportedYear,
  statement: PreparedStatement,
  names: Map<string, string>,
  books: TransactionClientContract
): AsyncGenerator<Buffer, void, void> {
  const codes = JSON.stringify(Object.fromEntries(names))
  // Where counts are stale a young year looks empty, and each line would be held against each entry.
  await merging(books, 'off')
  yield* textPages(0, async (after) => {
    // A year whose opening is awaited begins at its second number: an empty page is not the end.
    for (let from = after; from < lastNumber; from += ENTRIES_A_PAGE) {
      const last = from + ENTRIES_A_PAGE
      const values = [year, from, last, codes]
      const [row] = await readTexts<'text'>(statement, values, books)
      if (row?.text) return { text: row.text, last }
    }
    return null
  })
  await merging(books, 'on')
}

/** Leaves the planner one way to join, or all. */
async function merging(books: TransactionClientContract, others: 'on' | 'off') {
  await books.rawQuery(`set local enable_nestloop = ${others}`)
  await books.rawQuery(`set local enable_hashjoin = ${others}`)
}
