import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { listenInTransaction, type DomainEvent } from '#shared/wiring/events'
import { caseOn } from './open_case.js'

/** A post held for a picture that was removed before is a case: a person looks, and decides. */
export function listenToKnownPhotos(): void {
  listenInTransaction('feed.known_photo_held', held)
}

async function held({ at, postId, breach }: DomainEvent, transaction: TransactionClientContract) {
  const post = await transaction.from('posts').where('id', Number(postId)).firstOrFail()
  const subject = {
    kind: 'post' as const,
    ...{ postId: Number(postId), commentId: null, authorId: Number(post.author_id) },
  }
  const known = breach === 'intimate' ? 'intimate' : 'illegal'
  await caseOn({ subject, breach: known, source: 'software' }, at, transaction)
}
