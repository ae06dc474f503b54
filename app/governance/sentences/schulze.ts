import { entryOf } from '../methods/schulze/strongest_paths.js'
import type { SchulzeStage, SchulzeTranscript } from '../methods/schulze/schulze.js'
import { namedAmong } from '../methods/fill_seats.js'
import type { Named } from '../methods/transcript.js'
import { lotSentences, resultSentences } from './seat_words.js'
import { inLocale, namesInLocale, type Sentence } from './sentence.js'

const FAMILY = 'counting_schulze'

/** Says a count by Schulze's method: the duels, what is dropped, the paths that decide, who wins. */
export function schulzeSentences(transcript: SchulzeTranscript, locale: string): Sentence[] {
  const told = new Telling(transcript, locale)
  const stages = transcript.ballots.valid > 0 ? transcript.stages : []
  return [
    ...told.opening(),
    ...stages.flatMap((stage) => told.stage(stage)),
    ...resultSentences(transcript, FAMILY, locale, { why: told.why() }),
  ]
}

class Telling {
  readonly #transcript: SchulzeTranscript
  readonly #locale: string
  readonly #statusQuo: Named | null

  constructor(transcript: SchulzeTranscript, locale: string) {
    const { statusQuo } = transcript.parameters
    this.#transcript = transcript
    this.#locale = locale
    this.#statusQuo =
      typeof statusQuo === 'number' ? namedAmong(transcript.candidates, statusQuo) : null
  }

  opening(): Sentence[] {
    const { ballots, irregular, parameters } = this.#transcript
    const { cast, valid, blank, invalid } = ballots
    const said: Sentence[] = [{ key: `${FAMILY}.ballots`, words: { cast, valid, blank, invalid } }]
    for (const kind of ['unranked', 'equal', 'repeated', 'unknown', 'withdrawn'] as const) {
      const words = { count: irregular[kind], rule: String(parameters.unranked) }
      if (irregular[kind] > 0) said.push({ key: `${FAMILY}.${kind}`, words })
    }
    return said
  }

  stage(stage: SchulzeStage): Sentence[] {
    const { n } = stage
    switch (stage.action) {
      case 'duels':
        return [{ key: `${FAMILY}.duels`, words: { n } }, ...this.#duels(stage.condorcetWinner)]
      case 'dropped': {
        const words = { n, name: stage.option.name, for: stage.for, against: stage.against }
        const other = this.#statusQuo?.name ?? ''
        return [{ key: `${FAMILY}.dropped`, words: { ...words, other } }]
      }
      case 'paths':
        return this.#paths(n, stage.undefeated)
      case 'lot':
        return lotSentences(this.#transcript, FAMILY, this.#locale)
      default:
        return []
    }
  }

  /** What makes the winner win, for the last sentence. */
  why(): string {
    const { winners, stages } = this.#transcript
    const [duels] = stages
    const [winner] = winners
    if (winner && winner.number === this.#statusQuo?.number) return 'status_quo'
    if (stages.at(-1)?.action === 'lot') return 'lot'
    const all = duels?.action === 'duels' ? duels.condorcetWinner : null
    return all && all.number === winner?.number ? 'duels' : 'paths'
  }

  #duels(winner: Named | null): Sentence[] {
    const { candidates, pairwise } = this.#transcript
    if (candidates.length < 2) return []
    if (!winner) return [{ key: `${FAMILY}.no_condorcet_winner`, words: {} }]
    const margins = candidates
      .filter(({ number }) => number !== winner.number && !this.#isWithdrawn(number))
      .map((other) => this.#duel(winner, other, pairwise))
      .toSorted((a, b) => a.for - a.against - (b.for - b.against))
    const [closest] = margins
    const words = { name: winner.name, ...closest }
    return [{ key: `${FAMILY}.condorcet_winner`, words }]
  }

  /** The paths between those whom nobody beats and the others, then the ranking. */
  #paths(n: number, undefeated: readonly Named[]): Sentence[] {
    const { ranking, strength } = this.#transcript
    const below = ranking.slice(1).flat()
    const [only] = undefeated
    if (below.length === 0) {
      return undefeated.length === 1
        ? [{ key: `${FAMILY}.alone`, words: { n, name: only?.name ?? '' } }]
        : [{ key: `${FAMILY}.all_level`, words: { n, names: this.#names(undefeated) } }]
    }
    const said: Sentence[] = [{ key: `${FAMILY}.paths`, words: { n } }]
    for (const one of undefeated) {
      const safe = below.filter(
        (other) =>
          entryOf(strength, other.number, one.number) === 0 &&
          entryOf(strength, one.number, other.number) > 0
      )
      const key = safe.length === below.length ? 'no_way_back' : 'no_way_from_others'
      const words = { name: one.name, names: this.#names(safe) }
      if (safe.length > 0) said.push({ key: `${FAMILY}.${key}`, words })
      const others = below.filter((other) => !safe.includes(other))
      said.push(...others.map((other) => this.#ways(one, other)))
    }
    const places = ranking.map((place) => place.map(({ name }) => name).join(' = '))
    return [...said, { key: `${FAMILY}.ranking`, words: { ranking: places.join(' > ') } }]
  }

  #ways(one: Named, other: Named): Sentence {
    const { strength } = this.#transcript
    const [there, back] = [
      entryOf(strength, one.number, other.number),
      entryOf(strength, other.number, one.number),
    ]
    const words = { name: one.name, other: other.name, there, back }
    if (there <= back) return { key: `${FAMILY}.level_ways`, words }
    const ways = { way: this.#way(one, other), wayBack: this.#way(other, one) }
    return { key: `${FAMILY}.ways`, words: { ...words, ...ways } }
  }

  /** A path written as `A → C (28) → B (30)`: the papers that win each duel. */
  #way(one: Named, other: Named): string {
    const { paths, pairwise, candidates } = this.#transcript
    const steps = paths[one.number - 1]?.[other.number - 1] ?? []
    return steps
      .map((number, index) => {
        const { name } = namedAmong(candidates, number)
        const before = steps[index - 1]
        if (before === undefined) return name
        const votes = String(entryOf(pairwise, before, number))
        return `${name} (${inLocale(votes, this.#locale)})`
      })
      .join(' → ')
  }

  #duel(one: Named, other: Named, pairwise: readonly (readonly number[])[]) {
    return {
      other: other.name,
      for: entryOf(pairwise, one.number, other.number),
      against: entryOf(pairwise, other.number, one.number),
    }
  }

  #isWithdrawn(number: number): boolean {
    const { withdrawn } = this.#transcript.parameters
    return Array.isArray(withdrawn) && withdrawn.includes(number)
  }

  #names(named: readonly Named[]): string {
    return namesInLocale(named, this.#locale)
  }
}
