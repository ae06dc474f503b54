import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { possibleVoters } from '#membership/eligibility'
import { prepared } from '#shared/prepared'

const VOTERS = {
  name: 'governance.roll_voters',
  text: 'select member_id as id from voting_roll_lines where proposal_id = $1 and votes',
}

// Who gave their voice to someone has nothing left to do.
const DONE = {
  name: 'governance.done_voting',
  text: `select member_id as id from attendances where proposal_id = $1
    union select p.giver_id from proxies p where p.proposal_id = $1
      and not exists (select from proxy_revocations r where r.proxy_id = p.id)`,
}

interface Id {
  id: number
}

/** The members on a roll. */
export async function rollVoters(proposalId: number, transaction: TransactionClientContract) {
  const rows = await prepared<Id>(VOTERS, [proposalId], transaction)
  return rows.map(({ id }) => id)
}

/**
 * The members who may vote and have not: those of the roll or, while it is not frozen, whoever has a
 * voice now. Whoever gave their voice is not among them.
 */
export async function missingVoters(
  { proposalId, frozen }: { proposalId: number; frozen: boolean },
  at: Date,
  transaction: TransactionClientContract
): Promise<number[]> {
  const done = new Set((await prepared<Id>(DONE, [proposalId], transaction)).map(({ id }) => id))
  const voters = frozen
    ? await rollVoters(proposalId, transaction)
    : (await possibleVoters(at, transaction)).flatMap(({ memberId, voice }) =>
        voice.votes ? memberId : []
      )
  return voters.filter((id) => !done.has(id))
}
