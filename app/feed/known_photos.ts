import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'

/**
 * Two pictures are taken for the same when at most so many of the 64 bits differ: another quality or
 * size changes up to four or five, two pictures of different things differ in about half.
 */
export const MOST_BITS = 6

/** Why pictures are remembered once they are removed. */
export type KnownBreach = 'intimate' | 'illegal'

/** A picture that was removed, and the case that it was removed in. */
export interface KnownPhoto {
  caseId: number
  breach: KnownBreach
}

const REMEMBER = {
  name: 'feed.remember_photos',
  text: `insert into known_photos (hash, breach, case_id, recorded_at)
    select h.hash, $2, $3, $4 from post_photos pp join photo_perceptual_hashes h on h.photo_id = pp.photo_id and h.pose = 0
     where pp.post_id = $1 on conflict (case_id, hash) do nothing`,
}

/** Every pose of the new picture, against each as it was: turning or mirroring it changes nothing. */
const KNOWN = `select k.case_id as "caseId", k.breach from photo_perceptual_hashes h
    join known_photos k on bit_count(('x' || encode(h.hash, 'hex'))::bit(64) # ('x' || encode(k.hash, 'hex'))::bit(64)) <= ${MOST_BITS}
   where h.photo_id = any($1) order by k.id desc limit 1`

/** Remembers what the photos of a post look like, by the decision of this transaction. */
export async function rememberPhotosOf(
  postId: number,
  { breach, caseId }: KnownPhoto,
  at: Date,
  transaction: TransactionClientContract
): Promise<void> {
  await prepared(REMEMBER, [postId, breach, caseId, at], transaction)
}

/** Forgets those of a case that an appeal reversed. */
export async function forgetPhotosOf(
  caseId: number,
  transaction: TransactionClientContract
): Promise<void> {
  await transaction.from('known_photos').where('case_id', caseId).delete()
}

/** Forgets what is older than the rule allows (`privacy.retention_photo_hashes_months`); how many. */
export async function forgetKnownPhotos(
  before: Date,
  transaction: TransactionClientContract
): Promise<number> {
  const gone: unknown[] = await transaction
    .from('known_photos')
    .where('recorded_at', '<', before)
    .delete(['id'])
  return gone.length
}

/** Whether one of these photos was removed before; null when none was. */
export async function knownAmong(
  photoIds: readonly number[],
  transaction: TransactionClientContract
): Promise<KnownPhoto | null> {
  if (photoIds.length === 0) return null
  const statement = { name: 'feed.known_photos', text: KNOWN }
  const [row] = await prepared<KnownPhoto>(statement, [photoIds], transaction)
  return row ?? null
}
