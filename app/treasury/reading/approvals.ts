import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'
import type { Appropriation } from '../closing/appropriation.js'

/** A spend that the members allowed, up to `cents`, once. */
export interface SpendApproval {
  proposalId: number
  cents: number
  purpose: string
  party: string
}

const UNUSED = {
  name: 'treasury.unused_spends',
  text: `select a.adopted_by_proposal_id as "proposalId", a.cents, a.purpose, a.party from spend_approvals a
    where a.cents >= $1 and not exists (select from ledger_entries e
      where e.spend_proposal_id = a.adopted_by_proposal_id and not exists (select from ledger_entries r
        where r.reverses_year = e.year and r.reverses_number = e.number))
    order by a.adopted_by_proposal_id`,
}

/** The spends voted that have paid nothing yet and are enough for so many cents, the oldest first. */
export const spendsFor = (
  cents: number,
  transaction?: TransactionClientContract
): Promise<SpendApproval[]> => prepared(UNUSED, [cents], transaction)

/** The vote that approved a year's accounts, and what its result becomes. */
export interface YearApproval {
  proposalId: number
  appropriation: Appropriation
  approvedAt: Date
}

const YEAR = {
  name: 'treasury.year_approval',
  text: `select adopted_by_proposal_id as "proposalId", appropriation, approved_at as "approvedAt"
    from year_approvals where year = $1`,
}

/** The approval of a year's accounts; null while the members have not voted it. */
export async function yearApproval(
  year: number,
  transaction?: TransactionClientContract
): Promise<YearApproval | null> {
  const [approval] = await prepared<YearApproval>(YEAR, [year], transaction)
  return approval ?? null
}

const DECIDE = {
  name: 'treasury.who_decides',
  text: `select charter_adopted_at is not null as adopted, legal_form as form from organisation`,
}

/**
 * Who decides on money beyond what mandates may spend: the members by their votes; two mandates before
 * the charter is adopted; the owner under a sole trader, whose members only advise.
 */
export async function whoDecides(
  transaction?: TransactionClientContract
): Promise<'members' | 'two_mandates' | 'owner'> {
  const [organisation] = await prepared<{ adopted: boolean; form: string }>(DECIDE, [], transaction)
  if (organisation?.form === 'sole_trader') return 'owner'
  return organisation?.adopted ? 'members' : 'two_mandates'
}
