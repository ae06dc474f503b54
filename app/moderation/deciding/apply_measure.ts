import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { hidePost, liftHiding } from '#feed/hiding'
import { hideComment, liftCommentHiding } from '#feed/hiding_comments'
import { forgetPhotosOf, rememberPhotosOf } from '#feed/known_photos'
import { letThroughKnown } from '#feed/let_through_known'
import { labelPost } from '#feed/labelling'
import { exclusion } from '#governance/deciding/exclusion'
import { Proposal } from '#governance/proposing/proposal'
import { liftPause, pause } from '#people/restriction'
import { clauseOf } from '../cases/breaches.js'
import type { DecisionRead } from './read_decision.js'

/** What a decision does to what it is about, in its transaction; an emergency ends with it. */
export async function applyMeasure(
  decision: DecisionRead,
  at: Date,
  transaction: TransactionClientContract
): Promise<void> {
  const { act, caseId, authorId, postId, subjectKind, breach, endsAt } = decision
  await endEmergency(caseId, at, transaction)
  const clause = clauseOf(breach)
  if (act === 'hide' || act === 'remove') {
    await hideSubject(decision, at, transaction)
    const known = breach === 'intimate' || clause === 'illegal'
    if (act === 'remove' && known && subjectKind === 'post' && postId !== null) {
      const kind = breach === 'intimate' ? 'intimate' : 'illegal'
      await rememberPhotosOf(postId, { breach: kind, caseId }, at, transaction)
    }
    return
  }
  await showSubject(decision, at, transaction)
  if (act === 'label' && postId !== null) await labelPost(postId, clause, transaction)
  if (act === 'pause' && endsAt) {
    await pause({ personId: authorId, decisionId: decision.id, until: endsAt }, at, transaction)
  }
  if (act === 'propose_exclusion') await proposeExclusion(decision, at, transaction)
}

/** Takes back what a decision did, exactly: an appeal annulled it, or its time is over. */
export async function undoMeasure(
  decision: DecisionRead,
  at: Date,
  transaction: TransactionClientContract
): Promise<void> {
  const { act, postId, id } = decision
  if (act === 'remove') await forgetPhotosOf(decision.caseId, transaction)
  if (act === 'hide' || act === 'remove') await showSubject(decision, at, transaction)
  if (act === 'label' && postId !== null) await labelPost(postId, null, transaction)
  if (act === 'pause') await liftPause(id, at, transaction)
  if (act === 'propose_exclusion') await withdrawExclusion(id, at, transaction)
}

/** Hides a post or comment under the clause of a decision; the reason shown is the decision's own. */
export async function hideSubject(
  {
    subjectKind,
    postId,
    commentId,
    breach,
  }: Pick<DecisionRead, 'subjectKind' | 'postId' | 'commentId' | 'breach'>,
  at: Date,
  transaction: TransactionClientContract
): Promise<void> {
  const clause = clauseOf(breach)
  if (subjectKind === 'comment' && commentId !== null) {
    const shown = await hideComment(commentId, clause, at, transaction)
    if (shown.ok) return
    const row = await transaction.from('comments').where('id', commentId).first()
    if (!row || row.hidden_clause === clause) return
    await liftCommentHiding(commentId, at, transaction)
    await hideComment(commentId, clause, at, transaction)
  }
  if (subjectKind === 'post' && postId !== null) {
    const shown = await hidePost(postId, clause, at, transaction)
    if (shown.ok) return
    const row = await transaction.from('posts').where('id', postId).first()
    // Deleted by its author meanwhile, or held and never shown.
    if (!row || row.hidden_at === null || row.hidden_clause === clause) return
    await liftHiding(postId, at, transaction)
    await hidePost(postId, clause, at, transaction)
  }
}

/** Shows it again where it was; does nothing when it was never hidden. */
export async function showSubject(
  { subjectKind, postId, commentId }: Pick<DecisionRead, 'subjectKind' | 'postId' | 'commentId'>,
  at: Date,
  transaction: TransactionClientContract
): Promise<void> {
  if (subjectKind === 'comment' && commentId !== null) {
    await liftCommentHiding(commentId, at, transaction)
  }
  if (subjectKind === 'post' && postId !== null) {
    await liftHiding(postId, at, transaction)
    await letThroughKnown(postId, at, transaction)
  }
}

async function endEmergency(caseId: number, at: Date, transaction: TransactionClientContract) {
  await transaction.rawQuery(
    `insert into case_emergency_ends (case_id, cause, ended_at)
      select case_id, 'decided', ? from case_emergencies where case_id = ? on conflict do nothing`,
    [at, caseId] as never
  )
}

/** The members decide; the person is heard first, by the procedure of the vote. */
async function proposeExclusion(
  { id, authorId, decidedById, facts, why, number }: DecisionRead,
  at: Date,
  transaction: TransactionClientContract
) {
  const valid = await exclusion.validate({ personId: authorId }, at, transaction)
  if (!valid.ok || decidedById === null) throw new Error(`Decision ${number} excludes nobody`)
  const words = { title: `Exclusion ${number}`, reasons: `${facts}\n\n${why}` }
  const proposal = await Proposal.start(
    { kind: 'exclusion', authorId: decidedById, ...words, payload: valid.value },
    at,
    transaction
  )
  await proposal.openDiscussion(at, transaction)
  await transaction
    .table('decision_exclusions')
    .insert({ decision_id: id, proposal_id: proposal.id })
}

/** A proposal that is not yet called goes with its decision; a vote that runs is the members'. */
async function withdrawExclusion(
  decisionId: number,
  at: Date,
  transaction: TransactionClientContract
) {
  const row = await transaction
    .from('decision_exclusions')
    .join('decisions', 'decisions.id', 'decision_exclusions.decision_id')
    .where('decision_id', decisionId)
    .whereNotExists((query) =>
      query
        .from('proposal_calls')
        .whereColumn('proposal_calls.proposal_id', 'decision_exclusions.proposal_id')
    )
    .select('decision_exclusions.proposal_id', 'decisions.decided_by_id')
    .first()
  if (!row) return
  const proposal = await Proposal.findOrFail(row.proposal_id, { client: transaction })
  await proposal.withdraw(row.decided_by_id, at, transaction)
}
