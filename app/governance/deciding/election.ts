import { Mandate } from '#people/mandate'
import { bookInTransaction } from '#rulebook/rule_book'
import { parisDay, parisInstant, parisTime } from '#shared/paris'
import { addMonths } from '#membership/dues/periods'
import { tell } from '#shared/wiring/events'
import { impossible, type Enactment } from '#shared/wiring/enactment'
import { atTheirLimit } from '../mandates/terms.js'
import { ELECTED } from '../calling/method_of.js'
import { seatsOffered } from '../pages/seats_offered.js'

/** Those who won hold the mandates from the close on, for the rule's term; those before them as far as seats are left. */
export const election: Enactment = {
  kind: 'election',

  async validate(payload, at, transaction) {
    const role = ELECTED.find((one) => one === payload.role)
    if (!role) return impossible('unknown_role')
    const seats = Number(payload.seats)
    if (!Number.isInteger(seats) || seats < 1 || seats > 60) {
      return impossible('impossible_seats')
    }
    const { method } = (await bookInTransaction(transaction, at)).value(`mandates.${role}`)
    if (seats > 1 && ['majority-judgment', 'schulze', 'irv'].includes(method)) {
      return impossible('method_fills_one_seat')
    }
    return { ok: true, value: { role, seats } }
  },

  describe: ({ role, seats }) => ({
    key: 'election',
    words: { role: `roles.${String(role)}`, seats: Number(seats) },
  }),

  async enact(payload, { proposalId, at, winners }, transaction) {
    const role = ELECTED.find((one) => one === payload.role)
    if (!role) throw new Error(`Nobody is elected as ${String(payload.role)}`)
    const book = await bookInTransaction(transaction, at)
    const endsAt = monthsLater(at, book.value(`mandates.${role}`).term_months)
    const people = winners.flatMap(({ personId }) => personId ?? [])
    const limit = await atTheirLimit({ role, people }, at, transaction)
    const offered = (await seatsOffered(role, at, transaction)) ?? 0
    const held = await Mandate.ofRole(role, at, transaction)
    for (const mandate of leaving(held, people, Math.max(0, offered - people.length))) {
      await mandate.end({ endedAt: at, cause: 'succeeded', proposalId, at }, transaction)
    }
    const granted: number[] = []
    const leftOut: number[] = []
    for (const { personId, payload: option } of winners) {
      if (personId === null) throw new Error(`Proposal ${proposalId} elects nobody's account`)
      // Another election may have counted since the call; where the limit yielded, the paper said so.
      if (limit.has(personId) && typeof option.beyondTerms !== 'number') {
        leftOut.push(personId)
        continue
      }
      const grant = { personId, role, startsAt: at, endsAt, proposalId, at }
      const { id } = await Mandate.grant(grant, transaction)
      granted.push(id)
      const told = { mandateId: id, personId, role, endsAt }
      await tell({ name: 'governance.mandate_granted', at, ...told }, transaction)
    }
    return { role, mandates: granted, leftOut, until: endsAt.toISOString() }
  },
}

/**
 * Whose mandate ends with an election: whoever is elected again, and those for whom no seat is left, the
 * first to end first. An election to all seats replaces everybody; one to an empty seat, nobody.
 */
function leaving(held: Mandate[], elected: number[], seatsLeft: number): Mandate[] {
  const others = held
    .filter(({ personId }) => !elected.includes(personId))
    .toSorted((one, other) => other.endsAt.getTime() - one.endsAt.getTime() || one.id - other.id)
  const staying = new Set(others.slice(0, seatsLeft))
  return held.filter((mandate) => !staying.has(mandate))
}

/** The same time of day in Niort, that many months later. */
function monthsLater(at: Date, months: number): Date {
  const day = addMonths(parisDay(at), months)
  // Clocks may jump over that time on that day: noon is there every day.
  const instant = parisInstant(day, parisTime(at)) ?? parisInstant(day, '12:00')
  if (!instant) throw new Error(`There is no noon on ${day}`)
  return instant
}
