import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readBlt } from '#governance/files/blt'
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
export const publicVotes = (): Vote[] => [...rankedVotes()]

function rankedVotes(): Vote[] {
  return filesOf('stv', '.blt').flatMap(({ name, file }) => {
    const read = readBlt(file)
    if (!read.ok) throw new Error(`${name}: ${read.refusal.key}`)
    const { seats, candidates } = read.value
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

function filesOf(folder: string, ending: string): { name: string; file: string }[] {
  const path = votesData(folder)
  if (!path) return []
  return readdirSync(path)
    .filter((name) => name.endsWith(ending))
    .map((name) => ({ name, file: readFileSync(join(path, name), 'utf8') }))
}
