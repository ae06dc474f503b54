import db from '@adonisjs/lucid/services/db'
import { keepVotes } from '#governance/closing/close'
import { putForward } from '#governance/proposing/projects'
import { parisDay } from '#shared/paris'
import { aProposal, called, casts, supported, type Neighbour } from './votes.js'

/** A budget of that year, of what all its projects cost, of which everyone approves all; gives the vote. */
export async function aBudgetVoted(
  everyone: Neighbour[],
  projects: [title: string, cents: number][],
  at: Date,
  total = projects.reduce((sum, [, cents]) => sum + cents, 0)
): Promise<number> {
  const [author, ...others] = everyone
  if (!author) throw new Error('Nobody votes')
  const asked = { cents: total, year: Number(parisDay(at).slice(0, 4)) }
  const proposal = await aProposal('budget', asked, author.person, at)
  await db.transaction(async (transaction) => {
    for (const [title, cents] of projects) {
      const project = { title, body: 'Pour tous.', cents, authorId: author.person.id }
      await putForward(proposal.id, project, at, transaction)
    }
  })
  await supported(proposal, others, at)
  const { opensAt, closesAt } = await called(proposal, at)
  await keepVotes(opensAt)
  const approved = projects.map((_, index) => index + 1)
  for (const one of everyone) {
    const answer = await casts(one, proposal.id, { kind: 'approval', approved }, opensAt)
    if (!answer.ok) throw new Error(`A ballot is refused: ${answer.refusal}`)
  }
  await keepVotes(closesAt)
  return proposal.id
}
