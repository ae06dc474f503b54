import { writeApprovalCsv } from '../files/approval_csv.js'
import { writeBallotsJson } from '../files/ballots_json.js'
import { writeBlt } from '../files/blt.js'
import { writeGradesCsv } from '../files/grades_csv.js'
import { writeMotionCsv } from '../files/motion_csv.js'
import { ballotsOfPabulib, pabulibOf } from '../files/pabulib_ballots.js'
import { readPabulib, writePabulib } from '../files/pabulib.js'
import { writeRankedCsv } from '../files/ranked_csv.js'
import type { Method } from '../methods/transcript.js'
import type { PublishedBallots } from '../recount/recount.js'

/** Formats of ballots that other programs read, and `ballots:count` too. */
export const FORMATS = ['blt', 'pb', 'csv', 'json'] as const
export type Format = (typeof FORMATS)[number]

/** The formats in which the ballots of a method are written, the most usual first. */
export function filesOf(method: Method): readonly Format[] {
  if (method === 'equal-shares') return ['pb']
  if (['scottish-stv', 'meek-stv', 'irv', 'schulze'].includes(method)) return ['blt', 'csv', 'json']
  return ['csv', 'json']
}

/** Ballots written in a format; null when their method has none of that name. */
export function ballotFile(published: PublishedBallots, format: Format): string | null {
  if (!filesOf(published.method).includes(format)) return null
  switch (published.method) {
    case 'equal-shares':
      return budgetFile(published)
    case 'motion': {
      const { ballots, parameters } = published
      return format === 'csv'
        ? writeMotionCsv({ ballots, colleges: parameters.colleges?.list ?? null })
        : writeBallotsJson({ kind: 'motion', ballots })
    }
    case 'majority-judgment': {
      const { ballots } = published
      return format === 'csv'
        ? writeGradesCsv(ballots)
        : writeBallotsJson({ kind: 'graded', ballots })
    }
    case 'approval': {
      const { ballots } = published
      return format === 'csv'
        ? writeApprovalCsv(ballots)
        : writeBallotsJson({ kind: 'approval', ballots })
    }
    case 'consent':
      return writeBallotsJson({ kind: 'consent', ballots: published.ballots })
    default:
      return 'ballots' in published ? rankedFile(published.ballots, format) : published.file
  }
}

function rankedFile(ballots: Parameters<typeof writeBlt>[0], format: Format): string {
  if (format === 'blt') return writeBlt(ballots)
  return format === 'csv' ? writeRankedCsv(ballots) : writeBallotsJson({ kind: 'ranked', ballots })
}

function budgetFile(published: PublishedBallots & { method: 'equal-shares' }): string {
  if ('ballots' in published) return writePabulib(pabulibOf(published.ballots))
  const read = readPabulib(published.file)
  return read.ok ? writePabulib(pabulibOf(ballotsOfPabulib(read.value))) : published.file
}
