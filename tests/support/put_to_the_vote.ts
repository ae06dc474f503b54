import db from '@adonisjs/lucid/services/db'
import { proposeAmendment } from '#governance/proposing/amendments'
import { answerExclusion } from '#governance/proposing/exclusion_answer'
import { projectsOf, putForward } from '#governance/proposing/projects'
import type { Person } from '#people/person'
import { clock } from '#shared/clock'
import { parisDay } from '#shared/paris'
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

/** A budget under discussion, with a project that its author puts forward. */
export async function aBudgetDiscussed(author: Person) {
  const at = clock.now()
  const asked = { cents: 100_000, year: Number(parisDay(at).slice(0, 4)) }
  const proposal = await aProposal('budget', asked, author, at)
  const [project] = await db.transaction(async (transaction) => {
    const barn = { title: 'Un four à pain', body: 'Pour tous.', cents: 60_000 }
    await putForward(proposal.id, { ...barn, authorId: author.id }, at, transaction)
    return projectsOf(proposal.id, transaction)
  })
  if (!project) throw new Error('No project was put forward')
  return { id: proposal.id, projectId: project.id }
}

/** An exclusion under discussion, which whom it concerns has answered. */
export async function anExclusionAnswered(author: Person, concerned: Person): Promise<void> {
  const at = clock.now()
  const proposal = await aProposal('exclusion', { personId: concerned.id }, author, at)
  const said = { proposalId: proposal.id, personId: concerned.id, body: 'Je n’y étais pas.' }
  await db.transaction((transaction) => answerExclusion(said, at, transaction))
}
