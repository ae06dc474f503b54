import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { BEANCOUNT_ROOTS, beancountName, movedAccounts } from './account_names.js'
import { datedEntries, datedPages } from './dated_pages.js'
import { euros } from './euros.js'
import type { ExportedYear } from './exported_year.js'
import { signedSql } from './sql_text.js'

/** A text between quotes, in SQL: beancount knows the backslash and the quote. */
const quoted = (column: string) =>
  `'"' || replace(replace(${column}, '\\', '\\\\'), '"', '\\"') || '"'`

const ENTRIES = datedEntries('treasury.beancount', {
  head: `to_char(e.entry_on, 'YYYY-MM-DD') || ' * ' || ${quoted('e.label')} ||
    E'\\n  number: ' || e.number || E'\\n  piece: ' || ${quoted('e.piece_ref')} ||
    E'\\n  journal: "' || e.journal || E'"\\n  validated: ' || to_char(e.validated_on, 'YYYY-MM-DD') || E'\\n'`,
  line: `'  ' || l.name || '  ' || ${signedSql('l')} || E' EUR\\n' ||
    coalesce('    auxiliary: "' || l.auxiliary || E'"\\n', '')`,
  foot: '\n',
})

/**
 * A year of the books for beancount: French names for its roots, an `open` for each account, entries
 * by day, and the day after the last one what each account holds at its start.
 */
export async function* beancount(
  year: ExportedYear,
  books: TransactionClientContract
): AsyncGenerator<string | Uint8Array, void, void> {
  const accounts = await movedAccounts(year.year, books)
  const names = new Map(accounts.map((account) => [account.code, beancountName(account)]))
  const title = `${year.organisation} ${year.year}`.replaceAll(/\s+/g, ' ')
  yield [
    `option "title" "${title.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`,
    'option "operating_currency" "EUR"',
    ...Object.entries(BEANCOUNT_ROOTS).map(([root, name]) => `option "name_${root}" "${name}"`),
    ...(year.opening === 'awaited' ? ['; À-nouveaux : pas encore validés, absents.'] : []),
    '',
    ...accounts.map(({ code }) => `${year.startsOn} open ${names.get(code)} EUR`),
    '',
    '',
  ].join('\n')
  yield* datedPages(year.year, ENTRIES, names, books)
  const after = dayAfter(year.endsOn)
  yield accounts
    .map(({ code, balanceCents }) => {
      return `${after} balance ${names.get(code)}  ${euros(balanceCents)} EUR\n`
    })
    .join('')
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}
