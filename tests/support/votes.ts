import db from '@adonisjs/lucid/services/db'
import { callVote, type Caller } from '#governance/calling/call'
import { keepVotes } from '#governance/closing/close'
import type { Kind } from '#governance/kinds'
import { Proposal } from '#governance/proposing/proposal'
import { readProposal } from '#governance/proposing/read_proposal'
import { cast } from '#governance/voting/cast'
import type { Choice } from '#governance/voting/choice'
import type { Member } from '#membership/register/member'
import type { Person } from '#people/person'
import { someone } from '#tests/support/cast'
import { memberOf, noon, paysDues } from '#tests/support/dues'
import { foundedBy } from '#tests/support/founded_by'

/** Someone who belongs: the account and the entry of the register. */
export interface Neighbour {
  person: Person
  member: Member
}

export const YES: Choice = { kind: 'motion', answer: 'for' }
export const NO: Choice = { kind: 'motion', answer: 'against' }

/** Someone who pays the year's dues that day. */
export async function aNeighbour(name: string, day: string): Promise<Neighbour> {
  const person = await someone(name)
  const member = await memberOf(person, noon(day))
  await paysDues(member, day)
  return { person, member: await member.refresh() }
}

/** An association founded by Chloé, with so many members of long standing; the charter is not adopted. */
export async function anAssociation(members: number, day = '2026-01-05'): Promise<Neighbour[]> {
  const names = ['Awa', 'Bastien', 'Chloé', 'Driss', 'Émile', 'Fatou', 'Solène', 'Yanis']
  const founder = await someone('Chloé')
  await foundedBy(founder, { legalForm: 'association' })
  const neighbours: Neighbour[] = []
  for (let index = 0; index < members; index += 1) {
    neighbours.push(await aNeighbour(names[index % names.length] ?? 'Awa', day))
  }
  return neighbours
}

/** A proposal under discussion, by that person. */
export async function aProposal(
  kind: Kind,
  payload: Record<string, unknown>,
  author: Person,
  at: Date
): Promise<Proposal> {
  return db.transaction(async (transaction) => {
    const words = { title: 'Une proposition', reasons: 'Parce que.', payload }
    const proposal = await Proposal.start({ kind, authorId: author.id, ...words }, at, transaction)
    await proposal.openDiscussion(at, transaction)
    return proposal
  })
}

/** Has it supported by those people. */
export async function supported(proposal: Proposal, by: Neighbour[], at: Date): Promise<void> {
  await db.transaction(async (transaction) => {
    for (const { person } of by) await proposal.second(person.id, at, transaction)
  })
}

/** Calls the vote, by its author unless said otherwise; throws when that is refused. */
export async function called(proposal: Proposal, at: Date, caller?: Caller) {
  const by = caller ?? { personId: Number(proposal.authorId), convenes: false }
  const answer = await db.transaction((transaction) =>
    callVote({ proposalId: proposal.id, caller: by }, at, transaction)
  )
  if (!answer.ok) throw new Error(`The vote is not called: ${answer.refusal.key}`)
  const read = await readProposal(proposal.id, at)
  if (!read?.opensAt || !read.closesAt || !read.recordAt) throw new Error('No vote was called')
  return { ...read, opensAt: read.opensAt, closesAt: read.closesAt, recordAt: read.recordAt }
}

/** Casts a ballot and gives back what was answered. */
export async function casts({ member }: Neighbour, proposalId: number, choice: Choice, at: Date) {
  const read = await readProposal(proposalId, at)
  if (!read?.opensAt || !read.closesAt || !read.recordAt || !read.secrecy) {
    throw new Error('No vote was called')
  }
  const { opensAt, closesAt, recordAt, secrecy } = read
  const vote = { proposalId, secrecy, recordAt, opensAt, closesAt, frozen: read.voters !== null }
  return db.transaction((transaction) =>
    cast({ vote, memberId: member.id, choice }, at, transaction)
  )
}

/**
 * A whole vote: put forward, supported, called, each answer given an hour after the opening, closed.
 * Gives back the proposal as it stands after.
 */
export async function voted(
  kind: Kind,
  payload: Record<string, unknown>,
  answers: [Neighbour, Choice][],
  at: Date
) {
  const [[author] = []] = answers
  if (!author) throw new Error('Nobody votes')
  const proposal = await aProposal(kind, payload, author.person, at)
  await supported(
    proposal,
    answers.slice(1).map(([one]) => one),
    at
  )
  const { opensAt, closesAt } = await called(proposal, at)
  await keepVotes(opensAt)
  const later = new Date(opensAt.getTime() + 3_600_000)
  for (const [who, choice] of answers) {
    const answer = await casts(who, proposal.id, choice, later)
    if (!answer.ok) throw new Error(`A ballot is refused: ${answer.refusal}`)
  }
  await keepVotes(closesAt)
  const read = await readProposal(proposal.id, closesAt)
  if (!read) throw new Error('The proposal is gone')
  return read
}
