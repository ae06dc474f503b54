import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { newToken } from '#shared/random'
import { done, refused, type Result } from '#shared/result'
import { currentBook } from '#rulebook/rule_book'
import { Draft } from './draft.js'
import { Photo } from '../photo.js'
import { limitsOf, postingRefusals, tidy } from '../posting_rules.js'
import type { NewPost, PublishRefusal } from '../publishing.js'
import { isPlace } from '../writing_places.js'

/** As many as one person keeps. */
const MOST_DRAFTS = 100

/** What is kept: as much of a post as there is, and when it should appear, if it should by itself. */
export type DraftToKeep = NewPost & { submissionKey: string; publishAt: Date | null }

export type DraftRefusal = PublishRefusal | 'too_many_drafts'

/** Keeps a draft, in place of what was kept under the same key. */
export async function keepDraft(
  wanted: DraftToKeep,
  at: Date
): Promise<Result<Draft, DraftRefusal[]>> {
  return db.transaction(async (transaction) => {
    await transaction.rawQuery('select from people where id = ? for no key update', [
      wanted.authorId,
    ])
    const key = await freeKey(wanted, transaction)
    const kept = await Draft.query({ client: transaction })
      .where({ authorId: wanted.authorId, submissionKey: key })
      .forUpdate()
      .first()
    const refusals = await keepRefusals(wanted, at, kept === null, transaction)
    if (refusals.length > 0) return refused(refusals)
    const draft = kept ?? new Draft()
    draft.useTransaction(transaction)
    draft.merge({
      authorId: wanted.authorId,
      body: tidy(wanted.body),
      visibility: wanted.visibility,
      contentWarning: (wanted.contentWarning ?? '').trim(),
      placeId: wanted.placeId ?? null,
      publishAt: wanted.publishAt,
      submissionKey: key,
      refusal: null,
      keptAt: at,
    })
    await draft.save()
    await putPhotos(draft, wanted.photos, transaction)
    return done(draft)
  })
}

async function putPhotos(
  { id: draftId }: Draft,
  photos: NewPost['photos'],
  transaction: TransactionClientContract
) {
  await transaction.from('draft_photos').where('draft_id', draftId).delete()
  if (photos.length === 0) return
  await transaction.table('draft_photos').multiInsert(
    photos.map(({ id, alt }, position) => ({
      draft_id: draftId,
      photo_id: id,
      position,
      alt,
    }))
  )
}

/** The draft's key, or a fresh one when a post already came of it: that one is not written again. */
async function freeKey(
  { authorId, submissionKey }: DraftToKeep,
  transaction: TransactionClientContract
) {
  const used = await transaction
    .from('posts')
    .where({ author_id: authorId, submission_key: submissionKey })
    .first()
  return used ? newToken().token.slice(0, 24) : submissionKey
}

async function keepRefusals(
  wanted: DraftToKeep,
  at: Date,
  isNew: boolean,
  transaction: TransactionClientContract
): Promise<DraftRefusal[]> {
  const { authorId, photos, placeId = null, submissionKey, publishAt } = wanted
  const attempt = { ...wanted, photoCount: photos.length, postsToday: 0 }
  const all = postingRefusals(attempt, limitsOf(await currentBook(at)))
  // What is still being written may be too long; what will appear by itself may not.
  const refusals: DraftRefusal[] = all.filter(
    (refusal) => publishAt !== null || refusal === 'empty' || refusal === 'warning_too_long'
  )
  const ids = photos.map(({ id }) => id)
  const free = await Photo.free(authorId, ids, { submissionKey, transaction })
  if (free.length !== ids.length) refusals.push('photo_gone')
  if (placeId !== null && !(await isPlace(placeId, transaction))) refusals.push('place_gone')
  if (isNew && (await countDrafts(authorId, transaction)) >= MOST_DRAFTS) {
    refusals.push('too_many_drafts')
  }
  return refusals
}

async function countDrafts(authorId: number, transaction: TransactionClientContract) {
  const [row] = await transaction.from('drafts').where('author_id', authorId).count('* as count')
  return Number(row.count)
}
