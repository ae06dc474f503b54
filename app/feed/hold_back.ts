import db from '@adonisjs/lucid/services/db'
import { newToken } from '#shared/random'
import { done, type Result } from '#shared/result'
import { tell } from '#shared/wiring/events'
import { Draft } from './drafts/draft.js'
import { asRead, type ApprovalRefusal } from './held_posts.js'
import { Photo } from './photo.js'

/**
 * A held post that is not let through is a draft again, with its photos and with the reason: its
 * author is told, and may mend it. Whoever reads decides alone here.
 */
export async function holdBack(
  postId: number,
  reader: { id: number; fingerprint: string; reason: string },
  at: Date
): Promise<Result<null, ApprovalRefusal>> {
  return db.transaction(async (transaction) => {
    const read = await asRead(postId, reader, transaction)
    if (!read.ok) return read
    const { post } = read.value
    const photos = await Photo.ofPost(post.id, transaction)
    await transaction.from('post_photos').where('post_id', post.id).delete()
    const { authorId, body, visibility, contentWarning, placeId } = post
    await post.useTransaction(transaction).delete()
    const draft = await Draft.create(
      {
        ...{ authorId, body, visibility, contentWarning, placeId },
        submissionKey: newToken().token.slice(0, 24),
        heldBackBecause: reader.reason,
        heldBackById: reader.id,
        keptAt: at,
      },
      { client: transaction }
    )
    for (const [position, { id, alt }] of photos.entries()) {
      const row = { draft_id: draft.id, photo_id: id, position, alt }
      await transaction.table('draft_photos').insert(row)
    }
    const fact = { name: 'feed.held_post_refused', at, draftId: draft.id, authorId }
    await tell({ ...fact, readerId: reader.id }, transaction)
    return done(null)
  })
}
