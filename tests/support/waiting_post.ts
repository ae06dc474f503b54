import { randomBytes } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import { feedChain } from '#feed/feed_chain'
import type { Photo } from '#feed/photo'
import { Post } from '#feed/post'
import { clock } from '#shared/clock'
import { aFreePhoto } from './free_photo.js'

/** A post with a text, which waits for its photo. */
export async function aWaitingPost(author: { id: number }): Promise<{ post: Post; photo: Photo }> {
  const photo = await aFreePhoto(author, 'received')
  const result = await Post.publish(
    {
      authorId: author.id,
      body: 'Une photo arrive.',
      visibility: 'public',
      photos: [{ id: photo.id, alt: 'La Sèvre' }],
      submissionKey: null,
    },
    clock.now()
  )
  if (!result.ok) throw new Error(`The post is refused: ${result.refusal.join()}`)
  return { post: await Post.findOrFail(result.value.id), photo }
}

/** What the worker does once the photo is prepared. */
export async function becomesReady(photo: Photo, post: Post): Promise<void> {
  await photo.refresh()
  const facts = { state: 'ready', contentHash: randomBytes(32), preparedAt: clock.now() } as const
  await photo.merge(facts).save()
  await db.transaction((transaction) => post.handOverWhenReady(clock.now(), transaction))
  await feedChain.flush()
}

/** What the worker does when it cannot prepare the photo. */
export async function becomesRefused(photo: Photo): Promise<void> {
  await photo.refresh()
  await photo.merge({ state: 'refused', refusal: 'damaged', preparedAt: clock.now() }).save()
}
