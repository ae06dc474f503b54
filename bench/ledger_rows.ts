import { chartOf } from '#treasury/chart/chart'
import type pg from 'pg'

/** A year of the bench's own, far from any that the demo keeps; five lines in two entries each time. */
export interface LedgerSize {
  year: number
  pairs: number
}

export const LARGE_LEDGER: LedgerSize = { year: 2001, pairs: 200_000 }
export const SMALL_LEDGER: LedgerSize = { year: 2002, pairs: 20_000 }

const TABLES = [
  'ledger_years',
  'ledger_entries',
  'ledger_lines',
  'ledger_letterings',
  'ledger_lettered_lines',
]

const entries = ({
  year,
  pairs,
}: LedgerSize) => `insert into ledger_entries (year, number, position, draft_id, journal, entry_on, piece_ref, piece_on, label,
    explanation, origin, signatures_needed, validated_at, validated_on, content_hash, previous_hash, hash)
  select ${year}, n, n, -n, case when n % 2 = 1 then 'CO' else 'PP' end, day, 'P-' || n, day,
    case when n % 2 = 1 then 'Cotisation appelée, adhésion ' else 'Cotisation reçue par carte, adhésion ' end || n / 2,
    '{"key":"treasury.explanations.by_hand"}', 'by_hand', 0, day, day, sha256('content'), sha256('before'), sha256('hash')
  from (select n, make_date(${year}, 1, 1) + (n::bigint * 360 / ${pairs * 2})::integer as day from generate_series(1, ${pairs * 2}) n) numbers`

const lines = ({
  year,
  pairs,
}: LedgerSize) => `insert into ledger_lines (year, number, position, account, auxiliary, debit_cents, credit_cents)
  select ${year}, n, position, account, case when account = '411' then 'M' || lpad(((n + 1) / 2 % 40000)::text, 6, '0') end, debit, credit
  from generate_series(1, ${pairs * 2}) n
  join (values (1, 1, '411', 2000, 0), (1, 2, '7561', 0, 2000),
    (0, 1, '512200', 1942, 0), (0, 2, '6278', 58, 0), (0, 3, '411', 0, 2000)) l (odd, position, account, debit, credit)
    on l.odd = n % 2`

const letterings = ({
  year,
  pairs,
}: LedgerSize) => `insert into ledger_letterings (year, account, auxiliary, code, lettered_on)
  select ${year}, '411', 'M' || lpad((n % 40000)::text, 6, '0'),
    (select string_agg(chr(65 + n / (26 ^ d)::integer % 26), '' order by d desc) from generate_series(0, 5) d),
    make_date(${year}, 12, 31)
  from generate_series(1, ${pairs / 4}) n`

const lettered = ({
  year,
}: LedgerSize) => `insert into ledger_lettered_lines (lettering_id, year, number, position)
  select g.id, ${year}, l.number, l.position from
    (select id, row_number() over (order by id) as n from ledger_letterings where year = ${year}) g,
    lateral (values (g.n * 2 - 1, 1), (g.n * 2, 3)) l (number, position)`

/**
 * Fills a year with dues recognised (two lines) and paid with the provider's fee (three), one in
 * four lettered, in bulk: the guards are off meanwhile, since they speak one entry at a time. A
 * database that holds the year keeps it.
 */
export async function fillLedger(owner: pg.Client, size: LedgerSize): Promise<void> {
  const { year } = size
  const { rows } = await owner.query('select from ledger_years where year = $1', [year])
  if (rows.length > 0) return
  await owner.query('begin')
  for (const table of TABLES) await owner.query(`alter table ${table} disable trigger user`)
  await owner.query(
    `insert into ledger_years (year, form, starts_on, ends_on, opening_reserved, opened_at)
      values (${year}, 'association', '${year}-01-01', '${year}-12-31', false, now())`
  )
  const accounts = chartOf('association', year)
  await owner.query(
    `insert into ledger_accounts (year, code, label)
      select $1, code, label from unnest($2::text[], $3::text[]) a (code, label)`,
    [year, accounts.map(({ code }) => code), accounts.map(({ label }) => label)]
  )
  for (const write of [entries, lines, letterings, lettered]) await owner.query(write(size))
  for (const table of TABLES) await owner.query(`alter table ${table} enable trigger user`)
  await owner.query('commit')
  await owner.query('vacuum analyze ledger_entries, ledger_lines, ledger_lettered_lines')
}
