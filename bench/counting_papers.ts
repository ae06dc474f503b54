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

interface Size {
  papers: number
  candidates: number
}

/** Ranked papers, nearly all different: some candidates are liked more, and few people rank them all. */
export function writeRankedPapers(path: string, { seats, ...size }: Size & { seats: number }) {
  const lines = [`${size.candidates} ${seats}`]
  for (const ranked of rankings(size)) lines.push(`1 ${[...ranked, 0].join(' ')}`)
  lines.push('0', ...names(size).map((name) => `"${name}"`), '"Synthetic papers"')
  writeFileSync(path, `${lines.join('\n')}\n`)
}

/** The same papers in the Condorcet Election Format. */
export function writeCvotesPapers(path: string, size: Size) {
  const lines = [`#/Candidates: ${names(size).join(' ; ')}`]
  for (const ranked of rankings(size)) {
    lines.push(ranked.map((number) => `Candidate ${number}`).join(' > '))
  }
  writeFileSync(path, `${lines.join('\n')}\n`)
}

/** Grades from 1 to 6, nearly all papers different; one in twenty is left out. */
export function writeGradedPapers(path: string, size: Size) {
  const next = chance(2026)
  const lines = [['', ...names(size)].join(',')]
  for (let paper = 1; paper <= size.papers; paper += 1) {
    const grades = names(size).map((_name, index) =>
      next() < 0.05 ? 0 : 1 + Math.floor(6 * next() ** (1 + index / size.candidates))
    )
    lines.push([paper, ...grades].join(','))
  }
  writeFileSync(path, `${lines.join('\n')}\n`)
}

/**
 * A budget of a quarter of what all projects cost; papers list from 5 to 15 of them, a few projects are
 * on very many, and costs go from 5,000 to 200,000.
 */
export function writeBudgetPapers(path: string, { papers, candidates }: Size) {
  const next = chance(2026)
  const costs = names({ papers, candidates }).map(() => 5000 + 1000 * Math.floor(195 * next() ** 2))
  const liking: number[] = []
  costs.forEach((_cost, rank) => liking.push((liking[rank - 1] ?? 0) + (rank + 3) ** -0.8))
  const lists = Array.from({ length: papers }, () => {
    const many = 5 + Math.floor(next() * 11)
    const listed = new Set<number>()
    while (listed.size < many) {
      const drawn = next() * (liking.at(-1) ?? 0)
      listed.add(1 + liking.findIndex((total) => drawn < total))
    }
    return [...listed]
  })
  const budget = Math.floor(costs.reduce((sum, cost) => sum + cost, 0) / 4)
  const lines = ['META', 'key;value', `budget;${budget}`, 'vote_type;approval']
  lines.push('PROJECTS', 'project_id;cost', ...costs.map((cost, index) => `${index + 1};${cost}`))
  lines.push('VOTES', 'voter_id;vote', ...lists.map((list, index) => `${index + 1};${list.join()}`))
  writeFileSync(path, `${lines.join('\n')}\n`)
}

/** Each paper's candidates, best first. */
function* rankings({ papers, candidates }: Size): Generator<number[]> {
  const next = chance(2026)
  for (let paper = 0; paper < papers; paper += 1) {
    const length = 1 + Math.floor(next() * candidates)
    const liked = Array.from({ length: candidates }, (_none, index) => ({
      number: index + 1,
      liking: next() ** (1 + index / candidates),
    }))
    liked.sort((one, other) => other.liking - one.liking)
    yield liked.slice(0, length).map(({ number }) => number)
  }
}

const names = ({ candidates }: Size) =>
  Array.from({ length: candidates }, (_none, index) => `Candidate ${index + 1}`)
