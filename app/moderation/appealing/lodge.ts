import { createHash } from 'node:crypto'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { systemRandom } from '#shared/random'
import { done, refused, type Result } from '#shared/result'
import { tell } from '#shared/wiring/events'
import { freeForCase, type Acting } from '../cases/acting.js'
import { holdCase } from '../cases/claim.js'
import { readDecision, type DecisionRead } from '../deciding/read_decision.js'
import { writeLog } from '../log/write_log.js'
import { callJury, juryPool } from './call_jury.js'

/** An appeal as its author, or whoever reported, lodges it. */
export interface NewAppeal {
  decisionId: number
  /** The report of whoever appeals; null for the author of what was judged. */
  reportId: number | null
  reasons: string
  route: 'person' | 'jury'
  /** Words of the appellant, for the lot; drawn for them when empty. */
  phrase: string
}

export type AppealRefusal = 'no_decision' | 'too_late' | 'already' | 'annulled' | 'nobody'

/** Who may answer an appeal: free of conflict, and neither who decided nor who signed. */
export async function reviewersOf(
  decision: Pick<DecisionRead, 'caseId' | 'decidedById' | 'signerIds'>,
  at: Date,
  transaction?: TransactionClientContract
): Promise<Acting[]> {
  const { caseId, decidedById, signerIds } = decision
  const said = decidedById === null ? signerIds : [decidedById, ...signerIds]
  return freeForCase(caseId, at, transaction, said)
}

/**
 * Lodges an appeal, free and without form. It goes where the appellant asks; to a jury when nobody else
 * holds a mandate, to another person when no jury can be drawn, or when a child may be abused.
 */
export async function lodgeAppeal(
  { decisionId, reportId, reasons, route, phrase }: NewAppeal,
  at: Date,
  transaction: TransactionClientContract
): Promise<Result<{ appealId: number; route: 'person' | 'jury' }, AppealRefusal>> {
  const found = await readDecision(decisionId, transaction)
  if (!found?.issuedAt || !found.appealUntil) return refused('no_decision')
  await holdCase(found.caseId, transaction)
  const decision = (await readDecision(decisionId, transaction)) ?? found
  if (found.appealUntil <= at) return refused('too_late')
  if (decision.annulledAt) return refused('annulled')
  const before = await transaction
    .from('appeals')
    .where('decision_id', decisionId)
    .where(
      (query) =>
        void (reportId === null ? query.whereNull('report_id') : query.where('report_id', reportId))
    )
    .first()
  if (before) return refused('already')
  const taken = await routeOf(decision, route, at, transaction)
  if (!taken) return refused('nobody')
  const value = taken === 'jury' ? valueOf(phrase) : null
  const [{ id: appealId }] = await transaction
    .table('appeals')
    .insert({
      ...{ decision_id: decisionId, report_id: reportId, reasons, route: taken, value },
      lodged_at: at,
    })
    .returning('id')
  const said = {
    ...{ case: decision.caseNumber, decision: decision.number, route: taken },
    by: reportId === null ? 'author' : 'reporter',
  }
  await writeLog(
    { kind: 'appealed', said, caseId: decision.caseId, decisionId, appealId },
    at,
    transaction
  )
  if (taken === 'jury') await callJury({ appealId, decision }, at, transaction)
  await tell({ name: 'moderation.appealed', at, appealId, decisionId }, transaction)
  return done({ appealId, route: taken })
}

async function routeOf(
  decision: DecisionRead,
  wanted: 'person' | 'jury',
  at: Date,
  transaction: TransactionClientContract
): Promise<'person' | 'jury' | null> {
  const grave = decision.breach === 'child_abuse'
  const jury = !grave && (await juryPool(decision, at, transaction)).pool.length > 0
  const person = (await reviewersOf(decision, at, transaction)).length > 0
  if (wanted === 'jury' && jury) return 'jury'
  if (person) return 'person'
  return jury ? 'jury' : null
}

/** The appellant's part of the lot: 256 bits from their words, or of chance. */
function valueOf(phrase: string): string {
  const text = phrase.trim()
  const bytes = text === '' ? systemRandom.bytes(32) : createHash('sha256').update(text).digest()
  return bytes.toString('hex')
}
