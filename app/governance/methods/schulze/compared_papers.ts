import type { RankedBallots, RankedPapers } from '../ranked_ballots.js'
import type { BallotCounts } from '../transcript.js'

/**
 * What a paper says of a candidate whom it does not rank: `last`, below all those it ranks and level
 * with the other unranked; `ignored`, nothing at all.
 */
export type Unranked = 'last' | 'ignored'

/** Numbers of papers, whatever became of them: one paper may be in several. */
export type ComparedIrregularities = {
  /** Several candidates at one rank: none is preferred to another. */
  equal: number
  /** A rank left empty above one that is not: read past. */
  emptyRank: number
  /** A candidate ranked again below: only the first mention is read. */
  repeated: number
  /** A number that nobody has: read past. */
  unknown: number
  /** Somebody who stepped back: read past. */
  withdrawn: number
  /** Valid papers that leave out a candidate who stands. */
  unranked: number
}

/** Papers as duels see them. */
export interface ComparedPapers {
  counts: BallotCounts
  irregular: ComparedIrregularities
  /** Numbers of papers that rank the candidate of the row (number − 1) above that of the column. */
  pairwise: number[][]
}

interface Paper {
  ranks: number[][]
  blank: boolean
  irregular: Set<keyof ComparedIrregularities>
}

/**
 * Reads ranked papers two candidates at a time. A paper with nothing on it is blank; one that names
 * only candidates who do not stand is invalid; one that ranks all level is valid and prefers nobody.
 * Throws when there are more papers than numbers can count.
 */
export function comparePapers(ballots: RankedBallots, unranked: Unranked): ComparedPapers {
  const withdrawn = new Set(ballots.withdrawn)
  const size = ballots.candidates.length
  const stands = Array.from({ length: size + 1 }, (_, n) => n > 0 && !withdrawn.has(n))
  const standing = ballots.candidates.map(({ number }) => number).filter((n) => stands[n])
  const counts = { cast: 0, valid: 0, blank: 0, abstention: 0, invalid: 0 }
  const irregular = { equal: 0, emptyRank: 0, repeated: 0, unknown: 0, withdrawn: 0, unranked: 0 }
  const pairwise = Array.from({ length: size }, () => new Array<number>(size).fill(0))
  const seen = new Array<boolean>(size + 1)
  for (const identical of ballots.papers) {
    const paper = readPaper(identical, stands, seen.fill(false))
    const left = paper.ranks.length > 0 ? standing.filter((number) => !seen[number]) : []
    if (left.length > 0) paper.irregular.add('unranked')
    counts.cast += identical.papers
    if (paper.ranks.length > 0) {
      counts.valid += identical.papers
      if (unranked === 'last') paper.ranks.push(left)
      addPreferences(pairwise, paper.ranks, identical.papers)
    } else counts[paper.blank ? 'blank' : 'invalid'] += identical.papers
    for (const kind of paper.irregular) irregular[kind] += identical.papers
  }
  if (!Number.isSafeInteger(counts.cast)) throw new Error('More papers than numbers can count')
  return { counts, irregular, pairwise }
}

function readPaper({ ranks }: RankedPapers, stands: readonly boolean[], seen: boolean[]): Paper {
  const paper: Paper = { ranks: [], blank: true, irregular: new Set() }
  let empty = false
  for (const rank of ranks) {
    if (rank.length === 0) {
      empty = true
      continue
    }
    paper.blank = false
    if (empty) paper.irregular.add('emptyRank')
    const level: number[] = []
    for (const number of rank) {
      if (!stands[number])
        paper.irregular.add(number in stands && number > 0 ? 'withdrawn' : 'unknown')
      else if (seen[number]) paper.irregular.add('repeated')
      else {
        seen[number] = true
        level.push(number)
      }
    }
    if (level.length > 1) paper.irregular.add('equal')
    if (level.length > 0) paper.ranks.push(level)
  }
  return paper
}

/** Each candidate of a rank is preferred to all those of the ranks below. */
function addPreferences(pairwise: number[][], ranks: readonly number[][], papers: number) {
  const above: number[][] = []
  for (const rank of ranks) {
    for (const preferred of above) {
      for (const number of rank) preferred[number - 1] = (preferred[number - 1] ?? 0) + papers
    }
    for (const number of rank) {
      const row = pairwise[number - 1]
      if (row) above.push(row)
    }
  }
}
