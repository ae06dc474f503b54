import encryption from '@adonisjs/core/services/encryption'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { newToken } from '#shared/random'
import { done, refused, type Result } from '#shared/result'
import { tell } from '#shared/wiring/events'
import type { Breach } from './breaches.js'
import { caseOn } from './open_case.js'
import { subjectAt } from './subject.js'

/** A notice (Regulation (EU) 2022/2065, art. 16): what, where, why, by whom, in good faith. */
export interface NewReport {
  /** The exact address of what is reported. */
  address: string
  breach: Breach
  explanation: string
  /** An account, or a name and an e-mail; neither is asked for when a child is abused. */
  reporter: { personId: number } | { name: string; email: string } | null
  locale: 'fr' | 'en'
}

export type ReportRefusal = 'nothing_there' | 'ones_own' | 'already'

/** A report as it was taken in; `token` leads whoever sent it to what becomes of it. */
export interface ReportTaken {
  reportId: number
  caseId: number
  token: string
}

/** Takes a report in: it joins the open case on its subject, or opens one. A receipt leaves at once. */
export async function sendReport(
  { address, breach, explanation, reporter, locale }: NewReport,
  at: Date,
  transaction: TransactionClientContract
): Promise<Result<ReportTaken, ReportRefusal>> {
  const subject = await subjectAt(address, transaction)
  if (!subject) return refused('nothing_there')
  const personId = reporter && 'personId' in reporter ? reporter.personId : null
  if (personId === subject.authorId) return refused('ones_own')
  const { id: caseId, opened } = await caseOn(
    { subject, breach, source: 'report' },
    at,
    transaction
  )
  if (personId !== null) {
    const before = await transaction
      .from('reports')
      .where({ case_id: caseId, reporter_id: personId })
      .first()
    if (before) return refused('already')
  }
  const { token, hash } = newToken()
  const outside = reporter && 'email' in reporter ? reporter : null
  const [{ id: reportId }] = await transaction
    .table('reports')
    .insert({
      ...{ case_id: caseId, reporter_id: personId, locale, breach, address, explanation },
      ...{ reporter_name: outside?.name ?? null, reporter_email: outside?.email ?? null },
      ...{ good_faith: true, receipt_hash: hash, sent_at: at },
      sealed_receipt: encryption.encrypt(token),
    })
    .returning('id')
  await tell({ name: 'moderation.reported', at, reportId, caseId, opened, token }, transaction)
  return done({ reportId, caseId, token })
}
