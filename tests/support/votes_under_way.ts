import db from '@adonisjs/lucid/services/db'
import { keepVotes } from '#governance/closing/close'
import type { Method } from '#governance/methods/transcript'
import type { Choice } from '#governance/voting/choice'
import { clock } from '#shared/clock'
import { parisDay } from '#shared/paris'
import { ruledBy } from './ruled_by.js'
import { anAssociation, aProposal, called, casts, supported, type Neighbour } from './votes.js'

const DAY = 86_400_000
const daysAgo = (days: number) => new Date(clock.now().getTime() - days * DAY)

/** Six members of long standing, who vote on a rule or elect one treasurer among three by a method. */
export async function sixVoters(): Promise<[Neighbour, Neighbour, ...Neighbour[]]> {
  const [awa, bastien, ...others] = await anAssociation(6, parisDay(daysAgo(300)))
  if (!awa || !bastien) throw new Error('Nobody')
  return [awa, bastien, ...others]
}

/** An election by this method, or a rule without one: called so long ago that it is open now. */
export function anOpenVote(everyone: Neighbour[], method?: Seat) {
  return aVoteCalled(everyone, { at: daysAgo(16), photos: 3, method })
}

/** The same, closed and counted, with what the first of them chose. */
export async function aCountedVote(everyone: Neighbour[], choices: Choice[], method?: Seat) {
  const vote = await aVoteCalled(everyone, { at: daysAgo(90), photos: 4, method })
  for (const [index, voter] of everyone.entries()) {
    const choice = choices[index]
    if (choice) await casts(voter, vote.id, choice, new Date(vote.opensAt.getTime() + 3_600_000))
  }
  await keepVotes(clock.now())
  return vote
}

type Seat = Exclude<Method, 'motion' | 'consent' | 'equal-shares'>

interface Called {
  at: Date
  /** The photos per post that the rule would allow. */
  photos: number
  method?: Seat
}

async function aVoteCalled(everyone: Neighbour[], { at, photos, method }: Called) {
  const [author] = everyone
  if (!author) throw new Error('Nobody')
  if (method) await ruledBy({ 'mandates.treasurer': { seats: 1, term_months: 12, method } })
  const proposal = method
    ? await aProposal('election', { role: 'treasurer', seats: 1 }, author.person, at)
    : await aProposal(
        'rule_change',
        { key: 'feed.photos_per_post', value: photos },
        author.person,
        at
      )
  await db.transaction(async (transaction) => {
    for (const { person } of method ? everyone.slice(0, 3) : []) {
      const statement = `Les comptes, c’est ${person.name}.`
      await proposal.stand({ personId: person.id, statement }, at, transaction)
    }
  })
  await supported(proposal, everyone.slice(1), at)
  const vote = await called(proposal, at)
  await keepVotes(vote.opensAt)
  return vote
}
