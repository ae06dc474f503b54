import db from '@adonisjs/lucid/services/db'
import type { ChainEntry } from './link.js'

type Row = {
  chain: string
  sequence: number
  kind: string
  subject_id: number
  content_hash: Buffer
  recorded_at: Date
  previous_hash: Buffer
  hash: Buffer
}

const PAGE = 5000

/** The links of a chain in order, read by pages so that a long chain needs little memory. */
export async function* readChain(chain: string, from = 0): AsyncGenerator<ChainEntry> {
  let after = from
  for (;;) {
    const { rows }: { rows: Row[] } = await db.rawQuery(
      'select * from chain_entries where chain = ? and sequence > ? order by sequence limit ?',
      [chain, after, PAGE]
    )
    for (const row of rows) yield entryOf(row)
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return
    after = last.sequence
  }
}

function entryOf(row: Row): ChainEntry {
  return {
    chain: row.chain,
    sequence: row.sequence,
    kind: row.kind,
    subjectId: row.subject_id,
    contentHash: row.content_hash,
    recordedAt: row.recorded_at,
    previousHash: row.previous_hash,
    hash: row.hash,
  }
}
