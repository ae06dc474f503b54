import { prepared } from '#shared/prepared'

const HOUR = 3_600_000

const WAITING = {
  name: 'treasury.waiting_facts',
  text: `select (select count(*) from ledger_waiting where at < $1)::int
    + (select count(*) from ledger_drafts where origin = 'automatic' and drafted_at < $1
        and entry_on <= ($1::timestamptz at time zone 'Europe/Paris')::date)::int as count`,
}

// What each account of ours saw move, and what the books or their drafts say of it.
const DIFFERENT = {
  name: 'treasury.different_accounts',
  text: `with moved as (
      select sum(amount_cents) as cents from money_movements where provider = $1
    ), written as (
      select sum(l.debit_cents - l.credit_cents) as cents from ledger_lines l
        join ledger_entries e using (year, number) where l.account = $2 and e.origin = 'automatic'
      union all select sum(l.debit_cents - l.credit_cents) from ledger_draft_lines l
        join ledger_drafts d on d.id = l.draft_id where l.account = $2 and d.origin = 'automatic'
      union all select sum(f.amount_cents) from ledger_waiting w
        join money_movements f on w.fact = 'movement' and f.id = w.id where f.provider = $1
    )
    select (coalesce((select cents from moved), 0) - coalesce((select sum(cents) from written), 0))::bigint as cents`,
}

const ACCOUNTS: Record<string, string> = { stripe: '512200', mollie: '512300', demo: '512900' }

/** Facts and drafts that have waited for the books for an hour: the sweep should have taken them. */
export async function countUnwritten(now: Date): Promise<number> {
  const [row] = await prepared<{ count: number }>(WAITING, [new Date(now.getTime() - HOUR)])
  return row?.count ?? 0
}

/** Providers whose account and whose books differ, with the difference in cents. */
export async function differentAccounts(): Promise<Array<{ provider: string; cents: number }>> {
  const differences: Array<{ provider: string; cents: number }> = []
  for (const [provider, account] of Object.entries(ACCOUNTS)) {
    const [row] = await prepared<{ cents: number }>(DIFFERENT, [provider, account])
    if (row && row.cents !== 0) differences.push({ provider, cents: row.cents })
  }
  return differences
}
