import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'
import { tell } from '#shared/wiring/events'
import { samePhoto } from './photos/known_distance.js'

/** A photo that a decision removed: what it found, and its case; null when it had none. */
export interface KnownPhoto {
  breach: 'intimate' | 'illegal'
  caseId: number | null
}

/** The known photos `k` among those of a post `p`, but for what someone looked at and let through. */
const SHOWN_IN_P = `from post_photos pp join photos f on f.id = pp.photo_id and f.let_through_at is null
    join photo_perceptual_hashes h on h.photo_id = f.id
    join known_photos k on ${samePhoto('k.hash', 'h.hash')}
   where pp.post_id = p.id`

const REMEMBER = {
  name: 'feed.remember_photos',
  text: `insert into known_photos (hash, breach, case_id, recorded_at)
    select distinct h.hash, $2, $3::bigint, $4::timestamptz
      from post_photos pp join photo_perceptual_hashes h on h.photo_id = pp.photo_id and h.pose = 0
     where pp.post_id = $1
    on conflict on constraint known_photos_once do nothing`,
}

const WITHDRAW = {
  name: 'feed.withdraw_known_first_posts',
  text: `update posts p set held_for = 'known_photo', held_at = $4
     where p.held_at is not null and p.held_for is null and p.id <> $1
       and exists (select ${SHOWN_IN_P} and k.breach = $2 and k.case_id is not distinct from $3::bigint)
    returning p.id, p.author_id as "authorId"`,
}

/**
 * Remembers what the photos of a post look like, by a decision of this transaction that removes them;
 * called while they are still there. Newcomers' posts that show one and wait to be read leave the list
 * of those who would read them.
 */
export async function rememberPhotosOf(
  postId: number,
  known: KnownPhoto,
  at: Date,
  transaction: TransactionClientContract
): Promise<void> {
  const values = [postId, known.breach, known.caseId, at]
  await prepared(REMEMBER, values, transaction)
  const waiting = await prepared<{ id: number; authorId: number }>(WITHDRAW, values, transaction)
  for (const post of waiting) await tellOfHold(post, known, at, transaction)
}

const FORGET = {
  name: 'feed.forget_known_photos',
  text: 'delete from known_photos where recorded_at < $1 returning id',
}

/** Forgets what was recorded before an instant; how many photos that were. */
export async function forgetKnownPhotos(
  before: Date,
  transaction: TransactionClientContract
): Promise<number> {
  const forgotten = await prepared(FORGET, [before], transaction)
  return forgotten.length
}

/** Forgets those of a case that an appeal reversed. */
export async function forgetPhotosOf(
  caseId: number,
  transaction: TransactionClientContract
): Promise<void> {
  await transaction.from('known_photos').where('case_id', caseId).delete()
}

const IN_POST = {
  name: 'feed.known_photo_in_post',
  text: `select found.breach, found."caseId" from posts p cross join lateral (
      select k.breach, k.case_id as "caseId" ${SHOWN_IN_P} order by k.id limit 1) found
   where p.id = $1`,
}

/** The known photo that a prepared photo of this post is, in any pose; null when none is. */
export async function knownPhotoIn(
  postId: number,
  transaction: TransactionClientContract
): Promise<KnownPhoto | null> {
  const [known] = await prepared<KnownPhoto>(IN_POST, [postId], transaction)
  return known ?? null
}

const AMONG = {
  name: 'feed.known_among',
  text: `select k.id from unnest($1::bytea[]) as h(hash)
    join known_photos k on ${samePhoto('k.hash', 'h.hash')} limit 1`,
}

/** Whether one of these hashes, 8 bytes each, is of a known photo. */
export async function isKnown(
  hashes: readonly Buffer[],
  transaction: TransactionClientContract
): Promise<boolean> {
  if (hashes.length === 0) return false
  return (await prepared(AMONG, [hashes], transaction)).length > 0
}

/** Tells of a post that is held for a known photo: someone on duty is to look at it. */
export async function tellOfHold(
  { id: postId, authorId }: { id: number; authorId: number },
  known: KnownPhoto,
  at: Date,
  transaction: TransactionClientContract
): Promise<void> {
  await tell({ name: 'feed.known_photo_held', at, postId, authorId, ...known }, transaction)
}
