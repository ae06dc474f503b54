import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#shared/clock'
import { NotAllowed } from '#shared/http/refusals'
import type { ProposalRead } from '../proposing/read_proposal.js'
import { permission, type Act } from '../reader/proposal_policy.js'
import { readerOf } from '../reader/reader.js'
import { relationTo } from '../reader/relation_to.js'
import { findProposal } from './show_proposal.js'

/**
 * The proposal of the address, once it is known that this person may do that to it; `late` lets
 * through whoever could have, for a page that then says that it is too late.
 */
export async function permitted(
  ctx: HttpContext,
  act: Act,
  { late = false } = {}
): Promise<ProposalRead> {
  const { id: personId } = ctx.auth.getUserOrFail()
  const proposal = await findProposal(ctx)
  const reader = await db.transaction((transaction) =>
    readerOf(ctx.viewer, clock.now(), transaction)
  )
  const relation = await relationTo(proposal, personId)
  const answer = reader ? permission(act, relation, reader) : 'not_theirs'
  if (answer === 'not_theirs' || (answer === 'not_now' && !late)) throw new NotAllowed()
  return proposal
}
