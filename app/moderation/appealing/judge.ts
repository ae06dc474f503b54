import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { done, refused, type Result } from '#shared/result'
import { verdictOf } from '../procedure/verdict.js'
import { replaceJurors } from './call_jury.js'
import { holdAppeal, readAppeal, type AppealOutcome, type AppealRead } from './read_appeal.js'
import { settle } from './settle.js'

export type JuryRefusal = 'not_a_juror' | 'over' | 'voted' | 'not_lighter'

/** Somebody drawn would rather not, is silent, or finds that they have a part in it: the next takes their place. */
export async function declineJury(
  {
    appealId,
    personId,
    cause,
  }: { appealId: number; personId: number; cause: 'declined' | 'silent' },
  at: Date,
  transaction: TransactionClientContract
): Promise<Result<null, JuryRefusal>> {
  const seat = await seated({ appealId, personId }, transaction)
  if (!seat.ok) return seat
  if (seat.value.voted) return refused('voted')
  await transaction
    .table('juror_declines')
    .insert({ appeal_id: appealId, person_id: personId, cause, declined_at: at })
  await replaceJurors(appealId, at, transaction)
  await settleIfDecided(appealId, at, transaction)
  return done(null)
}

/** What a juror tells the others; heard by them alone. */
export async function remark(
  { appealId, personId, body }: { appealId: number; personId: number; body: string },
  at: Date,
  transaction: TransactionClientContract
): Promise<Result<null, JuryRefusal>> {
  const seat = await seated({ appealId, personId }, transaction)
  if (!seat.ok) return seat
  await transaction
    .table('jury_remarks')
    .insert({ appeal_id: appealId, person_id: personId, body, said_at: at })
  return done(null)
}

/** A juror's voice and reasons; a majority of the jury ends the appeal. */
export async function vote(
  {
    appealId,
    personId,
    outcome,
    reasons,
  }: { appealId: number; personId: number; outcome: AppealOutcome; reasons: string },
  at: Date,
  transaction: TransactionClientContract
): Promise<Result<{ settled: boolean }, JuryRefusal>> {
  const seat = await seated({ appealId, personId }, transaction)
  if (!seat.ok) return seat
  if (seat.value.voted) return refused('voted')
  await transaction.table('juror_votes').insert({
    ...{ appeal_id: appealId, person_id: personId, outcome, reasons, voted_at: at },
  })
  return done({ settled: await settleIfDecided(appealId, at, transaction) })
}

async function seated(
  { appealId, personId }: { appealId: number; personId: number },
  transaction: TransactionClientContract
): Promise<Result<AppealRead['jurors'][number], JuryRefusal>> {
  await holdAppeal(appealId, transaction)
  const appeal = await readAppeal(appealId, transaction)
  const seat = appeal?.jurors.find((one) => one.personId === personId)
  if (!seat) return refused('not_a_juror')
  return appeal?.outcome ? refused('over') : done(seat)
}

/** Whether a jury ended its appeal; each juror's reasons are given to whoever appealed. */
async function settleIfDecided(
  appealId: number,
  at: Date,
  transaction: TransactionClientContract
): Promise<boolean> {
  const appeal = await readAppeal(appealId, transaction)
  if (!appeal?.jury || appeal.outcome) return false
  const votes = appeal.jurors.flatMap(({ outcome }) => outcome ?? [])
  const outcome = verdictOf(votes, appeal.jurors.length)
  if (!outcome) return false
  const rows = await transaction
    .from('juror_votes')
    .where({ appeal_id: appealId, outcome })
    .orderBy('voted_at')
    .select('reasons')
  const reasons = rows
    .map((row: { reasons: string }) => row.reasons)
    .join('\n\n')
    .slice(0, 5000)
  await settle({ appealId, outcome, reasons, reviewer: null }, at, transaction)
  return true
}
