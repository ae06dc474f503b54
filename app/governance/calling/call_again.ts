import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { done, refused, type Result } from '#shared/result'
import { enactmentOf } from '#shared/wiring/enactment'
import { hold, Proposal } from '../proposing/proposal.js'
import type { ProposalRead } from '../proposing/read_proposal.js'
import { callVote, type CallRefusal, type Caller } from './call.js'

/** Whether a vote that too few took part in may be asked again: once. */
export const mayBeCalledAgain = ({
  outcome,
  secondCallOf,
  calledAgainId,
}: Pick<ProposalRead, 'outcome' | 'secondCallOf' | 'calledAgainId'>): boolean =>
  outcome === 'no_quorum' && secondCallOf === null && calledAgainId === null

/**
 * Calls a vote again that ended without quorum: the same words, the same candidates, and the quorum
 * of a second call (votes.quorum). Gives back the number of the new proposal.
 */
export async function callAgain(
  { proposal, caller }: { proposal: ProposalRead; caller: Caller },
  at: Date,
  transaction: TransactionClientContract
): Promise<Result<number, CallRefusal>> {
  await hold(proposal.id, transaction)
  const followed = await transaction.from('proposals').where('second_call_of', proposal.id).first()
  if (followed || !mayBeCalledAgain(proposal)) return refused({ key: 'not_again', words: {} })
  const { id, kind, title, reasons, payload, authorId, recordAt, closesAt } = proposal
  const possible = await enactmentOf(kind).validate(payload, at, transaction)
  if (!possible.ok) return possible
  const again = await Proposal.start(
    { kind, title, reasons, payload, authorId: authorId ?? caller.personId, secondCallOf: id },
    at,
    transaction
  )
  await again.openDiscussion(at, transaction)
  await transaction.rawQuery(
    `insert into proposal_candidacies (proposal_id, person_id, statement, declared_at)
     select ?, k.person_id, k.statement, ? from proposal_candidacies k
       join proposal_options o on o.proposal_id = k.proposal_id and o.person_id = k.person_id
      where k.proposal_id = ?`,
    [again.id, at, id]
  )
  const record = recordAt?.getTime() === closesAt?.getTime() ? 'close' : 'opening'
  const called = await callVote({ proposalId: again.id, caller, record }, at, transaction)
  // Half of it must not stand.
  if (!called.ok) throw new Error(`A second call is refused: ${called.refusal.key}`)
  return done(again.id)
}
