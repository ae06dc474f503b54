import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { done, refused, type Result } from '#shared/result'
import type { Proposal, ProposalWords } from './proposal.js'

/** Other words for a proposal, offered to its author, and why. */
export interface AmendmentWords extends ProposalWords {
  reason: string
}

/** Offers other words; `version` is the one they were written over. */
export async function proposeAmendment(
  proposal: Proposal,
  { version, personId, ...words }: AmendmentWords & { version: number; personId: number },
  at: Date,
  transaction: TransactionClientContract
): Promise<void> {
  await transaction.table('proposal_amendments').insert({
    proposal_id: proposal.id,
    version,
    author_id: personId,
    ...words,
    payload: JSON.stringify(words.payload),
    proposed_at: at,
  })
}

/** Who answers an amendment, and which version stands at that moment. */
export interface Answerer {
  personId: number
  version: number
}

/**
 * Takes an amendment: its words become the next version, by the name of who wrote them. Refused when
 * the proposal was written again since, since its own later words would be lost.
 */
export async function acceptAmendment(
  proposal: Proposal,
  amendmentId: number,
  { personId, version }: Answerer,
  at: Date,
  transaction: TransactionClientContract
): Promise<Result<null, 'answered_already' | 'written_again'>> {
  const amendment = await unanswered(proposal, amendmentId, transaction)
  if (!amendment) return refused('answered_already')
  if (amendment.version !== version) return refused('written_again')
  const { title, reasons, payload, author_id: authorId } = amendment
  const made = await proposal.write({ title, reasons, payload }, authorId, at, transaction)
  await answer(amendmentId, { accepted: true, made_version: made }, personId, at, transaction)
  return done(null)
}

/** Leaves the proposal as it is. */
export async function refuseAmendment(
  proposal: Proposal,
  amendmentId: number,
  { personId }: Answerer,
  at: Date,
  transaction: TransactionClientContract
): Promise<Result<null, 'answered_already'>> {
  const amendment = await unanswered(proposal, amendmentId, transaction)
  if (!amendment) return refused('answered_already')
  await answer(amendmentId, { accepted: false, made_version: null }, personId, at, transaction)
  return done(null)
}

function unanswered(proposal: Proposal, id: number, transaction: TransactionClientContract) {
  return transaction
    .from('proposal_amendments as a')
    .leftJoin('proposal_amendment_answers as r', 'r.amendment_id', 'a.id')
    .where('a.id', id)
    .where('a.proposal_id', proposal.id)
    .whereNull('r.amendment_id')
    .select('a.*')
    .first()
}

async function answer(
  amendmentId: number,
  how: { accepted: boolean; made_version: number | null },
  personId: number,
  at: Date,
  transaction: TransactionClientContract
) {
  await transaction
    .table('proposal_amendment_answers')
    .insert({ amendment_id: amendmentId, ...how, person_id: personId, answered_at: at })
}
