import { createHash } from 'node:crypto'

/** One link of an append-only hash chain, as it is stored. */
export interface ChainEntry {
  /** Which chain: `feed`, later `moderation`, `ledger-2026`… */
  chain: string
  /** Place in the chain, 1, 2, 3… without a gap. */
  sequence: number
  /** What happened: `post.published`, `comment.deleted`… */
  kind: string
  /** The row it happened to. */
  subjectId: number
  /** SHA-256 of what was said (salted by its room), or of nothing for a deletion. */
  contentHash: Buffer
  recordedAt: Date
  previousHash: Buffer
  hash: Buffer
}

/** What the first link names as its previous one. */
export const GENESIS_HASH = Buffer.alloc(32)

/**
 * SHA-256 over `chain|sequence|kind|subject|content|instant|previous`, hashes in hexadecimal and
 * the instant in whole milliseconds since 1970. The database computes the same
 * (`chain_entry_hash`) and refuses a link that differs.
 */
export function linkHash(entry: Omit<ChainEntry, 'hash'>): Buffer {
  const line = [
    entry.chain,
    entry.sequence,
    entry.kind,
    entry.subjectId,
    entry.contentHash.toString('hex'),
    entry.recordedAt.getTime(),
    entry.previousHash.toString('hex'),
  ].join('|')
  return createHash('sha256').update(line).digest()
}

/** The next link after `head` (null when the chain is empty). */
export function nextLink(
  head: Pick<ChainEntry, 'sequence' | 'hash'> | null,
  event: Pick<ChainEntry, 'chain' | 'kind' | 'subjectId' | 'contentHash' | 'recordedAt'>
): ChainEntry {
  const entry = {
    ...event,
    sequence: (head?.sequence ?? 0) + 1,
    previousHash: head?.hash ?? GENESIS_HASH,
  }
  return { ...entry, hash: linkHash(entry) }
}
