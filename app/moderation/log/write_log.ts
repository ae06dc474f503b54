import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** What the public log tells of. */
export type LogKind =
  | 'opened'
  | 'hidden_at_once'
  | 'shown_again'
  | 'issued'
  | 'appealed'
  | 'jury_drawn'
  | 'appeal_decided'
  | 'restored'
  | 'purged'
  | 'evidence_purged'
  | 'corrected'

/** A line to write: words of the code only, never a name nor what anyone wrote. */
export interface LogLine {
  kind: LogKind
  said: Readonly<Record<string, string | number | boolean | null>>
  caseId: number
  decisionId?: number
  appealId?: number
}

/** Adds a line to the public log, in the transaction of the act; the database numbers and chains it. */
export async function writeLog(
  { kind, said, caseId, decisionId, appealId }: LogLine,
  at: Date,
  transaction: TransactionClientContract
): Promise<void> {
  await transaction.table('moderation_log').insert({
    ...{ kind, said: JSON.stringify(said), case_id: caseId, happened_at: at },
    ...{ decision_id: decisionId ?? null, appeal_id: appealId ?? null },
  })
}
