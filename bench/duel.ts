import { median } from './figure.js'
import { load, type LoadRequest, type LoadResult } from './load.js'

export interface Pace {
  /** Of each measured run. */
  seconds: number
  rounds: number
  /** Puts in order what a run leaves for the next one to do. */
  betweenRuns(): Promise<void>
}

export interface Duel {
  ours: LoadResult
  limit: LoadResult
}

// A server's first seconds are those of its compiler.
const WARM_UP = 3

/** Loads both servers in turn, warmed up first; medians of each over the rounds. */
export async function duel(
  urls: { ours: string; limit: string },
  requests: LoadRequest[],
  { seconds, rounds, betweenRuns }: Pace,
  connections = 10
): Promise<Duel> {
  const results: Record<'ours' | 'limit', LoadResult[]> = { ours: [], limit: [] }
  for (let round = 0; round <= rounds; round += 1) {
    for (const who of round % 2 === 0
      ? (['limit', 'ours'] as const)
      : (['ours', 'limit'] as const)) {
      const options = { url: urls[who], connections, requests }
      const result = await load({
        ...options,
        seconds: round === 0 ? WARM_UP : seconds,
      })
      await betweenRuns()
      if (round > 0) results[who].push(result)
    }
  }
  return { ours: medians(results.ours), limit: medians(results.limit) }
}

function medians(results: LoadResult[]): LoadResult {
  const of = (key: keyof LoadResult) => median(results.map((result) => result[key]))
  return { perSecond: of('perSecond'), p50: of('p50'), p99: of('p99'), bytes: of('bytes') }
}
