import { prepared } from '#shared/prepared'

export interface MaskedLine {
  account: string
  accountLabel: string
  debitCents: number
  creditCents: number
}

/** An entry that concerns no person, whole. */
export interface OpenEntry {
  month: string
  number: number
  entryOn: string
  explanation: { key: string; [word: string]: string | number }
  lines: MaskedLine[]
}

/** What persons paid or were given back in a month, of one journal, taken together. */
export interface GroupedEntries {
  month: string
  journal: string
  count: number
  lines: MaskedLine[]
}

// A member's or a payment's code, or a payment, is someone's.
const PERSONAL = `exists (select from ledger_lines p where p.year = e.year and p.number = e.number
  and (p.payment_id is not null or p.auxiliary ~ '^[MCP][0-9]'))`

const LINES = `jsonb_agg(jsonb_build_object('account', t.account, 'accountLabel', a.label,
  'debitCents', t.debit, 'creditCents', t.credit) order by`

const OPEN = {
  name: 'treasury.masked_entries',
  text: `select to_char(e.entry_on, 'YYYY-MM') as month, e.number, to_char(e.entry_on, 'YYYY-MM-DD') as "entryOn",
      e.explanation, (select ${LINES} t.position) from (select l.account, l.position, l.debit_cents as debit,
          l.credit_cents as credit from ledger_lines l where l.year = e.year and l.number = e.number) t
        join ledger_accounts a on a.year = e.year and a.code = t.account) as lines
    from ledger_entries e where e.year = $1 and not ${PERSONAL}
    order by e.entry_on desc, e.number desc limit 3000`,
}

const GROUPED = {
  name: 'treasury.masked_groups',
  text: `with own as (select to_char(e.entry_on, 'YYYY-MM') as month, e.journal, e.year, e.number
      from ledger_entries e where e.year = $1 and ${PERSONAL}),
    t as (select o.month, o.journal, l.account, sum(l.debit_cents)::bigint as debit, sum(l.credit_cents)::bigint as credit
      from own o join ledger_lines l using (year, number) group by 1, 2, 3)
    select t.month, t.journal, (select count(*)::int from own o where (o.month, o.journal) = (t.month, t.journal)) as count,
      ${LINES} t.account collate "C") as lines
    from t join ledger_accounts a on a.year = $1 and a.code = t.account group by 1, 2 order by 1 desc, 2`,
}

/** A year of the books as members read it: no name, no code, dues and gifts by the month. */
export async function maskedLedger(
  year: number
): Promise<{ entries: OpenEntry[]; groups: GroupedEntries[] }> {
  return {
    entries: await prepared<OpenEntry>(OPEN, [year]),
    groups: await prepared<GroupedEntries>(GROUPED, [year]),
  }
}
