import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { CountedBallot } from './counted.js'

/**
 * Takes all ballots out of the urn in an order of chance and keeps them as they are counted. All are
 * written anew by this one transaction, so that neither their place nor the transaction that wrote
 * them says when, and thereby by whom, they were cast.
 */
export async function emptyUrn(
  proposalId: number,
  transaction: TransactionClientContract
): Promise<CountedBallot[]> {
  const { rows } = await transaction.rawQuery<{ rows: CountedBallot[] }>(
    `with shaken as (
       select member_id, college, choice, row_number() over (order by gen_random_uuid()) as position
         from ballots where proposal_id = :id
     ), kept as (
       insert into counted_ballots (proposal_id, position, member_id, college, choice)
       select :id, position, member_id, college, choice from shaken order by position
       returning position, member_id as "memberId", college, choice
     )
     select "memberId", college, choice from kept order by position`,
    { id: proposalId }
  )
  await transaction.from('ballots').where('proposal_id', proposalId).delete()
  return rows
}
