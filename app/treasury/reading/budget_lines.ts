import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'

/** A line of a budget that the members voted, and what has left the network's money for it, in cents. */
export interface BudgetLine {
  id: number
  year: number
  label: string
  cents: number
  spentCents: number
  /** The vote that adopted it. */
  proposalId: number
}

const COLUMNS = `select l.id, b.year, l.label, l.cents, l.adopted_by_proposal_id as "proposalId",
    coalesce((select sum(ledger_entry_leaving(e.year, e.number)) from ledger_entries e
      where e.budget_line_id = l.id), 0)::bigint as "spentCents"
  from budget_lines l join budgets b using (adopted_by_proposal_id)`

const ALL = {
  name: 'treasury.budget_lines',
  text: `${COLUMNS} order by b.year desc, l.adopted_by_proposal_id, l.option`,
}

const ONE = { name: 'treasury.budget_line', text: `${COLUMNS} where l.id = $1` }

const OPEN = {
  name: 'treasury.budget_lines_to_spend',
  text: `${COLUMNS} where not exists (select from ledger_closings c where c.year = b.year)
    order by b.year desc, l.adopted_by_proposal_id, l.option`,
}

/** Every line of every budget, the latest year first. */
export const budgetLines = (): Promise<BudgetLine[]> => prepared(ALL, [])

/** The lines that a bill may still be paid from: their year is not closed. */
export const linesToSpend = (): Promise<BudgetLine[]> => prepared(OPEN, [])

/** A line; null when there is none. */
export async function budgetLine(
  id: number,
  transaction?: TransactionClientContract
): Promise<BudgetLine | null> {
  const [line] = await prepared<BudgetLine>(ONE, [id], transaction)
  return line ?? null
}
