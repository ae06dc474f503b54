import { chartOf } from '#treasury/chart/chart'
import type pg from 'pg'

/** The year that the bench fills: far from any that the demo keeps. */
export const LEDGER_YEAR = 2001

/** Dues recognised (two lines) and paid with the provider's fee (three), lettered for one in four. */
const PAIRS = 200_000
const LINES = PAIRS * 5

const TABLES = [
  'ledger_years',
  'ledger_entries',
  'ledger_lines',
  'ledger_letterings',
  'ledger_lettered_lines',
]

const ENTRIES = `insert into ledger_entries (year, number, position, draft_id, journal, entry_on, piece_ref, piece_on, label,
    explanation, origin, signatures_needed, validated_at, validated_on, content_hash, previous_hash, hash)
  select ${LEDGER_YEAR}, n, n, -n, case when n % 2 = 1 then 'CO' else 'PP' end, day, 'P-' || n, day,
    case when n % 2 = 1 then 'Cotisation appelée, adhésion ' else 'Cotisation reçue par carte, adhésion ' end || n / 2,
    '{"key":"treasury.explanations.by_hand"}', 'by_hand', 0, day, day, sha256('content'), sha256('before'), sha256('hash')
  from (select n, make_date(${LEDGER_YEAR}, 1, 1) + (n::bigint * 360 / ${PAIRS * 2})::integer as day from generate_series(1, ${PAIRS * 2}) n) numbers`

const LINES_SQL = `insert into ledger_lines (year, number, position, account, auxiliary, debit_cents, credit_cents)
  select ${LEDGER_YEAR}, n, position, account, case when account = '411' then 'M' || lpad(((n + 1) / 2 % 40000)::text, 6, '0') end, debit, credit
  from generate_series(1, ${PAIRS * 2}) n
  join (values (1, 1, '411', 2000, 0), (1, 2, '7561', 0, 2000),
    (0, 1, '512200', 1942, 0), (0, 2, '6278', 58, 0), (0, 3, '411', 0, 2000)) l (odd, position, account, debit, credit)
    on l.odd = n % 2`

const LETTERINGS = `insert into ledger_letterings (year, account, auxiliary, code, lettered_on)
  select ${LEDGER_YEAR}, '411', 'M' || lpad((n % 40000)::text, 6, '0'),
    (select string_agg(chr(65 + n / (26 ^ d)::integer % 26), '' order by d desc) from generate_series(0, 5) d),
    make_date(${LEDGER_YEAR}, 12, 31)
  from generate_series(1, ${PAIRS / 4}) n`

const LETTERED = `insert into ledger_lettered_lines (lettering_id, year, number, position)
  select g.id, ${LEDGER_YEAR}, l.number, l.position from
    (select id, row_number() over (order by id) as n from ledger_letterings where year = ${LEDGER_YEAR}) g,
    lateral (values (g.n * 2 - 1, 1), (g.n * 2, 3)) l (number, position)`

/**
 * Fills a year of its own with a million lines, in bulk: the guards are off meanwhile, since they
 * speak one entry at a time. A database that holds them keeps them. Gives how many lines there are.
 */
export async function fillLedger(owner: pg.Client): Promise<number> {
  const { rows } = await owner.query('select from ledger_years where year = $1', [LEDGER_YEAR])
  if (rows.length > 0) return LINES
  await owner.query('begin')
  for (const table of TABLES) await owner.query(`alter table ${table} disable trigger user`)
  await owner.query(
    `insert into ledger_years (year, form, starts_on, ends_on, opening_reserved, opened_at)
      values (${LEDGER_YEAR}, 'association', '${LEDGER_YEAR}-01-01', '${LEDGER_YEAR}-12-31', false, now())`
  )
  const accounts = chartOf('association', LEDGER_YEAR)
  await owner.query(
    `insert into ledger_accounts (year, code, label) select $1, code, label from unnest($2::text[], $3::text[]) a (code, label)`,
    [LEDGER_YEAR, accounts.map(({ code }) => code), accounts.map(({ label }) => label)]
  )
  for (const text of [ENTRIES, LINES_SQL, LETTERINGS, LETTERED]) await owner.query(text)
  for (const table of TABLES) await owner.query(`alter table ${table} enable trigger user`)
  await owner.query('commit')
  await owner.query('vacuum analyze')
  return LINES
}
