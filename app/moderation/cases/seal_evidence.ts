import { createHash } from 'node:crypto'
import encryption from '@adonisjs/core/services/encryption'
import drive from '@adonisjs/drive/services/main'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { variantPath } from '#feed/photo_store'
import { prepared } from '#shared/prepared'
import type { Subject } from './subject.js'

/** What was judged, in words: as it stood when it was reported. */
export interface EvidenceText {
  body: string
  contentWarning: string
  alts: string[]
  writtenAt: string
  language: 'fr' | 'en' | null
}

const WORDS: Record<Subject['kind'], { name: string; text: string }> = {
  post: {
    name: 'moderation.post_words',
    text: `select body, content_warning as "contentWarning", created_at as "writtenAt",
        coalesce((select json_agg(f.alt order by pp.position) from post_photos pp join photos f on f.id = pp.photo_id
          where pp.post_id = $1), '[]') as alts from posts where id = $1`,
  },
  comment: {
    name: 'moderation.comment_words',
    text: `select body, '' as "contentWarning", created_at as "writtenAt", '[]'::json as alts from comments where id = $1`,
  },
  account: {
    name: 'moderation.account_words',
    text: `select concat_ws(E'\\n', name, nullif(bio, '')) as body, '' as "contentWarning", joined_at as "writtenAt",
        '[]'::json as alts from people where id = $1`,
  },
}

const PHOTOS: Record<'post' | 'account', { name: string; text: string }> = {
  post: {
    name: 'moderation.post_photos',
    text: `select distinct on (pp.position) v.sha256, v.format from post_photos pp
        join photo_variants v on v.photo_id = pp.photo_id and v.format in ('webp', 'jpg', 'jpeg')
       where pp.post_id = $1 order by pp.position, abs(v.width - 800)`,
  },
  account: {
    name: 'moderation.account_photo',
    text: `select v.sha256, v.format from people p join photos f on f.key = p.portrait_key
        join photo_variants v on v.photo_id = f.id and v.format in ('webp', 'jpg', 'jpeg')
       where p.id = $1 order by abs(v.width - 800) limit 1`,
  },
}

/**
 * Keeps what a case is about, sealed with the application's key: words and pictures, since its author may
 * change or delete them, and what is judged must be what was reported.
 */
export async function sealEvidence(
  caseId: number,
  subject: Subject,
  at: Date,
  transaction: TransactionClientContract
): Promise<void> {
  const { kind, postId, commentId, authorId } = subject
  const about = { post: postId, comment: commentId, account: authorId }[kind]
  const [row] = await prepared<EvidenceText>(WORDS[kind], [about], transaction)
  if (!row) throw new Error(`There is nothing to judge in case ${caseId}`)
  const keep = async (part: 'text' | 'photo', position: number, bytes: Buffer) => {
    const sha256 = createHash('sha256').update(bytes).digest()
    const sealed = encryption.encrypt(bytes.toString('base64'))
    await transaction
      .table('case_evidence')
      .insert({ case_id: caseId, part, position, sealed, sha256, kept_at: at })
  }
  await keep('text', 0, Buffer.from(JSON.stringify({ ...row, language: null })))
  if (kind === 'comment') return
  const photos = await prepared<{ sha256: Buffer; format: string }>(
    PHOTOS[kind],
    [kind === 'post' ? postId : authorId],
    transaction
  )
  for (const [position, { sha256, format }] of photos.entries()) {
    const path = variantPath(sha256.toString('hex'), format)
    const bytes = await drive.use('photos').getBytes(path)
    await keep('photo', position, Buffer.from(bytes))
  }
}

const SEALED = {
  name: 'moderation.sealed',
  text: `select sealed from case_evidence where case_id = $1 and part = $2 and position = $3`,
}

/** What was sealed, open; null once it is purged. Whoever calls this has logged the opening. */
export async function unseal(
  caseId: number,
  part: 'text' | 'photo',
  position = 0,
  transaction?: TransactionClientContract
): Promise<Buffer | null> {
  const [row] = await prepared<{ sealed: string }>(SEALED, [caseId, part, position], transaction)
  if (!row) return null
  const text = encryption.decrypt<string>(row.sealed)
  if (text === null) throw new Error(`The evidence of case ${caseId} was sealed with another key`)
  return Buffer.from(text, 'base64')
}

/** The words that were sealed; null once they are purged. */
export async function unsealText(
  caseId: number,
  transaction?: TransactionClientContract
): Promise<EvidenceText | null> {
  const bytes = await unseal(caseId, 'text', 0, transaction)
  return bytes && (JSON.parse(bytes.toString('utf8')) as EvidenceText)
}
