import type { RankedBallots, RankedPapers } from '../ranked_ballots.js'
import type { BallotCounts } from '../transcript.js'

/**
 * What a vote declares about papers that are not filled in plainly. `exhaust`: the paper is read down
 * to there and no further; `skip`: that rank is read past.
 */
export type ReadingRules = {
  /** Several candidates at one rank. */
  overvote: 'exhaust' | 'skip'
  /** A rank left empty above one that is not. */
  emptyRank: 'exhaust' | 'skip'
}

/** Numbers of papers, whatever became of them: one paper may be in several. */
export type Irregularities = {
  overvote: number
  emptyRank: number
  /** A candidate ranked again below: only the first mention is read. */
  repeated: number
  /** A number that nobody has: read past. */
  unknown: number
  /** Somebody who stepped back: read past. */
  withdrawn: number
}

/**
 * Valid papers as the count takes them: one candidate a rank, each at most once, none withdrawn. Kept
 * end to end in little memory: a hundred thousand papers hold a million choices.
 */
export interface ReadPapers {
  counts: BallotCounts
  irregular: Irregularities
  /** The choices of all papers, one paper after the other. */
  choices: Uint16Array
  /** Where the choices of each begin; one place more for the end of the last. */
  starts: Uint32Array
  /** How many papers are like each. */
  papers: Float64Array
}

/**
 * Reads ranked papers by the rules declared. A paper with nothing on it is blank; one with something
 * on it but no first choice that can be read is invalid. Numbers that nobody has, candidates who
 * stepped back and second mentions are read past; what then remains at a rank is the choice, or an
 * overvote. Throws when there are more papers than numbers can count.
 */
export function readPapers(ballots: RankedBallots, rules: ReadingRules): ReadPapers {
  const reader = new PaperReader(ballots, rules)
  const counts = { cast: 0, valid: 0, blank: 0, abstention: 0, invalid: 0 }
  const irregular = { ...NONE }
  const starts = new Uint32Array(ballots.papers.length + 1)
  const papers = new Float64Array(ballots.papers.length)
  let kinds = 0
  for (const identical of ballots.papers) {
    const what = reader.read(identical)
    counts.cast += identical.papers
    counts[what] += identical.papers
    for (const kind of KINDS) if (reader.found[kind]) irregular[kind] += identical.papers
    if (what !== 'valid') continue
    papers[kinds] = identical.papers
    kinds += 1
    starts[kinds] = reader.end
  }
  if (!Number.isSafeInteger(counts.cast)) throw new Error('More papers than numbers can count')
  return {
    ...{ counts, irregular, choices: reader.choices.subarray(0, reader.end) },
    ...{ starts: starts.subarray(0, kinds + 1), papers: papers.subarray(0, kinds) },
  }
}

const NONE: Irregularities = { overvote: 0, emptyRank: 0, repeated: 0, unknown: 0, withdrawn: 0 }
const KINDS = ['overvote', 'emptyRank', 'repeated', 'unknown', 'withdrawn'] as const

/** What a choice can be in the list that keeps them all. */
const MOST_CANDIDATES = 0xffff

/** Reads one paper after another into the same list of choices. */
class PaperReader {
  readonly choices: Uint16Array
  /** Where the choices read so far end. */
  end = 0
  /** What the last paper had: 1, or 0. */
  found = { ...NONE }
  readonly #rules: ReadingRules
  /** For each number from 1: whether somebody stands under it. */
  readonly #standing: boolean[]
  #start = 0

  constructor({ candidates, withdrawn, papers }: RankedBallots, rules: ReadingRules) {
    if (candidates.length > MOST_CANDIDATES) throw new Error(`${candidates.length} candidates`)
    this.#rules = rules
    this.#standing = [false, ...candidates.map(() => true)]
    for (const number of withdrawn) this.#standing[number] = false
    this.choices = new Uint16Array(papers.reduce((sum, { ranks }) => sum + ranks.length, 0))
  }

  read({ ranks }: RankedPapers): 'valid' | 'blank' | 'invalid' {
    this.#start = this.end
    this.found = { ...NONE }
    let blank = true
    let empty = false
    for (const rank of ranks) {
      if (rank.length === 0) {
        empty = true
        continue
      }
      blank = false
      if (empty) this.found.emptyRank = 1
      if (empty && this.#rules.emptyRank === 'exhaust') break
      if (!this.#choose(rank) && this.#rules.overvote === 'exhaust') break
    }
    if (this.end > this.#start) return 'valid'
    return blank ? 'blank' : 'invalid'
  }

  /** Takes the choice of a rank, if any; false when there are several. */
  #choose(rank: readonly number[]): boolean {
    let choice = 0
    let several = false
    for (const number of rank) {
      if (!this.#standing[number]) {
        this.found[this.#standing[number] === false && number > 0 ? 'withdrawn' : 'unknown'] = 1
      } else if (number === choice || this.#isChosen(number)) this.found.repeated = 1
      else if (choice > 0) several = true
      else choice = number
    }
    if (several) this.found.overvote = 1
    else if (choice > 0) {
      this.choices[this.end] = choice
      this.end += 1
    }
    return !several
  }

  #isChosen(number: number): boolean {
    for (let at = this.#start; at < this.end; at += 1) if (this.choices[at] === number) return true
    return false
  }
}
