import { createHash } from 'node:crypto'
import { logAfter, type LogRow } from './read_log.js'

/** How far the log was followed, its last hash, and the first line that does not follow. */
export interface LogCheck {
  lines: number
  head: string
  fault: number | null
}

const NOTHING = '00'.repeat(32)
const PAGE = 1000

/** The hash of a line after the one before it, as the database makes it: anyone can do it from the page. */
export function lineHash({ sequence, kind, text, happenedAt }: LogRow, previous: string): string {
  const parts = [previous, sequence, kind, happenedAt.getTime(), text]
  return createHash('sha256').update(parts.join('|')).digest('hex')
}

/** Recomputes every line of the public log. */
export async function verifyLog(): Promise<LogCheck> {
  let [head, lines] = [NOTHING, 0]
  for (;;) {
    const rows = await logAfter(lines, PAGE)
    for (const row of rows) {
      const right =
        row.sequence === lines + 1 && row.previousHash === head && row.hash === lineHash(row, head)
      if (!right) return { lines, head, fault: row.sequence }
      head = row.hash
      lines += 1
    }
    if (rows.length < PAGE) return { lines, head, fault: null }
  }
}
