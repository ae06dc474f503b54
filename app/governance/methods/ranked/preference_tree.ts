import type { ReadPapers } from './paper_reading.js'

/**
 * The papers that begin with the same choices, down to `candidate`. They have always moved together,
 * so that the order and the grouping of papers in a file cannot show in a count.
 */
export interface Branch {
  readonly candidate: number
  /** How many papers. */
  readonly papers: number
  /** How many of them say nothing more. */
  readonly ending: number
  /** The others by their next choice, in the order of candidates' numbers. */
  next(): readonly Branch[]
}

/** All valid papers, by first choice; a branch is divided only when somebody reads on. */
export function preferenceTree(read: ReadPapers): readonly Branch[] {
  const lines = new Uint32Array(read.papers.length).map((_zero, line) => line)
  return branchesOf(read, lines, 0)
}

/** The branches of these lines by their choice at a depth, from 0. The lines are put in that order. */
function branchesOf(read: ReadPapers, lines: Uint32Array, depth: number): Branch[] {
  const choiceOf = (line: number) => read.choices[(read.starts[line] ?? 0) + depth] ?? 0
  lines.sort((one, other) => choiceOf(one) - choiceOf(other))
  const branches: Branch[] = []
  for (let start = 0; start < lines.length;) {
    const candidate = choiceOf(lines[start] ?? 0)
    let end = start + 1
    while (end < lines.length && choiceOf(lines[end] ?? 0) === candidate) end += 1
    branches.push(branchOf(read, candidate, lines.subarray(start, end), depth + 1))
    start = end
  }
  return branches
}

function branchOf(read: ReadPapers, candidate: number, lines: Uint32Array, depth: number): Branch {
  let [papers, ending, further] = [0, 0, 0]
  for (const line of lines) {
    const here = read.papers[line] ?? 0
    papers += here
    if ((read.starts[line + 1] ?? 0) - (read.starts[line] ?? 0) === depth) ending += here
    else {
      // Those with more to say move to the front; the others are not read again.
      lines[further] = line
      further += 1
    }
  }
  let divided: Branch[] | null = null
  const next = () => (divided ??= branchesOf(read, lines.subarray(0, further), depth))
  return { candidate, papers, ending, next }
}
