import { writeFileSync } from 'node:fs'

/** Numbers from 0 up to 1, the same at each run for one seed. */
export function chance(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Ranked papers, nearly all different: some candidates are liked more, and few people rank them all. */
export function writeRankedPapers(
  path: string,
  { papers, candidates, seats }: { papers: number; candidates: number; seats: number }
) {
  const next = chance(2026)
  const lines = [`${candidates} ${seats}`]
  for (let paper = 0; paper < papers; paper += 1) {
    const length = 1 + Math.floor(next() * candidates)
    const liked = Array.from({ length: candidates }, (_none, index) => ({
      number: index + 1,
      liking: next() ** (1 + index / candidates),
    }))
    liked.sort((one, other) => other.liking - one.liking)
    lines.push(`1 ${[...liked.slice(0, length).map(({ number }) => number), 0].join(' ')}`)
  }
  lines.push('0', ...liked(candidates), '"Synthetic papers"')
  writeFileSync(path, `${lines.join('\n')}\n`)
}

const liked = (candidates: number) =>
  Array.from({ length: candidates }, (_none, index) => `"Candidate ${index + 1}"`)
