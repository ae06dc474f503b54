import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { Comment } from '#feed/comment'
import { feedChain } from '#feed/feed_chain'
import { erasePhotoFiles, type StoredFile } from '#feed/photo_store'
import { Post } from '#feed/post'
import { removeIn } from '#feed/removing'
import { holdCase } from '../cases/claim.js'
import { readCase } from '../cases/read_case.js'
import { writeLog } from '../log/write_log.js'

/** Removals that stand and that nothing can appeal any more. */
const REMOVED = `select distinct c.id from cases c join decisions d on d.case_id = c.id
    join decision_issues i on i.decision_id = d.id
   where d.act = 'remove' and not exists (select from decision_annulments n where n.decision_id = d.id)
     and not exists (select from case_purges p where p.case_id = c.id) and not case_may_be_appealed(c.id, ?)`

/**
 * What was removed and not appealed in time goes for good: words, versions, photos and every size of them,
 * comments, marks of search. A hash stays in the chain.
 */
export async function purgeRemoved(at: Date): Promise<number> {
  const { rows } = await db.rawQuery(REMOVED, [at as never])
  for (const { id } of rows as { id: number }[]) {
    const files = await db.transaction((transaction) => purgeCase(id, at, transaction))
    await erasePhotoFiles(files)
  }
  if (rows.length > 0) await feedChain.flush()
  return rows.length
}

async function purgeCase(
  caseId: number,
  at: Date,
  transaction: TransactionClientContract
): Promise<StoredFile[]> {
  await holdCase(caseId, transaction)
  const about = await readCase(caseId, transaction)
  if (!about) throw new Error(`There is no case ${caseId}`)
  await transaction.table('case_purges').insert({ case_id: caseId, purged_at: at })
  await writeLog({ kind: 'purged', said: { case: about.number }, caseId }, at, transaction)
  await transaction.rawQuery('select purge_case_evidence(?, ?)', [caseId, at] as never)
  if (about.commentId !== null) {
    const comment = await Comment.find(about.commentId, { client: transaction })
    await comment?.removeIn(transaction)
    return []
  }
  const post = about.postId && (await Post.find(about.postId, { client: transaction }))
  return post ? removeIn(post, transaction) : []
}
