import { peopleNeeded } from '../methods/motion/motion_parameters.js'
import { recount } from '../recount/recount.js'
import type { AnyCount } from '../recount/any_count.js'
import { quorumIn, type Counted, type Counting } from './counted.js'
import { prevails } from './prevails.js'
import { publishedOf } from './published_of.js'

/** Counts a vote from what is published of it, and says how it ends. */
export function countedFrom(counting: Counting): Counted {
  const answer = recount(publishedOf(counting))
  if (!answer.ok) throw new Error(`What was cast cannot be counted: ${answer.refusal.key}`)
  const count = answer.value
  const outcome = outcomeOf(count, counting)
  return { count, outcome, winners: outcome === 'adopted' ? winnersOf(count, counting) : [] }
}

function outcomeOf(count: AnyCount, counting: Counting): Counted['outcome'] {
  if (count.kind === 'motion') {
    const { outcome } = count.transcript
    return outcome === 'blocked' ? 'refused' : outcome
  }
  const { voters, ballots } = counting
  if (ballots.length < peopleNeeded(quorumIn(counting, voters), voters)) return 'no_quorum'
  const winners = winnersOf(count, counting)
  if (winners.length === 0) return count.kind === 'budget' ? 'refused' : 'no_candidate'
  // The option that changes nothing won: nothing changes.
  if (winners.every(({ payload }) => payload.statusQuo)) return 'refused'
  return prevails(count, counting) ? 'adopted' : 'refused'
}

function winnersOf({ transcript }: AnyCount, { options }: Counting) {
  return transcript.winners.flatMap(({ number }) =>
    options.filter((option) => option.number === number)
  )
}
