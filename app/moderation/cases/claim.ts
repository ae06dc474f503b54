import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { done, refused, type Result } from '#shared/result'
import { CLAIM_HOURS } from '../procedure/deadlines.js'
import { actingIn, type Acting } from './acting.js'
import { restUntil } from './care.js'

export type ClaimRefusal = 'no_mandate' | 'closed' | 'taken' | 'resting'

/** Holds a case until the transaction ends, as the database does. */
export async function holdCase(caseId: number, transaction: TransactionClientContract) {
  await transaction.rawQuery(
    `select pg_advisory_xact_lock(hashtextextended('moderation_case', ?))`,
    [caseId]
  )
}

/** Whether nothing final was decided in a case. */
export async function isOpen(
  caseId: number,
  transaction: TransactionClientContract
): Promise<boolean> {
  const { rows } = await transaction.rawQuery('select case_is_open(?) as open', [caseId])
  return rows[0].open === true
}

/** Who holds a case at an instant; null when nobody does. */
export async function holderOf(
  caseId: number,
  at: Date,
  transaction: TransactionClientContract
): Promise<{ claimId: number; personId: number; expiresAt: Date } | null> {
  const { rows } = await transaction.rawQuery(
    `select id as "claimId", person_id as "personId", expires_at as "expiresAt" from case_claims
      where case_id = ? and claim_holds(id, ?) order by id desc limit 1`,
    [caseId, at] as never
  )
  return rows[0] ?? null
}

/** When pictures were shown clear to somebody lately. */
export async function exposuresOf(
  personId: number,
  since: Date,
  transaction: TransactionClientContract
): Promise<Date[]> {
  const rows = await transaction
    .from('case_evidence_openings')
    .where({ person_id: personId, part: 'photos' })
    .where('opened_at', '>', since)
    .select('opened_at')
  return rows.map(({ opened_at: at }: { opened_at: Date }) => at)
}

const DAY = 86_400_000

/**
 * Takes a case in hand for two hours; then it is anyone's again. Holding it is reading it, which is
 * written down. Somebody else's claim, a part in the case, or a rest to take stand against it.
 */
export async function claimCase(
  { caseId, personId }: { caseId: number; personId: number },
  at: Date,
  transaction: TransactionClientContract
): Promise<Result<Acting, ClaimRefusal>> {
  await holdCase(caseId, transaction)
  const acting = await actingIn({ caseId, personId }, at, transaction)
  if (!acting) return refused('no_mandate')
  if (!(await isOpen(caseId, transaction))) return refused('closed')
  const holder = await holderOf(caseId, at, transaction)
  if (holder?.personId === personId) return done(acting)
  if (holder) return refused('taken')
  const exposures = await exposuresOf(personId, new Date(at.getTime() - DAY), transaction)
  if (restUntil(exposures, at)) return refused('resting')
  const { mandateId } = acting
  const expires = new Date(at.getTime() + CLAIM_HOURS * 3_600_000)
  await transaction.table('case_claims').insert({
    ...{ case_id: caseId, person_id: personId, mandate_id: mandateId },
    ...{ claimed_at: at, expires_at: expires },
  })
  await openEvidence({ caseId, acting, part: 'text' }, at, transaction)
  return done(acting)
}

/** Writes down that somebody reads what was sealed. */
export async function openEvidence(
  { caseId, acting, part }: { caseId: number; acting: Acting; part: 'text' | 'photos' },
  at: Date,
  transaction: TransactionClientContract
): Promise<void> {
  await transaction.table('case_evidence_openings').insert({
    ...{ case_id: caseId, person_id: acting.personId, mandate_id: acting.mandateId },
    ...{ part, opened_at: at },
  })
}

/** Gives a case back before the two hours are over. */
export async function releaseCase(
  { caseId, personId }: { caseId: number; personId: number },
  at: Date,
  transaction: TransactionClientContract
): Promise<void> {
  await holdCase(caseId, transaction)
  const holder = await holderOf(caseId, at, transaction)
  if (holder?.personId !== personId) return
  await transaction
    .table('case_claim_releases')
    .insert({ claim_id: holder.claimId, released_at: at })
}

/** Says that one would rather have no part in a case; a claim is given back with it. */
export async function stepAside(
  { caseId, personId }: { caseId: number; personId: number },
  at: Date,
  transaction: TransactionClientContract
): Promise<Result<null, 'closed'>> {
  await releaseCase({ caseId, personId }, at, transaction)
  if (!(await isOpen(caseId, transaction))) return refused('closed')
  await transaction
    .table('case_steps_aside')
    .knexQuery.insert({ case_id: caseId, person_id: personId, stepped_at: at })
    .onConflict(['case_id', 'person_id'])
    .ignore()
  return done(null)
}
