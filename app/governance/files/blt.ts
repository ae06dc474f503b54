import { done } from '#shared/result'
import { candidatesOf } from '../methods/candidate.js'
import type { RankedBallots, RankedPapers } from '../methods/ranked_ballots.js'
import { BltFault, BltLines } from './blt_lines.js'
import { faulty, type Read } from './file_fault.js'

/** A file is refused beyond these: what a count is for stays far below them. */
export const BLT_MOST_CANDIDATES = 1000
const MOST_CHARACTERS = 200_000_000

/**
 * Reads ranked papers as Hill, Wichmann and Woodall wrote them, with what others added: comments after
 * `#`, `=` between equal ranks, `-` for a rank left empty, the name of a paper in parentheses (not
 * kept), two more strings after the title (not kept). A paper on each line; line ends of any system;
 * blanks that follow each other in a name are one.
 */
export function readBlt(text: string): Read<RankedBallots> {
  if (text.length > MOST_CHARACTERS) return faulty(0, 'too_large')
  try {
    return done(readLines(new BltLines(text)))
  } catch (error) {
    if (error instanceof BltFault) return faulty(error.line, error.key, error.words)
    throw error
  }
}

function readLines(lines: BltLines): RankedBallots {
  lines.toNextLine('blt_empty')
  const count = lines.integer('blt_first_line')
  const seats = lines.integer('blt_first_line')
  if (count < 1 || count > BLT_MOST_CANDIDATES) {
    throw lines.fault('blt_candidates', { most: BLT_MOST_CANDIDATES, found: count })
  }
  if (seats < 1 || seats > BLT_MOST_CANDIDATES) throw lines.fault('blt_seats', { found: seats })
  lines.endOfLine('blt_first_line')
  const withdrawn = new Set<number>()
  lines.toNextLine('blt_no_end')
  while (lines.isNegative) {
    while (lines.isNegative) withdrawn.add(candidate(lines, lines.negative(), count))
    lines.endOfLine('blt_withdrawn')
    lines.toNextLine('blt_no_end')
  }
  const papers = readPapers(lines, count)
  const names = readStrings(lines, count)
  return {
    title: names[count] ?? '',
    candidates: candidatesOf(names.slice(0, count)),
    seats,
    withdrawn: [...withdrawn].toSorted((a, b) => a - b),
    papers,
  }
}

/** The papers down to the line with 0 alone. */
function readPapers(lines: BltLines, count: number): RankedPapers[] {
  // The same one-candidate ranks for all papers: a hundred thousand of them hold in little memory.
  const alone = Array.from({ length: count + 1 }, (_none, number) => [number])
  const papers: RankedPapers[] = []
  let cast = 0
  for (;;) {
    lines.skipName()
    const weight = lines.integer('blt_paper')
    if (weight === 0) break
    cast += weight
    if (!Number.isSafeInteger(cast)) throw lines.fault('too_many_papers')
    const ranks: (readonly number[])[] = []
    for (let number = 0; ;) {
      if (lines.isLineEnd) throw lines.fault('blt_no_zero')
      if (lines.takeDash()) ranks.push([])
      else {
        number = lines.integer('blt_paper')
        if (number === 0) break
        ranks.push(readRank(lines, candidate(lines, number, count), alone, count))
      }
      if (ranks.length > BLT_MOST_CANDIDATES) throw lines.fault('blt_ranks')
    }
    lines.endOfLine('blt_after_zero')
    papers.push({ papers: weight, ranks })
    lines.toNextLine('blt_no_end')
  }
  lines.endOfLine('blt_after_zero')
  return papers
}

function readRank(lines: BltLines, first: number, alone: readonly number[][], count: number) {
  if (!lines.takeEqual()) return alone[first] ?? [first]
  const equal = [first]
  do {
    equal.push(candidate(lines, lines.integer('blt_paper'), count))
    if (equal.length > BLT_MOST_CANDIDATES) throw lines.fault('blt_ranks')
  } while (lines.takeEqual())
  return equal
}

function candidate(lines: BltLines, number: number, count: number): number {
  if (number < 1 || number > count) throw lines.fault('blt_number', { found: number, most: count })
  return number
}

/** The names of all candidates, the title, at most two strings more; what follows those is free. */
function readStrings(lines: BltLines, count: number): string[] {
  const strings: string[] = []
  while (lines.hasMore) {
    if (strings.length === count + 3) {
      if (lines.isQuote) throw lines.fault('blt_too_many_names', { count })
      break
    }
    strings.push(lines.string())
  }
  if (strings.length > count) return strings
  throw lines.fault('blt_names', { needed: count, found: Math.max(strings.length - 1, 0) })
}

/** Writes ranked papers so that `readBlt` reads the same; what it holds must have its numbers in range. */
export function writeBlt({ title, candidates, seats, withdrawn, papers }: RankedBallots): string {
  const lines = [`${candidates.length} ${seats}`]
  if (withdrawn.length > 0) lines.push(withdrawn.map((number) => `-${number}`).join(' '))
  for (const { papers: weight, ranks } of papers) {
    const written = ranks.map((rank) => (rank.length === 0 ? '-' : rank.join('=')))
    lines.push([weight, ...written, 0].join(' '))
  }
  lines.push('0', ...candidates.map(({ name }) => quoted(name)), quoted(title))
  return `${lines.join('\n')}\n`
}

const quoted = (text: string) =>
  `"${text.replace(/[ \t\r\n]+/g, ' ').replace(/["\\]/g, (sign) => `\\${sign}`)}"`
