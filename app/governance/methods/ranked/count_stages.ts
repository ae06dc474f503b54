import type { RankedBallots } from '../ranked_ballots.js'
import type { Plain } from '../canonical.js'
import type { Named, Stage, Transcript } from '../transcript.js'
import { decimal } from './decimal.js'
import type { LotOrder } from '../lot_order.js'
import type { Irregularities, ReadingRules, ReadPapers } from './paper_reading.js'
import type { Move, Parcel } from './papers_held.js'
import type { Held, TieBreak } from './tie_break.js'

/** What a stage of a count by elimination says beside its totals; votes are decimals. */
export type StageDetails = {
  /** Whose surplus goes on, or who leaves. */
  of?: number
  surplus?: string
  /** The papers that move, by value. */
  parcels?: readonly Parcel[]
  moved?: readonly Move[]
  tieBreak?: TieBreak
  /** What a tie stands in the way of. */
  for?: 'surplus' | 'exclusion'
  /** All that is with papers that say nothing more. */
  nonTransferable?: string
  /** All that cutting decimals has left aside. */
  lost?: string
  /** Elected because no more candidates than seats are left. */
  withoutQuota?: readonly Named[]
  /** Of this stage, where the quota changes. */
  quota?: string
  keepFactors?: Record<string, string>
  /** How often surpluses were shared out. */
  turns?: number
  /** Votes of candidates still in the count. */
  continuing?: string
}

/** One stage of a count by elimination. */
export type EliminationStage = Stage & StageDetails

/** A count by elimination, whole. */
export type EliminationTranscript = Omit<Transcript, 'stages'> & {
  stages: readonly EliminationStage[]
  /** Papers not filled in plainly. */
  irregular: Irregularities
}

/** What every count by elimination leaves open. */
export type EliminationParameters = {
  seats: number
  reading: ReadingRules
  lotOrder: LotOrder
}

/** The stages of a count by elimination as they are written down, and where each candidate stands. */
export class CountStages {
  readonly all: EliminationStage[] = []
  /** What everybody held at the end of each stage so far. */
  readonly earlier: Held[] = []
  /** Neither elected nor excluded nor withdrawn, by number. */
  continuing: readonly number[]
  readonly #elected: number[] = []
  readonly #ballots: RankedBallots
  readonly #seats: number
  readonly #places: number
  #leaving: number[] = []

  constructor(ballots: RankedBallots, seats: number, places: number) {
    if (!Number.isInteger(seats) || seats < 1) throw new Error(`A count for ${seats} seats`)
    const withdrawn = new Set(ballots.withdrawn)
    this.#ballots = ballots
    this.#seats = seats
    this.#places = places
    this.continuing = ballots.candidates
      .map(({ number }) => number)
      .filter((number) => !withdrawn.has(number))
  }

  get vacancies(): number {
    return this.#seats - this.#elected.length
  }

  get elected(): readonly number[] {
    return this.#elected
  }

  /** Nothing is left to count: all seats have somebody, or nobody is left for them. */
  get over(): boolean {
    return this.vacancies <= 0 || this.continuing.length === 0
  }

  /** In the order of their election. */
  get winners(): Named[] {
    return this.named(this.#elected)
  }

  /** Somebody leaves the count in the stage that is under way. */
  exclude(number: number) {
    this.#leaving.push(number)
    this.continuing = this.continuing.filter((other) => other !== number)
  }

  /** Ends a stage: those elected by it in the order given. */
  close(action: string, held: Held, details: StageDetails, elected: readonly number[]) {
    const totals = [...held].map(([number, votes]) => [number, decimal(votes, this.#places)])
    this.all.push({
      ...details,
      n: this.all.length + 1,
      action,
      totals: Object.fromEntries(totals),
      elected: this.named(elected),
      excluded: this.named(this.#leaving),
    })
    this.earlier.push(held)
    this.#elected.push(...elected)
    this.#leaving = []
    this.continuing = this.continuing.filter((number) => !elected.includes(number))
  }

  /** The whole count, once it is over or lacks a lot between `tied`. */
  transcript(
    method: Pick<Transcript, 'method' | 'version' | 'quota'>,
    {
      reading,
      lotOrder,
      ...others
    }: { reading: ReadingRules; lotOrder: LotOrder; [other: string]: Plain },
    { counts, irregular }: ReadPapers,
    tied: readonly number[]
  ): EliminationTranscript {
    const withdrawn = [...this.#ballots.withdrawn].toSorted((a, b) => a - b)
    return {
      ...method,
      parameters: { ...others, ...reading, lotOrder, withdrawn },
      candidates: this.#ballots.candidates,
      seats: this.#seats,
      ...{ ballots: counts, irregular, stages: this.all },
      winners: this.winners,
      tied: this.named(tied),
    }
  }

  named(numbers: readonly number[]): Named[] {
    return numbers.map((number) => {
      const candidate = this.#ballots.candidates[number - 1]
      if (!candidate) throw new Error(`Nobody has the number ${number}`)
      return candidate
    })
  }
}

/** Those with more votes first, those level by number. */
export const byVotes = (numbers: readonly number[], held: Held): number[] =>
  numbers.toSorted((one, other) => {
    const difference = (held.get(other) ?? 0n) - (held.get(one) ?? 0n)
    return difference === 0n ? one - other : difference > 0n ? 1 : -1
  })
