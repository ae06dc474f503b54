import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { possibleVoters } from '#membership/eligibility'
import { Organisation } from '#organisation/organisation'
import type { Role } from '#people/powers'
import { bookInTransaction } from '#rulebook/rule_book'
import { ELECTED } from '../calling/method_of.js'
import { moderatorSeats } from '../calling/calling_rules.js'
import { readProposals } from '../proposing/read_proposal.js'
import type { Stage } from '../proposing/stage_of.js'
import { isInForce, readMandates, type MandateRead } from './read_mandates.js'

const DAY = 86_400_000

/** An end this near calls for an election: notice and vote take three weeks by the founding rules. */
const SOON_DAYS = 60

/** Who does what belongs to a role while nobody, or too few, hold it (keys under `mandates.meanwhile`). */
export type StandIn = 'founder' | 'board' | 'authors' | 'waits'

/** The election of a role that is on its way. */
export interface ElectionUnderWay {
  id: number
  stage: Stage
  opensAt: Date | null
}

/** A role with its seats: who holds it, who did, and when it is next elected. */
export interface Bench {
  role: Role
  /** Null for a role that no rule gives seats to. */
  seats: number | null
  held: MandateRead[]
  past: MandateRead[]
  empty: number
  election: ElectionUnderWay | null
  /** Whether seats are empty, or soon will be, and no election is under way. */
  electionNeeded: boolean
  /** Who stands in; null when enough are in office. */
  standIn: StandIn | null
}

const UNDER_WAY: readonly Stage[] = ['discussion', 'called', 'open', 'counting']

/** Every role that a rule elects, then those that someone holds or held. */
export async function benches(now: Date, transaction: TransactionClientContract): Promise<Bench[]> {
  const book = await bookInTransaction(transaction, now)
  const voters = await possibleVoters(now, transaction)
  const members = voters.filter(({ voice }) => voice.votes).length
  const organisation = await Organisation.query({ client: transaction }).first()
  const founding = organisation?.charterAdoptedAt === null
  const mandates = await readMandates(now, transaction)
  const proposals = (await readProposals(null, now, transaction)).filter(
    ({ kind, stage }) => kind === 'election' && UNDER_WAY.includes(stage)
  )
  const boardSits = mandates.some((one) => one.role === 'board' && isInForce(one, now))
  const elected = ELECTED.map((role) => ({
    role,
    seats:
      role === 'moderator' ? moderatorSeats(book, members) : book.value(`mandates.${role}`).seats,
  }))
  const others = [...new Set(mandates.map(({ role }) => role))]
    .filter((role) => !ELECTED.some((one) => one === role))
    .map((role) => ({ role, seats: null }))
  return [...elected, ...others].map(({ role, seats }): Bench => {
    const ofRole = mandates.filter((one) => one.role === role)
    const held = ofRole.filter((one) => isInForce(one, now))
    const empty = Math.max(0, (seats ?? 0) - held.length)
    const found = proposals.find(({ payload }) => payload.role === role)
    const election = found ? { id: found.id, stage: found.stage, opensAt: found.opensAt } : null
    return {
      ...{ role, seats, held, empty, election },
      past: ofRole.filter((one) => !isInForce(one, now)),
      electionNeeded: seats !== null && election === null && (empty > 0 || endsSoon(held, now)),
      standIn: standInOf(role, held.length, { founding, boardSits }),
    }
  })
}

/** Whether some of these end within two months. */
const endsSoon = (held: MandateRead[], now: Date) =>
  held.some(({ endsAt }) => endsAt.getTime() - now.getTime() <= SOON_DAYS * DAY)

/** Moderators are helped out below three; other roles when nobody holds them. */
function standInOf(
  role: Role,
  held: number,
  { founding, boardSits }: { founding: boolean; boardSits: boolean }
): StandIn | null {
  if (held >= (role === 'moderator' ? 3 : 1)) return null
  if (founding && ['moderator', 'treasurer', 'board'].includes(role)) return 'founder'
  if (role === 'moderator' && boardSits) return 'board'
  return role === 'board' ? 'authors' : 'waits'
}
