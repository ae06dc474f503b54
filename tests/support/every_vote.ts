import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readBlt } from '#governance/files/blt'
import { candidatesOf } from '#governance/methods/candidate'
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
export const publicVotes = (): Vote[] => [...rankedVotes(), ...schulzeVotes(), ...judgedVotes()]

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

/** Small clubs: on each line the ranks of a paper, and how many say the same. */
function schulzeVotes(): Vote[] {
  return filesOf('condorcet', '.cvotes').map(({ name, file }) => {
    const [, listed = ''] = /^#\/Candidates: (.*)$/m.exec(file) ?? []
    const names = listed.split(' ; ').map((one) => one.trim())
    const papers = file.split('\n').flatMap((line) => {
      const [ranking = '', count] = line.split('*')
      if (line.startsWith('#') || count === undefined) return []
      const ranks = ranking.split('>').map((rank) => rank.split('='))
      const numbers = ranks.map((rank) => rank.map((one) => names.indexOf(one.trim()) + 1))
      return [{ papers: Number(count), ranks: numbers }]
    })
    const candidates = candidatesOf(names)
    const parameters = { seats: 1, unranked: 'last', statusQuo: null, lotOrder: null } as const
    const ballots = { title: name, candidates, seats: 1, withdrawn: [], papers }
    return { name, published: { method: 'schulze', ballots, parameters } }
  })
}

/** Orsay: a row a ballot, grades from 1 (the worst), 0 for none. */
function judgedVotes(): Vote[] {
  return filesOf('majority-judgment', '.csv').map(({ name, file }) => {
    const [heading = '', ...rows] = file.trimEnd().split('\n')
    const papers = rows.map((row) => {
      const [, ...cells] = row.trim().split(',')
      return { papers: 1, grades: cells.map((cell) => (cell === '0' ? null : Number(cell) - 1)) }
    })
    const candidates = candidatesOf(heading.trim().split(',').slice(1))
    const grades = ['À rejeter', 'Insuffisant', 'Passable', 'Assez bien', 'Bien', 'Très bien']
    const parameters = { seats: 1, missing: 'worst', blank: 'worst', lotOrder: null } as const
    const ballots = { title: name, candidates, grades, papers }
    return { name, published: { method: 'majority-judgment', ballots, parameters } }
  })
}

function filesOf(folder: string, ending: string): { name: string; file: string }[] {
  const path = votesData(folder)
  if (!path) return []
  return readdirSync(path)
    .filter((name) => name.endsWith(ending))
    .map((name) => ({ name, file: readFileSync(join(path, name), 'utf8') }))
}
