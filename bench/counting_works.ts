import { readFileSync } from 'node:fs'
import { readBlt } from '#governance/files/blt'
import { canonicalHash } from '#governance/methods/canonical'
import { countScottishStv } from '#governance/methods/stv/scottish_stv'
import { writeRankedPapers } from './counting_papers.js'

/** A count to measure, each run in a process of its own. */
export interface CountingWork {
  name: string
  limit: { seconds: number; megabytes: number }
  /** Writes the file that is counted; not measured. */
  prepare(path: string): void
  /** From the file on the disk to the hash of the transcript: what is measured. */
  run(path: string): string
}

const RANKED = { papers: 100_000, candidates: 20, seats: 6 }

/** A method adds its work here; `npm run bench -- counting` measures them all. */
export const COUNTING_WORKS: readonly CountingWork[] = [
  {
    name: 'Scottish STV, 100,000 ranked papers, 20 candidates, 6 seats',
    limit: { seconds: 1.5, megabytes: 300 },
    prepare: (path) => writeRankedPapers(path, RANKED),
    run(path) {
      const read = readBlt(readFileSync(path, 'utf8'))
      if (!read.ok) throw new Error(`${read.refusal.key}, line ${read.refusal.line}`)
      const reading = { overvote: 'exhaust', emptyRank: 'exhaust' } as const
      const { seats } = read.value
      return canonicalHash(countScottishStv(read.value, { seats, reading, lotOrder: null }))
    },
  },
]
