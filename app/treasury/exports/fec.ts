import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { FEC_FIELDS } from '../fec/fields.js'
import { namesOf } from './account_names.js'
import type { ExportedYear } from './exported_year.js'
import { named, numberedLines, numberedPages } from './numbered_pages.js'
import { sidesSql } from './sql_text.js'

/** What stands between two fields: the law names both. */
export type FecSeparator = '\t' | '|'

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
): AsyncGenerator<string | Uint8Array, void, void> {
  yield FEC_FIELDS.join(separator)
  const codes = await namesOf(year.year, books)
  const names = new Map(
    codes.map(({ code, label }) => [code, `${code}${separator}${label}${separator}`])
  )
  for await (const text of numberedPages(year, STATEMENTS[separator], names, books)) {
    yield '\r\n'
    yield text
  }
}

const AUXILIARY_LABEL = `case when l.auxiliary like 'P%'
  then 'Payeur ' || ltrim(substr(l.auxiliary, 2), '0') else l.auxiliary end`

const day = (column: string) => `to_char(${column}, 'YYYYMMDD')`

function statement(separator: FecSeparator) {
  const { name, sql } = SEPARATORS[separator]
  const fields = (...values: string[]) => values.join(` || ${sql} || `)
  // Each joining copies what is joined: pieces bring their own separators.
  const auxiliary = `case when l.auxiliary is null then ${sql}
    else ${fields('l.auxiliary', AUXILIARY_LABEL)} end`
  return numberedLines(`treasury.fec_${name}`, {
    entry: {
      head: `${named('e.journal')} || ${fields('e.number', day('e.entry_on'), `''`)}`,
      middle: fields(`''`, 'e.piece_ref', day('e.piece_on'), 'e.label', `''`),
      tail: fields(`''`, day('e.validated_on'), `''`, `''`),
    },
    lettering: fields('t.code', day('t.lettered_on')),
    line: `e.head || l.name || ${auxiliary} || e.middle || ${sidesSql('l', sql)} || ${sql} || coalesce(l.lettering, ${sql}) || e.tail`,
  })
}

const STATEMENTS = { '\t': statement('\t'), '|': statement('|') }
