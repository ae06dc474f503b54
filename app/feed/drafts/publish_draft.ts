import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock } from '#shared/clock'
import { enqueue } from '#shared/jobs/queue'
import { prepared } from '#shared/prepared'
import { done, refused, type Result } from '#shared/result'
import { tell } from '#shared/wiring/events'
import { Draft } from './draft.js'
import { feedChain } from '../feed_chain.js'
import { publishIn, type Published, type PublishRefusal } from '../publishing.js'

export const PUBLISH_DRAFT = 'publish_draft'

/** A job that has failed for good stays a dead letter: it is not asked for a second time. */
const DUE = {
  name: 'feed.due_drafts',
  text: `select id from drafts d
   where publish_at <= $1 and refusal is null
     and not exists (select from graphile_worker.jobs j where j.key = 'draft:' || d.id)
   order by publish_at limit 500`,
}

/** By the clock: asks for a job for each draft whose time has come. */
export async function askForDueDrafts(): Promise<void> {
  const due = await prepared<{ id: number }>(DUE, [clock.now()])
  await db.transaction(async (transaction) => {
    for (const { id } of due) {
      await enqueue(PUBLISH_DRAFT, { draftId: id }, transaction, { key: `draft:${id}` })
    }
  })
}

/** Publishes a draft whose time has come; run again, it finds nothing left to do. */
export async function publishDraftJob(payload: Record<string, unknown>): Promise<void> {
  await publishDraft(Number(payload.draftId), clock.now(), { onlyWhenDue: true })
}

/**
 * Publishes a draft under the rules of that instant. One that was to appear by itself keeps the
 * reason when it is refused, and its author is told either way. Null: it is gone, or not due.
 */
export async function publishDraft(
  id: number,
  at: Date,
  { onlyWhenDue = false } = {}
): Promise<Result<Published, PublishRefusal[]> | null> {
  const result = await db.transaction(async (transaction) => {
    const draft = await lock(id, transaction)
    if (!draft || (onlyWhenDue && !isDue(draft, at))) return null
    const photos = (await draft.photos(transaction)).map((photo) => ({
      id: photo.id,
      alt: photo.alt,
    }))
    const { authorId, body, visibility, contentWarning, placeId, submissionKey } = draft
    const post = { authorId, body, visibility, contentWarning, placeId, submissionKey, photos }
    const outcome = await publishIn(transaction, post, at)
    if (!outcome.ok) {
      if (onlyWhenDue) await keepRefusal(draft, outcome.refusal, at, transaction)
      return refused(outcome.refusal)
    }
    await transaction.from('drafts').where('id', id).delete()
    if (onlyWhenDue && !outcome.value.waiting) {
      const fact = { name: 'feed.scheduled_post_published', at, draftId: id, authorId }
      await tell({ ...fact, postId: outcome.value.id }, transaction)
    }
    return done(outcome.value)
  })
  if (result?.ok) await feedChain.flush()
  return result
}

/** The author first, as whoever publishes does. */
async function lock(id: number, transaction: TransactionClientContract): Promise<Draft | null> {
  await transaction.rawQuery(
    `select from people where id = (select author_id from drafts where id = ?) for no key update`,
    [id]
  )
  return Draft.query({ client: transaction }).where('id', id).forUpdate().first()
}

function isDue({ publishAt, refusal }: Draft, at: Date): boolean {
  return publishAt !== null && publishAt <= at && refusal === null
}

async function keepRefusal(
  draft: Draft,
  [refusal]: PublishRefusal[],
  at: Date,
  transaction: TransactionClientContract
) {
  const { id: draftId, authorId, publishAt } = draft
  draft.useTransaction(transaction)
  await draft.merge({ refusal }).save()
  const fact = { name: 'feed.scheduled_post_refused', at, draftId, authorId, publishAt }
  await tell(fact, transaction)
}
