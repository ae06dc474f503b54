import { canonicalHash } from '#shared/canonical'
import { lotOrderOf } from '#shared/lots/draw'
import { countIrv } from '../methods/irv.js'
import type { LotOrder } from '../methods/lot_order.js'
import { peopleNeeded } from '../methods/motion/motion_parameters.js'
import type { RankedBallots } from '../methods/ranked_ballots.js'
import { countMeekStv } from '../methods/stv/meek_stv.js'
import { countScottishStv } from '../methods/stv/scottish_stv.js'
import type { Method, Transcript } from '../methods/transcript.js'
import { quorumIn, type Counted, type Counting, type Option } from './counted.js'

/** How a ballot that is not filled in plainly is read: the forms let none through, files may. */
const READING = { overvote: 'exhaust', emptyRank: 'skip' } as const

/** Counts an election: who holds the seats, if enough people took part. */
export function countElection(counting: Counting, options: Option[], lotSeed: string): Counted {
  const { proposal, voters, ballots } = counting
  const { method } = proposal
  if (!method) throw new Error(`Proposal ${proposal.id} was not called`)
  const seats = Number(proposal.parameters?.seats)
  const order = lotOrder(counting, options, lotSeed)
  const transcript = countBy(method, counting, options, { seats, lotOrder: order })
  const winners = transcript.winners.flatMap(({ number }) =>
    options.filter((option) => option.number === number)
  )
  const quorum = quorumIn(proposal, voters)
  if (ballots.length < peopleNeeded(quorum, voters)) {
    return { transcript, winners: [], outcome: 'no_quorum' }
  }
  return { transcript, winners, outcome: winners.length > 0 ? 'adopted' : 'no_candidate' }
}

/**
 * The lot order: drawn from a seed that was fixed at the call, whose hash was shown from then on, and
 * from the ballots themselves, which nobody knew then.
 */
function lotOrder({ ballots }: Counting, options: Option[], lotSeed: string): LotOrder {
  const choices = ballots.map(({ choice }) => canonicalHash({ ...choice })).toSorted()
  const sources = [lotSeed, canonicalHash(choices)].map((hex) => ({
    numbers: [BigInt(`0x${hex}`)],
    entropyBits: 256,
  }))
  return lotOrderOf(
    options.map(({ label }) => label),
    sources,
    'sha256'
  )
}

function countBy(
  method: Method,
  counting: Counting,
  options: Option[],
  { seats, lotOrder: order }: { seats: number; lotOrder: LotOrder }
): Transcript {
  const asked = { seats, reading: READING, lotOrder: order }
  switch (method) {
    case 'scottish-stv':
      return countScottishStv(rankedFrom(counting, options, seats), asked)
    case 'meek-stv':
      return countMeekStv(rankedFrom(counting, options, seats), asked)
    case 'irv':
      return countIrv(rankedFrom(counting, options, 1), {
        ...asked,
        stop: 'majority_of_continuing',
      })
    default:
      throw new Error(`Elections are not counted by ${method}`)
  }
}

function rankedFrom(
  { proposal, ballots }: Counting,
  options: Option[],
  seats: number
): RankedBallots {
  return {
    title: proposal.title,
    candidates: options.map(({ number, label }) => ({ number, name: label })),
    seats,
    withdrawn: [],
    papers: ballots.map(({ choice }) => ({
      papers: 1,
      ranks: choice.kind === 'ranking' ? choice.ranks.map((number) => [number]) : [],
    })),
  }
}
