import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readBlt, writeBlt } from '#governance/files/blt'
import { readCvotes } from '#governance/files/cvotes'
import type { Read } from '#governance/files/file_fault'
import { readGradesCsv } from '#governance/files/grades_csv'
import { readPabulib, writePabulib } from '#governance/files/pabulib'
import { ballotsOfPabulib, pabulibOf } from '#governance/files/pabulib_ballots'
import type { PublishedBallots } from '#governance/recount/recount'
import { GALLERY_CASES } from '../../app/web/development/gallery_cases.js'
import { votesData } from './votes_data.js'

export interface Vote {
  name: string
  published: PublishedBallots
}

const SAMPLES = new URL('../fixtures/ballots/', import.meta.url).pathname
const reading = { overvote: 'exhaust', emptyRank: 'exhaust' } as const

/** The small votes that come with the project: one of each method at least. */
export const sampleVotes = (): Vote[] =>
  GALLERY_CASES.flatMap(({ name, from, counted }) =>
    'sample' in from
      ? [{ name, published: counted(readFileSync(join(SAMPLES, from.sample), 'utf8')) }]
      : []
  )

/** Every file of public elections that is at hand, counted by every method that can count it. */
export const publicVotes = (): Vote[] => [
  ...rankedVotes(),
  ...schulzeVotes(),
  ...judgedVotes(),
  ...budgetVotes(),
]

/** The same vote with one paper more than was published, like its first. */
export function oneMore(published: PublishedBallots): PublishedBallots {
  switch (published.method) {
    case 'motion':
      return { ...published, ballots: withOneMore(published.ballots) }
    case 'consent':
      return { ...published, ballots: withOneMore(published.ballots) }
    case 'approval':
      return { ...published, ballots: withOneMore(published.ballots) }
    case 'majority-judgment':
      return { ...published, ballots: withOneMore(published.ballots) }
    case 'equal-shares': {
      if ('ballots' in published) {
        return { ...published, ballots: withOneMore(published.ballots) }
      }
      const ballots = ballotsOfPabulib(contentOf('published', readPabulib(published.file)))
      return { ...published, file: writePabulib(pabulibOf(withOneMore(ballots))) }
    }
    default: {
      if ('ballots' in published) {
        return { ...published, ballots: withOneMore(published.ballots) }
      }
      const ballots = withOneMore(contentOf('published', readBlt(published.file)))
      return { ...published, file: writeBlt(ballots) }
    }
  }
}

const withOneMore = <One extends { papers: number }, Ballots extends object>(
  ballots: Ballots & { papers: readonly One[] }
) => {
  const papers = ballots.papers.map((one, at) =>
    at === 0 ? { ...one, papers: one.papers + 1 } : one
  )
  return { ...ballots, papers }
}

function rankedVotes(): Vote[] {
  return filesOf('stv', '.blt').flatMap(({ name, file }) => {
    const { seats, candidates } = contentOf(name, readBlt(file))
    const vote = { format: 'blt', file } as const
    const lotOrder = candidates.map(({ number }) => number)
    const stv = { seats, reading, lotOrder }
    const irv = { reading, stop: 'majority_of_continuing', lotOrder } as const
    return [
      {
        name: `${name}, scottish-stv`,
        published: { ...vote, method: 'scottish-stv', parameters: stv },
      },
      { name: `${name}, meek-stv`, published: { ...vote, method: 'meek-stv', parameters: stv } },
      { name: `${name}, irv`, published: { ...vote, method: 'irv', parameters: irv } },
    ]
  })
}

function schulzeVotes(): Vote[] {
  return filesOf('condorcet', '.cvotes').map(({ name, file }) => {
    const ballots = contentOf(name, readCvotes(file))
    const parameters = { seats: 1, unranked: 'last', statusQuo: null, lotOrder: null } as const
    return { name, published: { method: 'schulze', ballots, parameters } }
  })
}

function judgedVotes(): Vote[] {
  return filesOf('majority-judgment', '.csv').map(({ name, file }) => {
    const ballots = contentOf(name, readGradesCsv(file, ['1', '2', '3', '4', '5', '6']))
    const parameters = { seats: 1, missing: 'worst', blank: 'worst', lotOrder: null } as const
    return { name, published: { method: 'majority-judgment', ballots, parameters } }
  })
}

function contentOf<Content>(name: string, read: Read<Content>): Content {
  if (!read.ok) throw new Error(`${name}: ${read.refusal.key}`)
  return read.value
}

/** Polish districts: with cost and cardinality utilities, with and without completion. */
function budgetVotes(): Vote[] {
  return filesOf('equal-shares', '.pb').flatMap(({ name, file }) => {
    const [, budget = ''] = /^budget;(\d+)/m.exec(file) ?? []
    return (['cost', 'cardinality'] as const).flatMap((utility) =>
      (['add1', 'none'] as const).map((completion): Vote => {
        const declared = { budget, increment: '1', utility, completion } as const
        const parameters = { ...declared, fill: 'approvals', lotOrder: null } as const
        return {
          name: `${name}, ${utility}, ${completion}`,
          published: { method: 'equal-shares', format: 'pabulib', file, parameters },
        }
      })
    )
  })
}

function filesOf(folder: string, ending: string): { name: string; file: string }[] {
  const path = votesData(folder)
  if (!path) return []
  return readdirSync(path)
    .filter((name) => name.endsWith(ending))
    .map((name) => ({ name, file: readFileSync(join(path, name), 'utf8') }))
}
