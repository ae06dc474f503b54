import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { MultipartFile } from '@adonisjs/core/bodyparser'
import type { HttpContext } from '@adonisjs/core/http'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'
import { done, refused, type Result } from '#shared/result'
import { tidyName } from '#shared/visible_text'

/** A document as it is kept: what it is was told from its first bytes, not from its name. */
export interface ReceivedPaper {
  name: string
  mediaType: string
  content: Buffer
}

export type PaperRefusal = 'too_heavy' | 'unknown_type'

const MOST_BYTES = 10 * 1024 * 1024

/** The document sent with a form; null when none was chosen. */
export async function receivedPaper({
  request,
}: HttpContext): Promise<Result<ReceivedPaper | null, PaperRefusal>> {
  const file: unknown = request.file('paper')
  if (!(file instanceof MultipartFile) || !file.tmpPath) return done(null)
  const { size } = await stat(file.tmpPath)
  // A browser sends an empty file without a name where none was chosen.
  if (size === 0) return done(null)
  if (size > MOST_BYTES) return refused('too_heavy')
  const content = await readFile(file.tmpPath)
  const mediaType = mediaTypeOf(content)
  if (!mediaType) return refused('unknown_type')
  const name = tidyName(file.clientName).replaceAll(/[\\/"|]/g, '-')
  return done({ name: [...name].slice(0, 100).join('') || 'piece', mediaType, content })
}

/** What a file is, by its first bytes; null for what the books do not keep. */
export function mediaTypeOf(content: Buffer): string | null {
  const starts = (bytes: string, at = 0) =>
    content.subarray(at, at + bytes.length).toString('latin1') === bytes
  if (starts('%PDF-')) return 'application/pdf'
  if (starts('\xff\xd8\xff')) return 'image/jpeg'
  if (starts('\x89PNG\r\n\x1a\n')) return 'image/png'
  if (starts('RIFF') && starts('WEBP', 8)) return 'image/webp'
  return null
}

const KEEP = {
  name: 'treasury.keep_paper',
  text: `insert into ledger_papers (sha256, name, media_type, size, content, kept_by_id, kept_at)
    values ($1, $2, $3, $4, $5, $6, $7) on conflict (sha256) do nothing`,
}

const JOIN = {
  name: 'treasury.join_paper',
  text: 'insert into ledger_draft_papers (draft_id, sha256) values ($1, $2) on conflict do nothing',
}

/** Keeps a document with a draft; the same document kept twice is one. */
export async function keepPaper(
  draftId: number,
  { name, mediaType, content }: ReceivedPaper,
  personId: number,
  at: Date,
  transaction: TransactionClientContract
): Promise<void> {
  const sha256 = createHash('sha256').update(content).digest()
  const values = [sha256, name, mediaType, content.length, content, personId, at]
  await prepared(KEEP, values, transaction)
  await prepared(JOIN, [draftId, sha256], transaction)
}

const CONTENT = {
  name: 'treasury.paper_content',
  text: `select name, media_type as "mediaType", content from ledger_papers where sha256 = decode($1, 'hex')`,
}

/** A document of the books by its fingerprint, in hexadecimal; null when there is none. */
export async function paperContent(sha256: string): Promise<ReceivedPaper | null> {
  const [paper] = await prepared<ReceivedPaper>(CONTENT, [sha256])
  return paper ?? null
}
