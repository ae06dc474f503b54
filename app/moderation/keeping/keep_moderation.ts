import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { forgetKnownPhotos } from '#feed/known_photos'
import { bookInTransaction } from '#rulebook/rule_book'
import { monthsBefore } from '#shared/months'
import { declineJury } from '../appealing/judge.js'
import { lapseEmergencies } from '../deciding/hide_at_once.js'
import { endMeasures } from './end_measures.js'
import { purgeRemoved } from './purge_removed.js'

/** How long somebody drawn may stay silent before the next takes their place. */
export const SILENT_DAYS = 7

const DAY = 86_400_000

/** By the minute: what one person hid and nobody confirmed is shown again; what ends, ends. */
export async function keepModeration(at: Date): Promise<void> {
  await db.transaction((transaction) => lapseEmergencies(at, transaction))
  await endMeasures(at)
  await replaceTheSilent(at)
}

/** By night: what was removed for good goes, and what the rules no longer let us keep. */
export async function forgetModeration(at: Date): Promise<void> {
  await purgeRemoved(at)
  await db.transaction(async (transaction) => {
    const book = await bookInTransaction(transaction, at)
    const before = (months: number) => monthsBefore(at, months)
    await run('select forget_reporters(?)', [
      before(book.value('privacy.retention_reporter_identity_months')),
    ])
    await run('select forget_statements(?, ?)', [
      before(book.value('privacy.retention_statements_of_reasons_months')),
      at,
    ])
    await forgetKnownPhotos(
      before(book.value('privacy.retention_photo_hashes_months')),
      transaction
    )
    await purgeEvidence(
      before(book.value('privacy.retention_sealed_evidence_months')),
      at,
      transaction
    )

    function run(statement: string, values: Date[]) {
      return transaction.rawQuery(statement, values as never)
    }
  })
}

/** Evidence of cases decided before an instant, which nothing can appeal any more. */
async function purgeEvidence(
  before: Date,
  at: Date,
  transaction: TransactionClientContract
): Promise<void> {
  await transaction.rawQuery(
    `select purge_case_evidence(c.id, ?) from cases c
      where exists (select from case_evidence e where e.case_id = c.id) and not case_may_be_appealed(c.id, ?)
        and not exists (select from decisions d join decision_issues i on i.decision_id = d.id
          where d.case_id = c.id and i.issued_at >= ?)`,
    [at, at, before] as never
  )
}

async function replaceTheSilent(at: Date): Promise<void> {
  const silent = await db
    .from('jurors')
    .where('called_at', '<=', new Date(at.getTime() - SILENT_DAYS * DAY))
    .whereNotExists((query) =>
      query
        .from('juror_votes')
        .whereColumn('juror_votes.appeal_id', 'jurors.appeal_id')
        .whereColumn('juror_votes.person_id', 'jurors.person_id')
    )
    .whereNotExists((query) =>
      query
        .from('juror_declines')
        .whereColumn('juror_declines.appeal_id', 'jurors.appeal_id')
        .whereColumn('juror_declines.person_id', 'jurors.person_id')
    )
    .whereNotExists((query) =>
      query.from('appeal_outcomes').whereColumn('appeal_outcomes.appeal_id', 'jurors.appeal_id')
    )
    .select('appeal_id', 'person_id')
  for (const { appeal_id: appealId, person_id: personId } of silent) {
    await db.transaction((transaction) =>
      declineJury({ appealId, personId, cause: 'silent' }, at, transaction)
    )
  }
}
