import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'
import { FEC_FIELDS } from '../fec/fields.js'
import type { ExportedYear } from './exported_year.js'
import { amountSql } from './sql_text.js'
import { textPages, type TextPage } from './text_pages.js'

/** What stands between two fields: the law names both. */
export type FecSeparator = '\t' | '|'

const ENTRIES_A_PAGE = 2000
const SEPARATORS = { '\t': { name: 'tab', sql: `E'\\t'` }, '|': { name: 'bar', sql: `'|'` } }

/**
 * The file of entries of a year (FEC; LPF, art. A47 A-1): the opening first, then every entry in the
 * order of its validation, which is that of its number. The result of the year stays in classes 6
 * and 7. Fields hold neither separator nor new line: the database refuses them.
 */
export async function* fec(
  year: ExportedYear,
  books: TransactionClientContract,
  separator: FecSeparator = '\t'
): AsyncGenerator<string, void, void> {
  yield FEC_FIELDS.join(separator)
  const statement = statementFor(separator)
  const pages = textPages(0, (after) => pageAfter(after, year, statement, books))
  for await (const text of pages) yield `\r\n${text}`
}

async function pageAfter(
  after: number,
  { year, lastNumber }: ExportedYear,
  statement: ReturnType<typeof statementFor>,
  books: TransactionClientContract
): Promise<TextPage<number> | null> {
  // A year whose opening is awaited begins at its second number: an empty page is not the end.
  for (let from = after; from < lastNumber; from += ENTRIES_A_PAGE) {
    const last = from + ENTRIES_A_PAGE
    const [row] = await prepared<{ text: string | null }>(statement, [year, from, last], books)
    if (row?.text) return { text: row.text, last }
  }
  return null
}

function statementFor(separator: FecSeparator) {
  const { name, sql } = SEPARATORS[separator]
  const fields = (...values: string[]) => values.join(` || ${sql} || `)
  const day = (column: string) => `to_char(${column}, 'YYYYMMDD')`
  const line = fields(
    'e.head',
    'l.account',
    'a.label',
    `coalesce(l.auxiliary, '')`,
    `case when l.auxiliary like 'P%' then 'Payeur ' || ltrim(substr(l.auxiliary, 2), '0')
       else coalesce(l.auxiliary, '') end`,
    'e.middle',
    amountSql('l.debit_cents', ','),
    amountSql('l.credit_cents', ','),
    `coalesce(t.code, '')`,
    `coalesce(${day('t.lettered_on')}, '')`,
    'e.tail'
  )
  return {
    name: `treasury.fec_${name}`,
    text: `with e as materialized (
        select e.number, ${fields('e.journal', 'j.label', 'e.number', day('e.entry_on'))} as head,
          ${fields('e.piece_ref', day('e.piece_on'), 'e.label')} as middle,
          ${fields(day('e.validated_on'), `''`, `''`)} as tail
        from ledger_entries e join ledger_journals j on j.code = e.journal
       where e.year = $1 and e.number > $2 and e.number <= $3)
      select string_agg(${line}, E'\\r\\n' order by l.number, l.position) as text
      from ledger_lines l
      join e on e.number = l.number
      join ledger_accounts a on a.year = $1 and a.code = l.account
      left join ledger_lettered_lines g
        on g.year = $1 and g.number = l.number and g.position = l.position
        and g.number > $2 and g.number <= $3
      left join ledger_letterings t on t.id = g.lettering_id
     where l.year = $1 and l.number > $2 and l.number <= $3`,
  }
}
