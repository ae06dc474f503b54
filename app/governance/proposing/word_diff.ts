/** A piece of two texts laid over each other. */
export interface Piece {
  kind: 'same' | 'gone' | 'new'
  text: string
}

/** Beyond so many words gone or new, texts are shown one after the other. */
const MOST_EDITS = 500

/** Characters below which what stays between two changes is no part of its own. */
const SHRED = 4

/**
 * What changes from one text to another, word by word, spaces kept: the shortest list of words gone
 * and new (Myers, “An O(ND) difference algorithm”, 1986).
 */
export function wordDiff(before: string, after: string): Piece[] {
  const [from, to] = [wordsOf(before), wordsOf(after)]
  let start = 0
  while (start < from.length && start < to.length && from[start] === to[start]) start += 1
  let end = 0
  const shorter = Math.min(from.length, to.length) - start
  while (end < shorter && from.at(-1 - end) === to.at(-1 - end)) end += 1
  const cut = (words: string[]) => words.slice(start, words.length - end)
  return joined([
    { kind: 'same', text: from.slice(0, start).join('') },
    ...between(cut(from), cut(to)),
    { kind: 'same', text: end === 0 ? '' : from.slice(-end).join('') },
  ])
}

const wordsOf = (text: string) => text.replaceAll('\r\n', '\n').match(/\s+|[^\s]+/g) ?? []

function between(from: string[], to: string[]): Piece[] {
  const trace = reach(from, to)
  if (!trace) {
    return [
      { kind: 'gone', text: from.join('') },
      { kind: 'new', text: to.join('') },
    ]
  }
  const pieces: Piece[] = []
  let [x, y] = [from.length, to.length]
  for (let edits = trace.length - 1; edits >= 0; edits -= 1) {
    const furthest = trace[edits] ?? new Map<number, number>()
    const k = x - y
    const down = comesFromAbove(furthest, k, edits)
    const previous = down ? k + 1 : k - 1
    const fromX = edits === 0 ? 0 : (furthest.get(previous) ?? 0)
    const fromY = edits === 0 ? 0 : fromX - previous
    while (x > fromX && y > fromY && (edits === 0 || x > (down ? fromX : fromX + 1))) {
      x -= 1
      y -= 1
      pieces.push({ kind: 'same', text: from[x] ?? '' })
    }
    if (edits === 0) break
    if (down) pieces.push({ kind: 'new', text: to[(y -= 1)] ?? '' })
    else pieces.push({ kind: 'gone', text: from[(x -= 1)] ?? '' })
  }
  return pieces.reverse()
}

/** For each number of edits, how far each diagonal had come before it; null beyond the most. */
function reach(from: string[], to: string[]): Map<number, number>[] | null {
  const furthest = new Map([[1, 0]])
  const trace: Map<number, number>[] = []
  for (let edits = 0; edits <= Math.min(MOST_EDITS, from.length + to.length); edits += 1) {
    trace.push(new Map(furthest))
    for (let k = -edits; k <= edits; k += 2) {
      const down = comesFromAbove(furthest, k, edits)
      let x = down ? (furthest.get(k + 1) ?? 0) : (furthest.get(k - 1) ?? 0) + 1
      while (x < from.length && x - k < to.length && from[x] === to[x - k]) x += 1
      furthest.set(k, x)
      if (x >= from.length && x - k >= to.length) return trace
    }
  }
  return null
}

function comesFromAbove(furthest: Map<number, number>, k: number, edits: number): boolean {
  return k === -edits || (k !== edits && (furthest.get(k - 1) ?? -1) < (furthest.get(k + 1) ?? -1))
}

/**
 * Neighbours of one kind as one piece; within a change, what goes before what comes. A word or two
 * that happen to be the same between two changes belong to them: shreds cannot be read.
 */
function joined(pieces: Piece[]): Piece[] {
  const made: Piece[] = []
  let [gone, come, same] = ['', '', '']
  const settle = () => {
    if (gone) made.push({ kind: 'gone', text: gone })
    if (come) made.push({ kind: 'new', text: come })
    if (same) made.push({ kind: 'same', text: same })
    gone = come = same = ''
  }
  for (const { kind, text } of pieces) {
    if (kind === 'same') {
      same += text
      continue
    }
    if (same) {
      const within = (gone || come) && same.trim().length < SHRED && !same.includes('\n')
      if (within) [gone, come, same] = [gone + same, come + same, '']
      else settle()
    }
    if (kind === 'gone') gone += text
    else come += text
  }
  settle()
  return made
}
