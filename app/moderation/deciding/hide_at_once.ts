import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { done, refused, type Result } from '#shared/result'
import { tell } from '#shared/wiring/events'
import { actingIn } from '../cases/acting.js'
import { clauseOf, type Breach } from '../cases/breaches.js'
import { holdCase, isOpen } from '../cases/claim.js'
import { readCase } from '../cases/read_case.js'
import { writeLog } from '../log/write_log.js'
import { lapsesAt } from '../procedure/deadlines.js'
import { hideSubject, showSubject } from './apply_measure.js'

export type EmergencyRefusal = 'no_mandate' | 'closed' | 'already' | 'only_posts'

/**
 * One person hides what cannot wait; it is shown again after a day unless a decision confirms it, but for
 * what is illegal or intimate. Once in a case.
 */
export async function hideAtOnce(
  { caseId, personId, breach }: { caseId: number; personId: number; breach: Breach },
  at: Date,
  transaction: TransactionClientContract
): Promise<Result<null, EmergencyRefusal>> {
  await holdCase(caseId, transaction)
  const acting = await actingIn({ caseId, personId }, at, transaction)
  if (!acting) return refused('no_mandate')
  if (!(await isOpen(caseId, transaction))) return refused('closed')
  const about = await readCase(caseId, transaction)
  if (!about) throw new Error(`There is no case ${caseId}`)
  if (about.subjectKind === 'account') return refused('only_posts')
  const before = await transaction.from('case_emergencies').where('case_id', caseId).first()
  if (before) return refused('already')
  const clause = clauseOf(breach)
  const lapses = lapsesAt(at, clause)
  await transaction.table('case_emergencies').insert({
    ...{ case_id: caseId, person_id: personId, mandate_id: acting.mandateId, clause },
    ...{ hidden_at: at, lapses_at: lapses },
  })
  await hideSubject({ ...about, breach }, at, transaction)
  const said = { case: about.number, breach, mandate: acting.mandateId, lapses: lapses !== null }
  await writeLog({ kind: 'hidden_at_once', said, caseId }, at, transaction)
  await tell({ name: 'moderation.hidden_at_once', at, caseId }, transaction)
  return done(null)
}

/** Shows again what nobody confirmed within the day; how many cases it concerned. */
export async function lapseEmergencies(
  at: Date,
  transaction: TransactionClientContract
): Promise<number> {
  const rows = await transaction
    .from('case_emergencies')
    .where('lapses_at', '<=', at)
    .whereNotExists((query) =>
      query
        .from('case_emergency_ends')
        .whereColumn('case_emergency_ends.case_id', 'case_emergencies.case_id')
    )
    .orderBy('case_id')
    .select('case_id')
  for (const { case_id: caseId } of rows) {
    await holdCase(caseId, transaction)
    const ended = await transaction
      .table('case_emergency_ends')
      .knexQuery.insert({ case_id: caseId, cause: 'lapsed', ended_at: at })
      .onConflict('case_id')
      .ignore()
      .returning('case_id')
    if (ended.length === 0) continue
    const about = await readCase(caseId, transaction)
    if (!about) continue
    await showSubject(about, at, transaction)
    const said = { case: about.number, because: 'lapsed' }
    await writeLog({ kind: 'shown_again', said, caseId }, at, transaction)
    await tell({ name: 'moderation.shown_again', at, caseId }, transaction)
  }
  return rows.length
}
