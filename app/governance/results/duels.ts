import type { Candidate } from '../methods/candidate.js'
import type { SchulzeTranscript } from '../methods/schulze/schulze.js'
import { entryOf } from '../methods/schulze/strongest_paths.js'
import { outOfHundred } from './rounded.js'

/** What papers say of two candidates; those that rank them level say nothing. */
export interface Duel {
  other: Candidate
  votes: number
  against: number
  /** Of those who prefer one of both, the part that prefers this one, out of a hundred. */
  share: number
  outcome: 'won' | 'lost' | 'even'
  /** How clear it is, from 0 to 3. */
  tint: number
}

/** A chain of won duels that is stronger than any way back. */
export interface WayRound {
  to: string
  steps: readonly { from: string; to: string; votes: number }[]
  strength: number
  back: number
}

export interface DuelsOf {
  candidate: Candidate
  /** From 1; null for an option that was dropped. */
  place: number | null
  winner: boolean
  /** In the order of the ranking; null against itself. */
  duels: readonly (Duel | null)[]
}

export interface DuelsDrawing {
  rows: readonly DuelsOf[]
  /** For the first winner: those whom only a way round beats. */
  ways: readonly WayRound[]
}

/** Every duel of a count by Schulze's method, the candidates in the order of the result. */
export function drawDuels(transcript: SchulzeTranscript): DuelsDrawing {
  const { ranking, dropped, pairwise, winners } = transcript
  const order = [...ranking.flat(), ...dropped]
  const placeOf = (number: number) => {
    const level = ranking.findIndex((place) => place.some((named) => named.number === number))
    return level < 0 ? null : 1 + ranking.slice(0, level).flat().length
  }
  const rows = order.map((candidate) => ({
    candidate,
    place: placeOf(candidate.number),
    winner: winners.some(({ number }) => number === candidate.number),
    duels: order.map((other) =>
      other.number === candidate.number ? null : duelOf(candidate, other, pairwise)
    ),
  }))
  return { rows, ways: waysOf(transcript) }
}

function duelOf(
  { number }: Candidate,
  other: Candidate,
  pairwise: readonly (readonly number[])[]
): Duel {
  const [votes, against] = [
    entryOf(pairwise, number, other.number),
    entryOf(pairwise, other.number, number),
  ]
  const share = votes + against === 0 ? 50 : outOfHundred(votes, votes + against)
  return {
    ...{ other, votes, against, share },
    outcome: votes > against ? 'won' : votes < against ? 'lost' : 'even',
    tint: Math.min(3, Math.ceil(Math.abs(share - 50) / 12)),
  }
}

function waysOf(transcript: SchulzeTranscript): WayRound[] {
  const { winners, ranking, pairwise, strength, paths, candidates } = transcript
  const [first] = winners
  if (!first) return []
  const nameOf = (number: number) => candidates[number - 1]?.name ?? ''
  return ranking.flat().flatMap(({ number, name }) => {
    const way = paths[first.number - 1]?.[number - 1] ?? []
    const direct = entryOf(pairwise, first.number, number) > entryOf(pairwise, number, first.number)
    if (direct || way.length < 3) return []
    const steps = way.slice(1).map((to, index) => {
      const from = way[index] ?? first.number
      return { from: nameOf(from), to: nameOf(to), votes: entryOf(pairwise, from, to) }
    })
    const [there, back] = [
      entryOf(strength, first.number, number),
      entryOf(strength, number, first.number),
    ]
    return [{ to: name, steps, strength: there, back }]
  })
}
