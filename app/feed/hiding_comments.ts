import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'
import { done, refused, type Result } from '#shared/result'
import { canonicalCommentDecision, decisionHash } from './content_hash.js'
import { feedChain } from './feed_chain.js'
import type { HidingClause } from './hiding_clauses.js'

const HIDE = {
  name: 'feed.hide_comment',
  text: `with hidden as (
      update comments set hidden_at = $3, hidden_clause = $2 where id = $1 and hidden_at is null returning id, post_id
    ), shown as (
      update posts set display_revision = display_revision + 1 from hidden where posts.id = hidden.post_id
    )
    insert into comment_hidings (comment_id, clause, hidden_at) select id, $2, $3 from hidden returning comment_id`,
}

const LIFT = {
  name: 'feed.lift_comment_hiding',
  text: `with shown as (
      update comments set hidden_at = null, hidden_clause = null where id = $1 and hidden_at is not null returning id
    )
    update comment_hidings set lifted_at = $2 from shown
     where comment_id = shown.id and lifted_at is null returning clause`,
}

/** Hides a comment by a decision taken in this transaction; the chain gets a link, nothing is deleted. */
export async function hideComment(
  commentId: number,
  clause: HidingClause,
  at: Date,
  transaction: TransactionClientContract
): Promise<Result<null, 'not_shown'>> {
  const rows = await prepared(HIDE, [commentId, clause, at], transaction)
  if (rows.length === 0) return refused('not_shown')
  await link({ act: 'hidden', commentId, clause, at }, transaction)
  return done(null)
}

/** Shows a hidden comment again, where it was, by the decision of this transaction. */
export async function liftCommentHiding(
  commentId: number,
  at: Date,
  transaction: TransactionClientContract
): Promise<Result<null, 'not_hidden'>> {
  const [row] = await prepared<{ clause: string }>(LIFT, [commentId, at], transaction)
  if (!row) return refused('not_hidden')
  await link({ act: 'restored', commentId, clause: row.clause, at }, transaction)
  return done(null)
}

async function link(
  decision: Parameters<typeof canonicalCommentDecision>[0],
  transaction: TransactionClientContract
) {
  const { act, commentId: subjectId } = decision
  const contentHash = decisionHash(canonicalCommentDecision(decision))
  await feedChain.record([{ kind: `comment.${act}`, subjectId, contentHash }], transaction)
  transaction.after('commit', () => feedChain.flushSoon())
}
