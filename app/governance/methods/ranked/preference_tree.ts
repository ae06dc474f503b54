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
  readonly next: readonly Branch[]
}

/** All valid papers, by first choice; a branch is divided only when somebody reads on. */
export function preferenceTree(read: ReadPapers): readonly Branch[] {
  return divided(read, [...read.choices.keys()], 0)
}

class Papers implements Branch {
  readonly papers: number
  readonly ending: number
  #read: ReadPapers
  #lines: readonly number[] | null
  #depth: number
  #next: readonly Branch[] = []

  constructor(
    read: ReadPapers,
    readonly candidate: number,
    lines: readonly number[],
    depth: number
  ) {
    this.#read = read
    this.#depth = depth
    let [papers, ending] = [0, 0]
    const further: number[] = []
    for (const line of lines) {
      const here = read.papers[line] ?? 0
      papers += here
      if (read.choices[line]?.length === depth) ending += here
      else further.push(line)
    }
    this.papers = papers
    this.ending = ending
    this.#lines = further
  }

  get next(): readonly Branch[] {
    if (this.#lines) {
      this.#next = divided(this.#read, this.#lines, this.#depth)
      this.#lines = null
    }
    return this.#next
  }
}

/** The branches of these lines by their choice at a depth, from 0. */
function divided(read: ReadPapers, lines: readonly number[], depth: number): Branch[] {
  const byChoice = new Map<number, number[]>()
  for (const line of lines) {
    const choice = read.choices[line]?.[depth] ?? 0
    const alike = byChoice.get(choice)
    if (alike) alike.push(line)
    else byChoice.set(choice, [line])
  }
  return [...byChoice]
    .toSorted(([one], [other]) => one - other)
    .map(([candidate, alike]) => new Papers(read, candidate, alike, depth + 1))
}
