import type { EliminationStage, EliminationTranscript } from '../methods/ranked/count_stages.js'
import type { Named } from '../methods/transcript.js'
import { inLocale, namesInLocale, type Sentence } from './sentence.js'

/** The words of a count by elimination in one language: names, votes, and what all such counts say. */
export class EliminationWords {
  readonly #transcript: EliminationTranscript
  readonly #locale: string
  readonly #decimals: number

  /** Votes are shown with so many decimals at most, cut; the transcript has them all. */
  constructor(transcript: EliminationTranscript, locale: string, decimals: number) {
    this.#transcript = transcript
    this.#locale = locale
    this.#decimals = decimals
  }

  name(number: number | undefined): string {
    return this.#transcript.candidates[(number ?? 0) - 1]?.name ?? ''
  }

  names(named: readonly Named[]): string {
    return namesInLocale(named, this.#locale)
  }

  namesOf(numbers: readonly number[]): string {
    const named = numbers.map((number) => ({ number, name: this.name(number) }))
    return this.names(named)
  }

  /** A number of votes as it is read, without the noughts that say nothing. */
  votes(decimal: string | undefined): string {
    const [whole = '0', part = ''] = (decimal ?? '0').split('.')
    const shown = part.slice(0, this.#decimals).replace(/0+$/, '')
    return inLocale(shown === '' ? whole : `${whole}.${shown}`, this.#locale)
  }

  /** What a candidate held before a stage. */
  before(stage: EliminationStage, number: number | undefined): string {
    return this.votes(this.#transcript.stages[stage.n - 2]?.totals?.[String(number)])
  }

  actionBefore(stage: EliminationStage): string {
    return this.#transcript.stages[stage.n - 2]?.action ?? ''
  }

  /** Who has the most first preferences, and how many. */
  leaders(stage: EliminationStage): { count: number; names: string; votes: string } {
    const totals = Object.entries(stage.totals ?? {})
    const most = totals.reduce((best, [, votes]) => (isMore(votes, best) ? votes : best), '0')
    const leading = totals.filter(([, votes]) => votes === most).map(([number]) => Number(number))
    return { count: leading.length, names: this.namesOf(leading), votes: this.votes(most) }
  }

  /** The ballots, and what was done with those that are not filled in plainly. */
  opening(): Sentence[] {
    const { ballots, irregular, parameters } = this.#transcript
    const { cast, valid, blank, invalid } = ballots
    const said: Sentence[] = [
      { key: 'counting_stv.ballots', words: { cast, valid, blank, invalid } },
    ]
    if (irregular.overvote > 0) {
      const words = { count: irregular.overvote, rule: String(parameters.overvote) }
      said.push({ key: 'counting_stv.overvotes', words })
    }
    if (irregular.emptyRank > 0) {
      const words = { count: irregular.emptyRank, rule: String(parameters.emptyRank) }
      said.push({ key: 'counting_stv.empty_ranks', words })
    }
    return said
  }

  /** How a tie was settled, when the stage had one. */
  tie({ tieBreak, of, action }: EliminationStage): Sentence[] {
    const step = tieBreak?.steps.at(-1)
    if (!tieBreak || !step) return []
    const words = { names: this.namesOf(tieBreak.between), name: this.name(of), action }
    if (step.by === 'lot') return [{ key: 'counting_stv.tie_by_lot', words }]
    return [{ key: 'counting_stv.tie_by_stage', words: { ...words, stage: step.stage } }]
  }

  /** What the papers that move have no next choice for, and who receives most of the rest. */
  moves({ moved = [] }: EliminationStage): Sentence[] {
    const said: Sentence[] = []
    const given = moved.filter(({ to, value }) => to !== null && isMore(value, '0'))
    const best = given.reduce((most, { value }) => (isMore(value, most) ? value : most), '0')
    const first = given.filter(({ value }) => value === best).map(({ to }) => to ?? 0)
    if (first.length > 0) {
      const words = { names: this.namesOf(first), count: first.length, votes: this.votes(best) }
      said.push({ key: 'counting_stv.received_most', words })
    }
    const lost = moved.find(({ to, value }) => to === null && isMore(value, '0'))
    if (lost) said.push({ key: 'counting_stv.exhausted', words: { votes: this.votes(lost.value) } })
    return said
  }

  /** Why the count ends, and with whom. */
  result(): Sentence[] {
    const { winners, tied, ballots, seats } = this.#transcript
    if (ballots.valid === 0) return [{ key: 'counting_stv.nobody', words: {} }]
    const words = { names: this.names(winners), count: winners.length }
    if (tied.length > 0) {
      const stopped = { key: 'counting_stv.stopped', words: { names: this.names(tied) } }
      return winners.length > 0
        ? [stopped, { key: 'counting_stv.elected_so_far', words }]
        : [stopped]
    }
    const empty = seats - winners.length
    const result = { key: 'counting_stv.result', words }
    return empty > 0 ? [result, { key: 'counting_stv.empty_seats', words: { empty } }] : [result]
  }
}

/** True when one decimal is more than another. */
function isMore(one: string, other: string): boolean {
  const [wholeOne = '', partOne = ''] = one.split('.')
  const [wholeOther = '', partOther = ''] = other.split('.')
  const places = Math.max(partOne.length, partOther.length)
  return (
    BigInt(wholeOne + partOne.padEnd(places, '0')) >
    BigInt(wholeOther + partOther.padEnd(places, '0'))
  )
}
