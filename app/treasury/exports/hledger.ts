import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { accountKind, hledgerName, movedAccounts } from './account_names.js'
import { datedEntries, datedPages } from './dated_pages.js'
import { euros } from './euros.js'
import type { ExportedYear } from './exported_year.js'
import { signedSql, withoutSql } from './sql_text.js'

/** What hledger or ledger would read as the end of a tag, a date or an expression of its own. */
const WITHOUT_SIGNS = withoutSql('e.piece_ref', ',:;[]')

const TAGS = ['piece', 'journal', 'validated', 'auxiliary', 'type']

const ENTRIES = datedEntries('treasury.hledger', {
  head: `to_char(e.entry_on, 'YYYY-MM-DD') || ' * (' || e.number || ') ' || ${withoutSql('e.label', ';')} ||
    E'\\n    ; piece: ' || ${WITHOUT_SIGNS} || E'\\n    ; journal: ' || e.journal ||
    E'\\n    ; validated: ' || to_char(e.validated_on, 'YYYY-MM-DD') || E'\\n'`,
  line: `'    ' || l.name || '  ' || ${signedSql('l')} || ' EUR' ||
    coalesce('  ; auxiliary: ' || l.auxiliary, '') || E'\\n'`,
  foot: `\n`,
})

/**
 * A year of the books that both hledger and ledger read: accounts with their types, entries by day
 * with their numbers as codes, and at the end what each account must then hold.
 */
export async function* hledger(
  year: ExportedYear,
  books: TransactionClientContract
): AsyncGenerator<string | Uint8Array, void, void> {
  const accounts = await movedAccounts(year.year, books)
  const names = new Map(accounts.map((account) => [account.code, hledgerName(account)]))
  yield [
    `; ${year.organisation.replaceAll(/\s+/g, ' ')}, ${year.startsOn} – ${year.endsOn}`,
    ...(year.opening === 'awaited' ? ['; À-nouveaux : pas encore validés, absents.'] : []),
    '',
    'commodity EUR',
    '    format 1000.00 EUR',
    '',
    ...TAGS.map((tag) => `tag ${tag}`),
    '',
    ...accounts.flatMap(({ code }) => [
      `account ${names.get(code)}`,
      `    ; type: ${accountKind(code)}`,
      '',
    ]),
    '',
  ].join('\n')
  yield* datedPages(year.year, ENTRIES, names, books)
  if (accounts.length === 0) return
  yield [
    `${year.endsOn} * Soldes de clôture`,
    ...accounts.map(({ code, balanceCents }) => {
      const balance = `${euros(balanceCents)} EUR`
      return `    ${names.get(code)}  0.00 EUR = ${balance}`
    }),
    '',
  ].join('\n')
}
