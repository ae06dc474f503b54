import db from '@adonisjs/lucid/services/db'
import type { Sharp } from 'sharp'
import { knownPhotoIn, rememberPhotosOf } from '#feed/known_photos'
import { letThroughKnown } from '#feed/let_through_known'
import { Post } from '#feed/post'
import { clock } from '#shared/clock'
import { someone } from './cast.js'
import { doJobs, postWithPhotos } from './photo_desk.js'
import { drawn, landscape } from './pictures/raw_picture.js'

/** The case of the decision that removes a photo here. */
export const CASE = 7

/** Another picture for each seed, without symmetry, ready to be disguised. */
export async function pictureOf(seed: number): Promise<Sharp> {
  return drawn(await landscape(seed, 600, 400))
}

/** The picture that decisions remove here. */
export const removedPicture = () => pictureOf(5)

export async function jpegOf(picture: Sharp | Promise<Sharp>, quality = 90): Promise<Buffer> {
  return (await picture).jpeg({ quality }).toBuffer()
}

/** A decision remembers the photos of this post and takes the post away. */
export async function removedByDecision(
  post: Post,
  breach: 'intimate' | 'illegal' = 'intimate'
): Promise<void> {
  await theCaseOf(post)
  await db.transaction((transaction) =>
    rememberPhotosOf(post.id, { breach, caseId: CASE }, clock.now(), transaction)
  )
  await post.remove()
}

/** The row of that case, with the number that the tests know. */
async function theCaseOf({ id, authorId }: Post) {
  const now = clock.now()
  await db.rawQuery(
    `insert into cases (id, number, subject_kind, post_id, author_id, breach, severity, source, opened_at, acknowledge_by)
      overriding system value values (?, '2020-0007', 'post', ?, ?, 'intimate', 2, 'report', ?, ?) on conflict do nothing`,
    [CASE, id, authorId, now, now] as never
  )
}

/** Somebody's photo has been out, and a decision has removed it. */
export async function aKnownPhoto(): Promise<void> {
  const post = await postWithPhotos(await someone('Driss'), 'Avant', [
    await jpegOf(removedPicture()),
  ])
  await doJobs()
  await removedByDecision(await Post.findOrFail(post.id))
}

/** A post with these photos once the worker has prepared them. */
export async function prepared(
  author: { id: number },
  photos: Buffer[],
  body = 'Regardez'
): Promise<Post> {
  const post = await postWithPhotos(author, body, photos)
  await doJobs()
  return Post.findOrFail(post.id)
}

export const matchOf = (post: Post) =>
  db.transaction((transaction) => knownPhotoIn(post.id, transaction))

export const letThrough = (post: Post) =>
  db.transaction((transaction) => letThroughKnown(post.id, clock.now(), transaction))
