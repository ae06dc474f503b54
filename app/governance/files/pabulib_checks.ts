import { amountOf } from '../methods/amount.js'
import { faulty, type FileFault } from './file_fault.js'
import type { Pabulib, PabulibLines, PabulibTable } from './pabulib.js'

type Fault = { ok: false; refusal: FileFault }
type Found = Fault | null

const TYPES = ['approval', 'ordinal', 'cumulative', 'scoring', 'choose-1']
const WITH_POINTS = ['cumulative', 'scoring']
const MOST_PROJECTS = 1000
const MOST_COLUMNS = 200
const MOST_KEYS = 1000
const POINTS = /^-?\d{1,12}(\.\d{1,6})?$/
/** A few thousand votes name the same projects the same way: what was found right is found again. */
const REMEMBERED = 10_000

/** What a cell of money says: a comma is a point; null when it is no amount. */
export const amountIn = (cell: string): bigint | null => amountOf(cell.trim().replace(',', '.'))

/** The projects that a vote lists, by what the file calls them. */
export const listIn = (cell: string): string[] =>
  cell.trim() === '' ? [] : cell.split(',').map((id) => id.trim())

/** The first fault of a budget file; null when it can be counted. */
export const pabulibFault = (file: Pabulib, lines: PabulibLines): Found =>
  metaFault(file, lines) ??
  columnsFault('PROJECTS', file.projects, ['project_id', 'cost'], lines.projects[0] ?? 0) ??
  columnsFault('VOTES', file.votes, ['vote'], lines.votes[0] ?? 0) ??
  projectsFault(file, lines) ??
  votesFault(file, lines) ??
  countsFault(file, lines)

function metaFault({ meta }: Pabulib, { meta: lines }: PabulibLines): Found {
  if (meta.length > MOST_KEYS) return faulty(lines[0] ?? 0, 'too_many_rows', { most: MOST_KEYS })
  const seen = new Map<string, string>()
  for (const [at, [key, value]] of meta.entries()) {
    const line = lines[at + 1] ?? 0
    if (seen.has(key)) return faulty(line, 'key_twice', { key })
    seen.set(key, value)
    if (key === 'budget' && amountIn(value) === null)
      return faulty(line, 'not_an_amount', { value })
    if (key === 'vote_type' && !TYPES.includes(value)) {
      return faulty(line, 'vote_type_unknown', { value, known: TYPES.join(', ') })
    }
  }
  const missing = ['budget', 'vote_type'].find((key) => !seen.has(key))
  return missing ? faulty(0, 'key_missing', { key: missing }) : null
}

function columnsFault(section: string, table: PabulibTable, needed: string[], line: number): Found {
  const { columns } = table
  if (columns.length > MOST_COLUMNS) return faulty(line, 'too_many_columns', { most: MOST_COLUMNS })
  const twice = columns.find((column, at) => columns.indexOf(column) !== at)
  if (twice !== undefined) return faulty(line, 'column_twice', { section, column: twice })
  const missing = needed.find((column) => !columns.includes(column))
  return missing ? faulty(line, 'column_missing', { section, column: missing }) : null
}

function projectsFault({ projects }: Pabulib, { projects: lines }: PabulibLines): Found {
  const { columns, rows } = projects
  if (rows.length > MOST_PROJECTS) {
    return faulty(lines[MOST_PROJECTS + 1] ?? 0, 'too_many_projects', { most: MOST_PROJECTS })
  }
  const [idAt, costAt] = [columns.indexOf('project_id'), columns.indexOf('cost')]
  const seen = new Set<string>()
  let total = 0n
  for (const [at, row] of rows.entries()) {
    const [line, id, cost] = [lines[at + 1] ?? 0, idOf(row[idAt]), row[costAt] ?? '']
    if (id === '' || id.includes(',')) return faulty(line, 'project_id_unusable', { project: id })
    if (seen.has(id)) return faulty(line, 'project_twice', { project: id })
    seen.add(id)
    const amount = amountIn(cost)
    if (amount === null) return faulty(line, 'not_an_amount', { value: cost })
    if (amount === 0n) return faulty(line, 'project_costs_nothing', { project: id })
    total += amount
    if (total > MOST_TOGETHER) return faulty(line, 'costs_too_large')
  }
  return null
}

/** With four decimals, all costs together still count in whole numbers up to 2^53. */
const MOST_TOGETHER = 9_007_199_254_740_000n

export const idOf = (cell = ''): string => cell.trim()

function votesFault({ meta, projects, votes }: Pabulib, { votes: lines }: PabulibLines): Found {
  const column = (name: string) => votes.columns.indexOf(name)
  const [voterAt, voteAt, pointsAt] = [column('voter_id'), column('vote'), column('points')]
  const type = meta.find(([key]) => key === 'vote_type')?.[1] ?? ''
  const pointed = pointsAt >= 0 && WITH_POINTS.includes(type)
  const idAt = projects.columns.indexOf('project_id')
  const known = new Set(projects.rows.map((row) => idOf(row[idAt])))
  const voters = new Set<string>()
  const right = new Set<string>()
  for (const [at, row] of votes.rows.entries()) {
    const line = lines[at + 1] ?? 0
    const voter = row[voterAt]
    if (voter !== undefined) {
      if (voters.has(voter)) return faulty(line, 'voter_twice', { voter })
      voters.add(voter)
    }
    const vote = row[voteAt] ?? ''
    const fault = right.has(vote) ? null : listFault(vote, known, line)
    if (fault) return fault
    if (right.size < REMEMBERED) right.add(vote)
    const points = pointed ? pointsFault(row[pointsAt] ?? '', listIn(vote).length, line) : null
    if (points) return points
  }
  return null
}

function listFault(vote: string, known: ReadonlySet<string>, line: number): Found {
  const seen = new Set<string>()
  for (const project of listIn(vote)) {
    if (!known.has(project)) return faulty(line, 'project_unknown', { project })
    if (seen.has(project)) return faulty(line, 'listed_twice', { project })
    seen.add(project)
  }
  return null
}

function pointsFault(cell: string, listed: number, line: number): Found {
  const points = listIn(cell)
  if (points.length !== listed) {
    return faulty(line, 'points_and_projects', { points: points.length, projects: listed })
  }
  const wrong = points.find((value) => !POINTS.test(value))
  return wrong === undefined ? null : faulty(line, 'not_points', { value: wrong })
}

/** The numbers that the file announces are those that it holds. */
function countsFault({ meta, projects, votes }: Pabulib, { meta: lines }: PabulibLines): Found {
  const counts = { num_projects: projects.rows.length, num_votes: votes.rows.length }
  for (const [at, [key, said]] of meta.entries()) {
    const found = Object.entries(counts).find(([name]) => name === key)?.[1]
    if (found !== undefined && said.trim() !== String(found)) {
      return faulty(lines[at + 1] ?? 0, 'count_differs', { key, said, found })
    }
  }
  return null
}
