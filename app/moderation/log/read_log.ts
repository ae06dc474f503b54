import { prepared } from '#shared/prepared'
import type { LogKind } from './write_log.js'

/** A line of the public log, as its row tells. */
export interface LogRow {
  sequence: number
  kind: LogKind
  said: Record<string, string | number | boolean | null>
  /** The very text that the hash was made of. */
  text: string
  happenedAt: Date
  previousHash: string
  hash: string
}

const COLUMNS = `select sequence, kind, said, said::text as text, happened_at as "happenedAt",
      encode(previous_hash, 'hex') as "previousHash", encode(hash, 'hex') as hash from moderation_log`

const BEFORE = {
  name: 'moderation.log_before',
  text: `${COLUMNS} where sequence < $1 and ($3::text is null or said ->> 'case' = $3) order by sequence desc limit $2`,
}

const AFTER = {
  name: 'moderation.log_after',
  text: `${COLUMNS} where sequence > $1 order by sequence limit $2`,
}

/** The latest lines below a number; of one case when it is named. */
export const logBefore = (sequence: number, count: number, caseNumber: string | null = null) =>
  prepared<LogRow>(BEFORE, [sequence, count, caseNumber])

/** The lines that follow a number, in order. */
export const logAfter = (sequence: number, count: number) =>
  prepared<LogRow>(AFTER, [sequence, count])
