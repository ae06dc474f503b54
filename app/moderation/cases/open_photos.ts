import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { done, refused, type Result } from '#shared/result'
import { decisionsOfCase } from '../deciding/read_decision.js'
import { signersOf } from '../deciding/sign.js'
import { pendingAppeals } from '../appealing/read_appeal.js'
import { reviewersOf } from '../appealing/lodge.js'
import { mandateHolders, type Acting } from './acting.js'
import { restUntil } from './care.js'
import { exposuresOf, holderOf, openEvidence } from './claim.js'
import { readCase } from './read_case.js'

export type OpeningRefusal = 'not_held' | 'resting' | 'sealed'

const DAY = 86_400_000

/**
 * Shows the pictures of a case as they are to who holds it, signs, reviews or judges it. Each time is an
 * exposure; after several, a rest. What abuses a child is opened by nobody here.
 */
export async function openPhotos(
  { caseId, personId }: { caseId: number; personId: number },
  at: Date,
  transaction: TransactionClientContract
): Promise<Result<null, OpeningRefusal>> {
  const about = await readCase(caseId, transaction)
  const grave = [about?.breach, ...(about?.reports ?? []).map(({ breach }) => breach)]
  if (grave.includes('child_abuse')) return refused('sealed')
  const reader = await readerOf({ caseId, personId }, at, transaction)
  if (!reader) return refused('not_held')
  const exposures = await exposuresOf(personId, new Date(at.getTime() - DAY), transaction)
  if (restUntil(exposures, at)) return refused('resting')
  await openEvidence({ caseId, acting: reader, part: 'photos' }, at, transaction)
  return done(null)
}

/** As whom somebody reads a case now; null when they do not. */
export async function readerOf(
  { caseId, personId }: { caseId: number; personId: number },
  at: Date,
  transaction: TransactionClientContract
): Promise<Acting | null> {
  const holder = await holderOf(caseId, at, transaction)
  const holders = await mandateHolders(at, transaction)
  const own = holders.find((one) => one.personId === personId) ?? null
  const alone = { personId, mandateId: null, as: 'founder' as const }
  if (holder?.personId === personId) return own ?? alone
  const decisions = await decisionsOfCase(caseId, transaction)
  for (const decision of decisions.filter((one) => !one.issuedAt && !one.refusedAt)) {
    const signers = await signersOf(decision, at, transaction)
    const signer = signers.find((one) => one.personId === personId)
    if (signer) return signer
    if (decision.decidedById === personId) return own ?? alone
  }
  for (const appeal of await pendingAppeals(transaction)) {
    const decision = decisions.find(({ id }) => id === appeal.decisionId)
    if (!decision) continue
    // A juror holds no mandate: being drawn is theirs.
    if (appeal.jurors.some((one) => one.personId === personId)) return alone
    const reviewers = await reviewersOf(decision, at, transaction)
    const reviewer = reviewers.find((one) => one.personId === personId)
    if (reviewer) return reviewer
  }
  return null
}
