import { readFileSync } from 'node:fs'
import { readBlt } from '#governance/files/blt'
import { readCvotes } from '#governance/files/cvotes'
import type { Read } from '#governance/files/file_fault'
import { readGradesCsv } from '#governance/files/grades_csv'
import { readPabulib } from '#governance/files/pabulib'
import { ballotsOfPabulib } from '#governance/files/pabulib_ballots'
import { canonicalHash } from '#governance/methods/canonical'
import { countEqualShares } from '#governance/methods/equal_shares/equal_shares'
import { countMajorityJudgment } from '#governance/methods/majority_judgment/majority_judgment'
import { countSchulze } from '#governance/methods/schulze/schulze'
import { countScottishStv } from '#governance/methods/stv/scottish_stv'
import {
  writeBudgetPapers,
  writeCvotesPapers,
  writeGradedPapers,
  writeRankedPapers,
} from './counting_papers.js'

/** A count to measure, each run in a process of its own. */
export interface CountingWork {
  name: string
  limit: { seconds: number; megabytes: number }
  /** Writes the file that is counted; not measured. */
  prepare(path: string): void
  /** From the file on the disk to the hash of the transcript: what is measured. */
  run(path: string): string
}

const GRADES = ['À rejeter', 'Insuffisant', 'Passable', 'Assez bien', 'Bien', 'Très bien']
const RANKED = { papers: 100_000, candidates: 20, seats: 6 }

/** A method adds its work here; `npm run bench -- counting` measures them all. */
export const COUNTING_WORKS: readonly CountingWork[] = [
  {
    name: 'Scottish STV, 100,000 ranked papers, 20 candidates, 6 seats',
    limit: { seconds: 1.5, megabytes: 300 },
    prepare: (path) => writeRankedPapers(path, RANKED),
    run(path) {
      const ballots = contentOf(readBlt(readFileSync(path, 'utf8')))
      const reading = { overvote: 'exhaust', emptyRank: 'exhaust' } as const
      const { seats } = ballots
      return canonicalHash(countScottishStv(ballots, { seats, reading, lotOrder: null }))
    },
  },
  {
    name: 'Schulze, 100,000 ranked papers, 20 candidates',
    limit: { seconds: 1.5, megabytes: 300 },
    prepare: (path) => writeCvotesPapers(path, RANKED),
    run(path) {
      const ballots = contentOf(readCvotes(readFileSync(path, 'utf8')))
      const parameters = { seats: 1, unranked: ballots.unranked, statusQuo: null, lotOrder: null }
      return canonicalHash(countSchulze(ballots, parameters))
    },
  },
  {
    name: 'Majority judgment, 100,000 graded papers, 20 candidates',
    limit: { seconds: 1.5, megabytes: 300 },
    prepare: (path) => writeGradedPapers(path, RANKED),
    run(path) {
      const ballots = contentOf(readGradesCsv(readFileSync(path, 'utf8'), GRADES))
      const rules = { missing: 'worst', blank: 'worst' } as const
      return canonicalHash(countMajorityJudgment(ballots, { seats: 1, ...rules, lotOrder: null }))
    },
  },
  ...(['cost', 'cardinality'] as const).map((utility) => ({
    name: `Equal shares by ${utility} with add1, 20,000 papers, 200 projects`,
    limit: { seconds: 30, megabytes: 300 },
    prepare: (path: string) => writeBudgetPapers(path, { papers: 20_000, candidates: 200 }),
    run(path: string) {
      const ballots = ballotsOfPabulib(contentOf(readPabulib(readFileSync(path, 'utf8'))))
      const { budget, projects } = ballots
      const terms = { increment: '1', completion: 'add1', fill: 'none' } as const
      // With whole thousands some projects are level: a count without lots would stop there.
      const lotOrder = projects.map(({ number }) => number)
      const transcript = countEqualShares(ballots, { budget, utility, lotOrder, ...terms })
      if (transcript.steps === 0) throw new Error('Nothing was added to the shares')
      return canonicalHash(transcript)
    },
  })),
]

function contentOf<Content>(read: Read<Content>): Content {
  if (read.ok) return read.value
  throw new Error(`${read.refusal.key}, line ${read.refusal.line}`)
}
