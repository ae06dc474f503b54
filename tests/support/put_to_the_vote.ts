import db from '@adonisjs/lucid/services/db'
import { proposeAmendment } from '#governance/proposing/amendments'
import type { Person } from '#people/person'
import { clock } from '#shared/clock'
import { aProposal } from './votes.js'

/** An election under discussion, in which its author stands, with an amendment offered by someone. */
export async function anElectionDiscussed(author: Person, other: Person) {
  const at = clock.now()
  const seats = { role: 'moderator', seats: 3 }
  const proposal = await aProposal('election', seats, author, at)
  return db.transaction(async (transaction) => {
    await proposal.stand({ personId: author.id, statement: 'Me voici.' }, at, transaction)
    const words = { title: 'Deux sièges', reasons: 'Parce que.', payload: { ...seats, seats: 2 } }
    const amendment = { ...words, reason: 'Trois, c’est trop.', version: 1, personId: other.id }
    await proposeAmendment(proposal, amendment, at, transaction)
    const row = await transaction
      .from('proposal_amendments')
      .where('proposal_id', proposal.id)
      .firstOrFail()
    return { id: proposal.id, amendmentId: Number(row.id) }
  })
}
