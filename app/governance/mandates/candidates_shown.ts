import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#shared/clock'
import { candidatesOf } from '../proposing/read_discussion.js'
import type { ProposalRead } from '../proposing/read_proposal.js'
import { atTheirLimit } from './terms.js'

/** Who stands in an election; of those with as many terms in a row as allowed, what comes of it. */
export async function candidatesShown(proposal: ProposalRead, { i18n }: HttpContext) {
  const candidates = await candidatesOf(proposal.id)
  const people = candidates.map(({ personId }) => personId)
  const limited = { role: proposal.payload.role, people }
  const limit = await db.transaction((transaction) =>
    atTheirLimit(limited, proposal.calledAt ?? clock.now(), transaction)
  )
  const listed = await onThePaperOf(proposal.id)
  return candidates.map((candidate) => {
    const count = limit.get(candidate.personId)
    const key = listed.has(candidate.personId) ? 'yielded' : 'yields'
    return {
      ...candidate,
      limit: count === undefined ? null : i18n.t(`mandates.limit.${key}`, { count }),
    }
  })
}

/** Whom the paper of a called election lists. */
async function onThePaperOf(proposalId: number): Promise<Set<number>> {
  const rows: { person_id: number }[] = await db
    .from('proposal_options')
    .where('proposal_id', proposalId)
    .whereNotNull('person_id')
    .select('person_id')
  return new Set(rows.map(({ person_id: id }) => id))
}
