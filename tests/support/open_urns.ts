import type { Choice } from '#governance/voting/choice'
import { asOwner } from './own_database.js'
import { casts, NO, YES, type Neighbour } from './votes.js'
import { anOpenVote, sixVoters } from './votes_under_way.js'

const FIRST: Choice = { kind: 'ranking', ranks: [1, 2, 3] }
const LAST: Choice = { kind: 'ranking', ranks: [3, 2, 1] }
/** A vote of each secrecy, open, in which all six gave the same answer. */
export async function twoOpenVotes() {
  const everyone = await sixVoters()
  const votes = [
    { ...(await anOpenVote(everyone)), one: YES, other: NO },
    { ...(await anOpenVote(everyone, 'schulze')), one: FIRST, other: LAST },
  ]
  for (const { id, one, opensAt } of votes) {
    const at = new Date(opensAt.getTime() + 3_600_000)
    for (const voter of everyone) {
      const answer = await casts(voter, id, one, at)
      if (!answer.ok) throw new Error(`A ballot is refused: ${answer.refusal}`)
    }
  }
  return { everyone, votes }
}

export type OpenVotes = Awaited<ReturnType<typeof twoOpenVotes>>['votes']

/** The same voters at the same instants, who all chose the contrary; only `except` stays as it was. */
export function chosenOtherwise(votes: OpenVotes, except: Neighbour): Promise<number> {
  return asOwner(async (client) => {
    let changed = 0
    await client.query('alter table ballots disable trigger ballots_while_open')
    for (const { id, other } of votes) {
      const { rowCount } = await client.query(
        'update ballots set choice = $2 where proposal_id = $1 and member_id is distinct from $3',
        [id, other, except.member.id]
      )
      changed += rowCount ?? 0
    }
    await client.query('alter table ballots enable trigger ballots_while_open')
    return changed
  })
}
