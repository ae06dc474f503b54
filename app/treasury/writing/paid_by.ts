import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { bookInTransaction } from '#rulebook/rule_book'
import { prepared } from '#shared/prepared'
import { done, refused, type Result } from '#shared/result'
import { spendsFor, whoDecides } from '../reading/approvals.js'
import { budgetLine } from '../reading/budget_lines.js'
import type { Draft } from '../reading/drafts.js'
import { leavingCents } from './signatures_needed.js'

/** Why nothing pays an entry: it waits for a vote, or its line of the budget is another year's or too short. */
export type PaidByRefusal = 'vote' | 'line_year' | 'over_line'

/**
 * Whether a draft waits for the members (treasury.member_vote_from): written by hand, that much
 * leaves, and no line of a voted budget pays it.
 */
export async function waitsForVote(
  { origin, lines, budgetLineId }: Pick<Draft, 'origin' | 'lines' | 'budgetLineId'>,
  at: Date,
  transaction: TransactionClientContract
): Promise<boolean> {
  const cents = leavingCents(lines)
  if (origin !== 'by_hand' || cents === 0 || budgetLineId) return false
  const book = await bookInTransaction(transaction, at)
  if (cents < book.value('treasury.member_vote_from')) return false
  return (await whoDecides(transaction)) === 'members'
}

const PAID_BY = {
  name: 'treasury.draft_paid_by',
  text: 'update ledger_drafts set member_vote_needed = $2, spend_proposal_id = $3 where id = $1',
}

/** Writes down what pays a draft: a line of the budget, a vote of the members, or nothing special. */
export async function payBy(
  found: Draft,
  spendId: number | null,
  at: Date,
  transaction: TransactionClientContract
): Promise<Result<null, PaidByRefusal>> {
  const cents = leavingCents(found.lines)
  const line = found.budgetLineId ? await budgetLine(found.budgetLineId, transaction) : null
  if (line && line.year !== Number(found.entryOn.slice(0, 4))) return refused('line_year')
  if (line && line.spentCents + cents > line.cents) return refused('over_line')
  const needed = await waitsForVote(found, at, transaction)
  const usable = needed ? await spendsFor(cents, transaction) : []
  const spend = usable.find(({ proposalId }) => proposalId === spendId)
  if (needed && !spend) return refused('vote')
  await prepared(PAID_BY, [found.id, needed, spend?.proposalId ?? null], transaction)
  return done(null)
}
