import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'
import { done, refused, type Result } from '#shared/result'
import { membersDecide, yearApproval } from '../reading/approvals.js'
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
    if (!approval && (await membersDecide(transaction))) return refused('vote' as const)
    const refusal = await closingRefusal(year, at, transaction)
    if (refusal) return refused(refusal)
    if (approval && !keeps) return refused('keeper' as const)
    const to = approval?.appropriation ?? appropriation
    if (!approval && !(await signed(year, { personId, keeps, appropriation }, at, transaction))) {
      return done(false)
    }
    const closed = await closeYear(year, personId, at, transaction, approval)
    if (!closed.ok) return closed
    await appropriate({ year, resultCents: closed.value, to, personId }, at, transaction)
    return done(true)
  })
}

async function signed(
  year: number,
  { personId, appropriation }: Closer,
  at: Date,
  transaction: TransactionClientContract
): Promise<boolean> {
  await prepared(SIGN, [year, personId, appropriation, at], transaction)
  const [row] = await prepared<{ signers: number }>(SIGNED, [year, appropriation], transaction)
  return (row?.signers ?? 0) >= 2
}
