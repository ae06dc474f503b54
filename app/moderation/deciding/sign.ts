import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { done, refused, type Result } from '#shared/result'
import { tell } from '#shared/wiring/events'
import { actingIn, mandateHolders, type Acting } from '../cases/acting.js'
import { circumstances } from '../cases/circumstances.js'
import { holdCase } from '../cases/claim.js'
import { conflictOf } from '../procedure/conflict.js'
import { secondSignerOf } from '../procedure/ladder.js'
import { issue } from './issue.js'
import { readDecision, type DecisionRead } from './read_decision.js'

export type SignatureRefusal = 'not_waiting' | 'own_decision' | 'no_mandate' | 'mandate_lost'

/**
 * Who may sign a decision beside who took it: another moderator without a part in the case; when there is
 * none, a mandate of the board.
 */
export async function signersOf(
  { caseId, decidedById }: Pick<DecisionRead, 'caseId' | 'decidedById'>,
  at: Date,
  transaction?: TransactionClientContract
): Promise<Acting[]> {
  const { parties, ties } = await circumstances(caseId, transaction)
  const free = (await mandateHolders(at, transaction)).filter(
    ({ personId }) => conflictOf(personId, parties, ties) === null
  )
  const ids = (as: Acting['as']) =>
    free.filter((one) => one.as === as).map(({ personId }) => personId)
  const { people } = secondSignerOf({
    ...{ deciderId: decidedById ?? 0, moderators: ids('moderator'), board: ids('board') },
    volunteers: [],
  })
  return free.filter(({ personId }) => people.includes(personId))
}

/** Signs what somebody else decided; with the last signature it is issued. */
export async function sign(
  { decisionId, personId }: { decisionId: number; personId: number },
  at: Date,
  transaction: TransactionClientContract
): Promise<Result<null, SignatureRefusal>> {
  const decision = await heldDecision(decisionId, transaction)
  if (!decision || !isWaiting(decision)) return refused('not_waiting')
  if (decision.decidedById === personId) return refused('own_decision')
  const signers = await signersOf(decision, at, transaction)
  const acting = signers.find((one) => one.personId === personId)
  if (!acting) return refused('no_mandate')
  const decider = await actingIn(
    { caseId: decision.caseId, personId: decision.decidedById ?? 0 },
    at,
    transaction
  )
  if (!decider || !(await holdsStill(decision, at, transaction))) return refused('mandate_lost')
  await transaction.table('decision_signatures').insert({
    ...{ decision_id: decisionId, signer_id: personId, mandate_id: acting.mandateId },
    signed_at: at,
  })
  await issue(decisionId, at, transaction)
  return done(null)
}

/** Refuses to sign, or takes one's own decision back: the case goes to the queue again. */
export async function setAside(
  { decisionId, personId, reason }: { decisionId: number; personId: number; reason: string },
  at: Date,
  transaction: TransactionClientContract
): Promise<Result<null, SignatureRefusal>> {
  const decision = await heldDecision(decisionId, transaction)
  if (!decision || !isWaiting(decision)) return refused('not_waiting')
  const own = decision.decidedById === personId
  const acting = own
    ? await actingIn({ caseId: decision.caseId, personId }, at, transaction)
    : (await signersOf(decision, at, transaction)).find((one) => one.personId === personId)
  if (!acting) return refused('no_mandate')
  const cause = own ? 'withdrawn' : 'refused'
  await transaction.table('decision_refusals').insert({
    ...{ decision_id: decisionId, cause, person_id: personId, mandate_id: acting.mandateId },
    ...{ reason, refused_at: at },
  })
  await tell({ name: 'moderation.decision_set_aside', at, decisionId, cause }, transaction)
  return done(null)
}

const isWaiting = ({ issuedAt, refusedAt }: DecisionRead) => issuedAt === null && refusedAt === null

async function heldDecision(decisionId: number, transaction: TransactionClientContract) {
  const decision = await readDecision(decisionId, transaction)
  if (!decision) return null
  await holdCase(decision.caseId, transaction)
  return readDecision(decisionId, transaction)
}

/** The very mandate that a decision names must still be in force when it is issued. */
async function holdsStill(
  { decidedById, mandateId }: DecisionRead,
  at: Date,
  transaction: TransactionClientContract
): Promise<boolean> {
  const { rows } = await transaction.rawQuery('select moderates(?, ?, ?) as holds', [
    decidedById,
    mandateId,
    at,
  ] as never)
  return rows[0].holds === true
}
