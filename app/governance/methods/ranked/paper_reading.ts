import type { RankedBallots, RankedPapers } from '../ranked_ballots.js'
import type { BallotCounts } from '../transcript.js'

/**
 * What a vote declares about papers that are not filled in plainly. `exhaust`: the paper is read down
 * to there and no further; `skip`: that rank is read past.
 */
export interface ReadingRules {
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

/** Valid papers as the count takes them: one candidate a rank, each at most once, none withdrawn. */
export interface ReadPapers {
  counts: BallotCounts
  irregular: Irregularities
  choices: readonly (readonly number[])[]
  /** How many papers hold the choices at the same place. */
  papers: readonly number[]
}

interface Paper {
  choices: number[]
  blank: boolean
  irregular: Set<keyof Irregularities>
}

/**
 * Reads ranked papers by the rules declared. A paper with nothing on it is blank; one with something
 * on it but no first choice that can be read is invalid. Numbers that nobody has, candidates who
 * stepped back and second mentions are read past; what then remains at a rank is the choice, or an
 * overvote. Throws when there are more papers than numbers can count.
 */
export function readPapers(ballots: RankedBallots, rules: ReadingRules): ReadPapers {
  const standing = standingIn(ballots)
  const counts = { cast: 0, valid: 0, blank: 0, abstention: 0, invalid: 0 }
  const irregular = { overvote: 0, emptyRank: 0, repeated: 0, unknown: 0, withdrawn: 0 }
  const choices: number[][] = []
  const papers: number[] = []
  for (const identical of ballots.papers) {
    const paper = readPaper(identical, standing, rules)
    counts.cast += identical.papers
    if (paper.choices.length > 0) {
      counts.valid += identical.papers
      choices.push(paper.choices)
      papers.push(identical.papers)
    } else counts[paper.blank ? 'blank' : 'invalid'] += identical.papers
    for (const kind of paper.irregular) irregular[kind] += identical.papers
  }
  if (!Number.isSafeInteger(counts.cast)) throw new Error('More papers than numbers can count')
  return { counts, irregular, choices, papers }
}

/** For each number, from 1: whether somebody stands under it. Index 0 is nobody. */
function standingIn({ candidates, withdrawn }: RankedBallots): boolean[] {
  const standing = [false, ...candidates.map(() => true)]
  for (const number of withdrawn) standing[number] = false
  return standing
}

function readPaper({ ranks }: RankedPapers, standing: readonly boolean[], rules: ReadingRules) {
  const paper: Paper = { choices: [], blank: true, irregular: new Set() }
  let empty = false
  for (const rank of ranks) {
    if (rank.length === 0) {
      empty = true
      continue
    }
    paper.blank = false
    if (empty) {
      paper.irregular.add('emptyRank')
      if (rules.emptyRank === 'exhaust') break
      empty = false
    }
    const chosen = chosenAt(rank, paper, standing)
    const [first] = chosen
    if (chosen.length > 1) {
      paper.irregular.add('overvote')
      if (rules.overvote === 'exhaust') break
    } else if (first !== undefined) paper.choices.push(first)
  }
  return paper
}

/** Who can be chosen at a rank: those who stand and were not chosen above. */
function chosenAt(rank: readonly number[], paper: Paper, standing: readonly boolean[]): number[] {
  const chosen: number[] = []
  for (const number of rank) {
    if (standing[number]) {
      if (chosen.includes(number) || paper.choices.includes(number)) paper.irregular.add('repeated')
      else chosen.push(number)
    } else if (standing[number] === false && number !== 0) paper.irregular.add('withdrawn')
    else paper.irregular.add('unknown')
  }
  return chosen
}
