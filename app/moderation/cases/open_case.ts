import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { bookInTransaction } from '#rulebook/rule_book'
import { parisDay } from '#shared/paris'
import { acknowledgeBy } from '../procedure/deadlines.js'
import { writeLog } from '../log/write_log.js'
import { severityOf, type Breach } from './breaches.js'
import { sealEvidence } from './seal_evidence.js'
import type { Subject } from './subject.js'

export type CaseSource = 'report' | 'own' | 'software' | 'order'

/** An hour for what an authority orders removed (Regulation (EU) 2021/784, art. 3). */
const ORDER_MILLISECONDS = 3_600_000

/**
 * The open case on a subject, or a new one: what it showed is sealed at once, before its author can
 * change it. One case at a time on one subject, however many report it.
 */
export async function caseOn(
  { subject, breach, source }: { subject: Subject; breach: Breach; source: CaseSource },
  at: Date,
  transaction: TransactionClientContract
): Promise<{ id: number; opened: boolean }> {
  const { kind, postId, commentId, authorId } = subject
  await transaction.rawQuery(
    `select pg_advisory_xact_lock(hashtextextended(concat_ws(':', 'case', ?::text, ?::bigint), 0))`,
    [kind, (commentId ?? postId ?? authorId) as never]
  )
  const { rows } = await transaction.rawQuery(
    `select id from cases where subject_kind = ? and post_id is not distinct from ?::bigint
        and comment_id is not distinct from ?::bigint and author_id = ? and case_is_open(id)`,
    [kind, postId, commentId, authorId] as never
  )
  if (rows[0]) return { id: rows[0].id, opened: false }
  const book = await bookInTransaction(transaction, at)
  const due =
    source === 'order'
      ? new Date(at.getTime() + ORDER_MILLISECONDS)
      : acknowledgeBy(at, book.value('moderation.acknowledge_within_hours'))
  const number = await nextNumber(at, transaction)
  const [{ id }] = await transaction
    .table('cases')
    .insert({
      ...{ number, subject_kind: kind, post_id: postId, comment_id: commentId },
      ...{ author_id: authorId, breach, severity: severityOf(breach), source },
      ...{ opened_at: at, acknowledge_by: due },
    })
    .returning('id')
  await sealEvidence(id, subject, at, transaction)
  const said = { case: number, subject: kind, breach, source }
  await writeLog({ kind: 'opened', said, caseId: id }, at, transaction)
  return { id, opened: true }
}

/** `2026-0012`: the year in Niort, and how many before it that year. */
async function nextNumber(at: Date, transaction: TransactionClientContract): Promise<string> {
  const year = parisDay(at).slice(0, 4)
  await transaction.rawQuery(
    `select pg_advisory_xact_lock(hashtextextended('case_numbers', ?::integer))`,
    [Number(year)]
  )
  const { rows } = await transaction.rawQuery(
    `select coalesce(max(split_part(number, '-', 2)::integer), 0) + 1 as next from cases where number like ?`,
    [`${year}-%`]
  )
  return `${year}-${String(rows[0].next).padStart(4, '0')}`
}
