import type { Candidate } from '../methods/candidate.js'
import type { EliminationStage, EliminationTranscript } from '../methods/ranked/count_stages.js'

/** From whom votes went to whom in a stage; null: to nobody any more. */
export interface Moved {
  from: number
  to: number | null
  votes: number
}

/** A stage as drawings need it: plain numbers, never used to decide anything. */
export interface StageOfVotes {
  n: number
  /** Votes after the stage, by candidate. */
  held: ReadonlyMap<number, number>
  /** The votes that elect, in this stage; null where no number does. */
  quota: number | null
  /** What nobody holds any more after the stage. */
  lost: number
  /** Null when the method does not say which vote went where. */
  moved: readonly Moved[] | null
  elected: readonly number[]
  excluded: readonly number[]
}

/** A count stage by stage, with when each candidate's fate was settled. */
export interface CountOfVotes {
  /** Elected first, in that order; then those still there at the end; then the last to leave first. */
  candidates: readonly Candidate[]
  stages: readonly StageOfVotes[]
  valid: number
  /** Number of the stage that elects, or excludes, by candidate. */
  electedAt: ReadonlyMap<number, number>
  excludedAt: ReadonlyMap<number, number>
}

/** Reads the transcript of a count by elimination: transferable votes, Meek, instant run-off. */
export function countOfVotes(transcript: EliminationTranscript): CountOfVotes {
  const valid = transcript.ballots.valid
  const stages = transcript.stages.map((stage) => stageOfVotes(stage, transcript))
  const electedAt = new Map<number, number>()
  const excludedAt = new Map<number, number>()
  for (const { n, elected, excluded } of stages) {
    for (const number of elected) electedAt.set(number, n)
    for (const number of excluded) excludedAt.set(number, n)
  }
  const standing = transcript.candidates.filter(({ number }) =>
    stages.some(({ held }) => held.has(number))
  )
  const winners = transcript.winners.map(({ number }) => number)
  const place = ({ number }: Candidate) => {
    if (winners.includes(number)) return winners.indexOf(number)
    return 2000 - (excludedAt.get(number) ?? 1000)
  }
  return {
    candidates: standing.toSorted((one, other) => place(one) - place(other)),
    stages,
    ...{ valid, electedAt, excludedAt },
  }
}

function stageOfVotes(
  { n, totals, moved, elected, excluded, ...stage }: EliminationStage,
  { ballots, quota }: EliminationTranscript
): StageOfVotes {
  const held = new Map(
    Object.entries(totals ?? {}).map(([number, votes]) => [Number(number), Number(votes)])
  )
  const together = [...held.values()].reduce((sum, votes) => sum + votes, 0)
  return {
    ...{ n, held },
    quota: Number(stage.quota ?? quota ?? 0) || null,
    lost: Math.max(0, ballots.valid - together),
    moved: moved ? moved.map(movedOf) : null,
    elected: elected.map(({ number }) => number),
    excluded: excluded.map(({ number }) => number),
  }
}

function movedOf(move: { from: number; to: number | null; value: string }): Moved {
  return { from: move.from, to: move.to, votes: Number(move.value) }
}
