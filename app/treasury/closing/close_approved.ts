import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'
import { done, refused, type Result } from '#shared/result'
import { whoDecides, yearApproval } from '../reading/approvals.js'
import { appropriate } from './appropriate.js'
import type { Appropriation } from './appropriation.js'
import { closeYear, closingRefusal, type ClosingRefusal } from './close_year.js'

/** Who closes a year, and what they make of the result where no vote has said it. */
export interface Closer {
  personId: number
  /** Whether they keep the books; others only sign. */
  keeps: boolean
  appropriation: Appropriation
}

const SIGN = {
  name: 'treasury.sign_closing',
  text: `insert into year_closing_signatures (year, person_id, appropriation, signed_at) values ($1, $2, $3, $4)
    on conflict (year, person_id) do update set appropriation = excluded.appropriation, signed_at = excluded.signed_at`,
}

const SIGNED = {
  name: 'treasury.closing_signers',
  text: `select count(*)::int as signers from year_closing_signatures where year = $1 and appropriation = $2`,
}

/**
 * Closes a year whose accounts the members approved, and appropriates its result as they voted. While
 * the network has no charter two mandates do instead, who say the same. Gives false while the other
 * signature is missing.
 */
export function closeApproved(
  year: number,
  { personId, keeps, appropriation }: Closer,
  at: Date
): Promise<Result<boolean, ClosingRefusal | 'vote' | 'keeper'>> {
  return db.transaction(async (transaction) => {
    const approval = await yearApproval(year, transaction)
    const refusal = await closingRefusal(year, at, transaction)
    if (refusal) return refused(refusal)
    const decides = await whoDecides(transaction)
    if (!approval && decides === 'members') return refused('vote' as const)
    if (approval && !keeps) return refused('keeper' as const)
    const to = approval?.appropriation ?? appropriation
    if (!approval) {
      const signers = await sign(year, { personId, appropriation }, at, transaction)
      if (signers < (decides === 'owner' ? 1 : 2)) return done(false)
    }
    const closed = await closeYear(year, personId, at, transaction, approval)
    if (!closed.ok) return closed
    await appropriate({ year, resultCents: closed.value, to, personId }, at, transaction)
    return done(true)
  })
}

/** Signs, and gives how many have said the same. */
async function sign(
  year: number,
  { personId, appropriation }: Pick<Closer, 'personId' | 'appropriation'>,
  at: Date,
  transaction: TransactionClientContract
): Promise<number> {
  await prepared(SIGN, [year, personId, appropriation, at], transaction)
  const [row] = await prepared<{ signers: number }>(SIGNED, [year, appropriation], transaction)
  return row?.signers ?? 0
}

const SIGNERS = {
  name: 'treasury.all_closing_signers',
  text: 'select count(*)::int as signers from year_closing_signatures where year = $1',
}

/** How many have signed the closing of a year that no vote has approved. */
export async function closingSigners(year: number): Promise<number> {
  const [row] = await prepared<{ signers: number }>(SIGNERS, [year])
  return row?.signers ?? 0
}
