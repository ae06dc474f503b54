import encryption from '@adonisjs/core/services/encryption'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { bookInTransaction } from '#rulebook/rule_book'
import { commit } from '#shared/lots/commit_reveal'
import { systemRandom } from '#shared/random'
import { tell } from '#shared/wiring/events'
import { unsealText } from '../cases/seal_evidence.js'
import { writeLog } from '../log/write_log.js'
import { parisDay } from '#shared/paris'
import { appealUntil } from '../procedure/deadlines.js'
import { statementOf } from '../statements/statement_of.js'
import { clauseOf } from '../cases/breaches.js'
import { applyMeasure } from './apply_measure.js'
import { readDecision, type DecisionRead } from './read_decision.js'
import { restricts } from './measure.js'

/** By this name the network binds itself when a jury may have to be drawn. */
export const NETWORK = 'network'

const DAY = 86_400_000

/**
 * Issues a decision that carries all its signatures: from this instant it has effect, whoever it concerns
 * is told why and how to appeal, and the public log has its line. All of it, or nothing.
 */
export async function issue(
  decisionId: number,
  at: Date,
  transaction: TransactionClientContract
): Promise<void> {
  const book = await bookInTransaction(transaction, at)
  const decision = await readDecision(decisionId, transaction)
  if (!decision) throw new Error(`There is no decision ${decisionId}`)
  const endsAt = decision.days === null ? null : new Date(at.getTime() + decision.days * DAY)
  const until = appealUntil(at, book.value('moderation.appeal_within_days'))
  await transaction.table('decision_issues').insert({
    ...{ decision_id: decisionId, issued_at: at, ends_at: endsAt, appeal_until: until },
  })
  const issued = { ...decision, issuedAt: at, endsAt, appealUntil: until }
  await applyMeasure(issued, at, transaction)
  if (restricts(decision.act)) await stateReasons(issued, at, transaction)
  await bindLots(decisionId, transaction)
  const said = {
    ...{ case: decision.caseNumber, decision: decision.number, subject: decision.subjectKind },
    ...{ act: decision.act, level: decision.level, days: decision.days, breach: decision.breach },
    ...{ ground: decision.ground, mandate: decision.mandateId },
    ...{ second: decision.secondMandateIds[0] ?? null, on_appeal: decision.appealId !== null },
    ...{ until: endsAt && parisDay(endsAt) },
  }
  const line = { kind: 'issued', said, caseId: decision.caseId, decisionId } as const
  await writeLog(line, at, transaction)
  await tell({ name: 'moderation.decided', at, decisionId, caseId: decision.caseId }, transaction)
}

/** The one statement of reasons of a restriction, in the Union's names. */
async function stateReasons(
  decision: DecisionRead,
  at: Date,
  transaction: TransactionClientContract
) {
  const { act, ground, clause, caseId, number, why, facts, endsAt, breach, source } = decision
  if (!restricts(act) || !ground || !clause) throw new Error(`Decision ${number} has no ground`)
  const evidence = await unsealText(caseId, transaction)
  const photos = (evidence?.alts.length ?? 0) > 0
  const contains = [
    ...(photos && evidence?.body === '' ? [] : ['text' as const]),
    ...(photos ? ['image' as const] : []),
  ]
  const statement = statementOf({
    ...{ number, act, until: endsAt, facts },
    breach: clauseOf(breach),
    ground:
      ground === 'law'
        ? { kind: 'law', reference: clause, why }
        : { kind: 'charter', clause, why, alsoIllegal: false },
    ...{ contains, language: null },
    writtenAt: evidence ? new Date(evidence.writtenAt) : decision.openedAt,
    decidedAt: at,
    source: source === 'report' ? 'report' : source === 'order' ? 'other' : 'own',
    foundBySoftware: source === 'software',
  })
  await transaction.table('statements_of_reasons').insert({
    ...{ decision_id: decision.id, puid: number, made_at: at },
    statement: JSON.stringify(statement),
  })
}

/** Binds the network to a value before anyone can know whether a jury will be asked for. */
async function bindLots(decisionId: number, transaction: TransactionClientContract) {
  const value = systemRandom.bytes(32).toString('hex')
  const { hash } = commit({ by: NETWORK, value })
  await transaction.table('decision_lots').insert({
    ...{ decision_id: decisionId, commitment: hash, sealed_value: encryption.encrypt(value) },
  })
}
