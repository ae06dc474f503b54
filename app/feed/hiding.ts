import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'
import { done, refused, type Result } from '#shared/result'
import { canonicalHiding, canonicalRestoring, decisionHash } from './content_hash.js'
import { feedChain } from './feed_chain.js'
import type { HidingClause } from './hiding_clauses.js'

const HIDE = {
  name: 'feed.hide_post',
  text: `with hidden as (
      update posts set hidden_at = $3, hidden_clause = $2, display_revision = display_revision + 1
       where id = $1 and hidden_at is null and published_seq is not null
      returning id
    )
    insert into hidings (post_id, clause, hidden_at) select id, $2, $3 from hidden returning post_id`,
}

const LIFT = {
  name: 'feed.lift_hiding',
  text: `with shown as (
      update posts set hidden_at = null, hidden_clause = null, display_revision = display_revision + 1
       where id = $1 and hidden_at is not null
      returning id
    )
    update hidings set lifted_at = $2 from shown
     where post_id = shown.id and lifted_at is null returning clause`,
}

/**
 * Hides a published post by a decision taken in this transaction: a marker with the clause's reason
 * takes its place for all but its author, its comments close, its photos are refused to others. The
 * chain gets a link; nothing is deleted.
 */
export async function hidePost(
  postId: number,
  clause: HidingClause,
  at: Date,
  transaction: TransactionClientContract
): Promise<Result<null, 'not_shown'>> {
  const rows = await prepared(HIDE, [postId, clause, at], transaction)
  if (rows.length === 0) return refused('not_shown')
  const contentHash = decisionHash(canonicalHiding({ postId, clause, at }))
  await link({ kind: 'post.hidden', subjectId: postId, contentHash }, transaction)
  return done(null)
}

/** Shows a hidden post again, where it was, by the decision of this transaction. */
export async function liftHiding(
  postId: number,
  at: Date,
  transaction: TransactionClientContract
): Promise<Result<null, 'not_hidden'>> {
  const [row] = await prepared<{ clause: string }>(LIFT, [postId, at], transaction)
  if (!row) return refused('not_hidden')
  const contentHash = decisionHash(canonicalRestoring({ postId, clause: row.clause, at }))
  await link({ kind: 'post.restored', subjectId: postId, contentHash }, transaction)
  return done(null)
}

async function link(
  event: { kind: string; subjectId: number; contentHash: Buffer },
  transaction: TransactionClientContract
) {
  await feedChain.record([event], transaction)
  transaction.after('commit', () => feedChain.flushSoon())
}
