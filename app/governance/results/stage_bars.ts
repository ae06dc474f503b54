import type { EliminationTranscript } from '../methods/ranked/count_stages.js'
import { countOfVotes, type CountOfVotes, type StageOfVotes } from './count_of_votes.js'
import { outOfHundred } from './rounded.js'

/** One candidate in one stage: lengths out of a hundred, the longest bar of the count being one. */
export interface StageBar {
  number: number
  name: string
  votes: number
  /** Votes more, or fewer when negative, than after the stage before. */
  change: number
  kept: number
  gained: number
  lost: number
  state: 'elected' | 'elected_now' | 'excluded_now' | 'standing'
}

export interface StageOfBars {
  n: number
  bars: readonly StageBar[]
  /** Where the quota stands on the bars. */
  quota: number | null
  /** Votes that nobody holds after the stage. */
  lost: number
}

/** The same count as the flow, one stage under the other: what fits a phone, and reads aloud. */
export function drawStages(transcript: EliminationTranscript): StageOfBars[] {
  const count = countOfVotes(transcript)
  const longest = Math.max(
    ...count.stages.flatMap(({ held, quota }) => [quota ?? 0, ...held.values()])
  )
  return count.stages.map((stage, index) => ({
    n: stage.n,
    bars: count.candidates
      .map(({ number, name }) => barOf({ number, name }, count, index, longest))
      .filter((bar) => bar !== null),
    quota: stage.quota === null ? null : outOfHundred(stage.quota, longest),
    lost: stage.lost,
  }))
}

/** Null once the candidate is out. */
function barOf(
  { number, name }: { number: number; name: string },
  { stages, electedAt, excludedAt }: CountOfVotes,
  index: number,
  longest: number
): StageBar | null {
  const stage = stages[index]
  const out = excludedAt.get(number)
  if (!stage || (out !== undefined && out < stage.n)) return null
  const votes = stage.held.get(number) ?? 0
  const before = stages[index - 1]?.held.get(number) ?? votes
  return {
    ...{ number, name, votes },
    change: votes - before,
    kept: outOfHundred(Math.min(votes, before), longest),
    gained: outOfHundred(Math.max(0, votes - before), longest),
    lost: outOfHundred(Math.max(0, before - votes), longest),
    state: stateOf(stage, electedAt.get(number), out),
  }
}

function stateOf({ n }: StageOfVotes, elected?: number, out?: number): StageBar['state'] {
  if (out === n) return 'excluded_now'
  if (elected === undefined || elected > n) return 'standing'
  return elected === n ? 'elected_now' : 'elected'
}
