import { MOST_CANDIDATES, MOST_NAME } from './limits.js'
import type { Pabulib, PabulibTable } from './pabulib_shape.js'
import { amountIn, idOf, listIn, MOST_MONEY } from './pabulib_cells.js'
import { ReadingFault } from './reading_fault.js'

/** The line each row of a section stood on, its columns first. */
export interface PabulibLines {
  meta: readonly number[]
  projects: readonly number[]
  votes: readonly number[]
}

const TYPES = ['approval', 'ordinal', 'cumulative', 'scoring', 'choose-1']
const WITH_POINTS = ['cumulative', 'scoring']
const MOST_COLUMNS = 200
const POINTS = /^-?\d{1,12}(\.\d{1,6})?$/
/** Lists found right are not looked at again; beyond this many, the others are. */
const REMEMBERED = 10_000

/** Throws the `ReadingFault` of the first thing that keeps a budget file from being counted. */
export function checkPabulib(file: Pabulib, lines: PabulibLines): void {
  checkMeta(file, lines.meta)
  checkColumns(file.projects, ['project_id', 'cost'], lines.projects[0] ?? 0)
  checkColumns(file.votes, ['vote'], lines.votes[0] ?? 0)
  checkProjects(file.projects, lines.projects)
  checkVotes(file, lines.votes)
  checkCounts(file, lines.meta)
}

function checkMeta({ meta }: Pabulib, lines: readonly number[]): void {
  const seen = new Set<string>()
  for (const [at, [key, value]] of meta.entries()) {
    const line = lines[at + 1] ?? 0
    if (seen.has(key)) throw new ReadingFault(line, 'pb_key_twice', { found: key })
    seen.add(key)
    if (key === 'budget' && amountIn(value) === null) {
      throw new ReadingFault(line, 'pb_amount', { found: value })
    }
    if (key === 'vote_type' && !TYPES.includes(value)) {
      throw new ReadingFault(line, 'pb_vote_type', { found: value, known: TYPES.join(', ') })
    }
  }
  const missing = ['budget', 'vote_type'].find((key) => !seen.has(key))
  if (missing) throw new ReadingFault(lines[0] ?? 0, 'pb_key_missing', { missing })
}

function checkColumns({ columns }: PabulibTable, needed: string[], line: number): void {
  if (columns.length > MOST_COLUMNS) {
    throw new ReadingFault(line, 'pb_too_many_columns', { most: MOST_COLUMNS })
  }
  const twice = columns.find((column, at) => columns.indexOf(column) !== at)
  if (twice !== undefined) throw new ReadingFault(line, 'pb_column_twice', { found: twice })
  const missing = needed.find((column) => !columns.includes(column))
  if (missing) throw new ReadingFault(line, 'pb_column_missing', { missing })
}

function checkProjects({ columns, rows }: PabulibTable, lines: readonly number[]): void {
  if (rows.length > MOST_CANDIDATES) {
    const line = lines[MOST_CANDIDATES + 1] ?? 0
    throw new ReadingFault(line, 'pb_too_many_projects', { most: MOST_CANDIDATES })
  }
  const [idAt, costAt, nameAt] = ['project_id', 'cost', 'name'].map((name) => columns.indexOf(name))
  const seen = new Set<string>()
  let total = 0n
  for (const [at, row] of rows.entries()) {
    const line = lines[at + 1] ?? 0
    const found = idOf(row[idAt ?? -1])
    if (found === '' || found.includes(','))
      throw new ReadingFault(line, 'pb_project_id', { found })
    if (seen.has(found)) throw new ReadingFault(line, 'pb_project_twice', { found })
    seen.add(found)
    if (Math.max(found.length, row[nameAt ?? -1]?.length ?? 0) > MOST_NAME) {
      throw new ReadingFault(line, 'name_too_long', { most: MOST_NAME })
    }
    const cell = row[costAt ?? -1] ?? ''
    const cost = amountIn(cell)
    if (cost === null) throw new ReadingFault(line, 'pb_amount', { found: cell })
    if (cost === 0n) throw new ReadingFault(line, 'pb_free_project', { found })
    total += cost
    if (total > MOST_MONEY) throw new ReadingFault(line, 'pb_too_much_money')
  }
}

function checkVotes({ meta, projects, votes }: Pabulib, lines: readonly number[]): void {
  const [voterAt, voteAt, pointsAt] = ['voter_id', 'vote', 'points'].map((name) =>
    votes.columns.indexOf(name)
  )
  const type = meta.find(([key]) => key === 'vote_type')?.[1] ?? ''
  const idAt = projects.columns.indexOf('project_id')
  const known = new Set(projects.rows.map((row) => idOf(row[idAt])))
  const voters = new Set<string>()
  const right = new Set<string>()
  for (const [at, row] of votes.rows.entries()) {
    const line = lines[at + 1] ?? 0
    const voter = row[voterAt ?? -1]
    if (voter !== undefined) {
      if (voters.has(voter)) throw new ReadingFault(line, 'pb_voter_twice', { found: voter })
      voters.add(voter)
    }
    const vote = row[voteAt ?? -1] ?? ''
    if (!right.has(vote)) checkList(vote, known, line)
    if (right.size < REMEMBERED) right.add(vote)
    const points = row[pointsAt ?? -1]
    if (points !== undefined && WITH_POINTS.includes(type)) checkPoints(points, vote, line)
  }
}

function checkList(vote: string, known: ReadonlySet<string>, line: number): void {
  const seen = new Set<string>()
  for (const found of listIn(vote)) {
    if (!known.has(found)) throw new ReadingFault(line, 'pb_project_unknown', { found })
    if (seen.has(found)) throw new ReadingFault(line, 'pb_listed_twice', { found })
    seen.add(found)
  }
}

function checkPoints(cell: string, vote: string, line: number): void {
  const [points, listed] = [listIn(cell), listIn(vote)]
  if (points.length !== listed.length) {
    const words = { needed: listed.length, found: points.length }
    throw new ReadingFault(line, 'pb_points', words)
  }
  const wrong = points.find((value) => !POINTS.test(value))
  if (wrong !== undefined) throw new ReadingFault(line, 'pb_point', { found: wrong })
}

/** The numbers that the file announces are those that it holds. */
function checkCounts({ meta, projects, votes }: Pabulib, lines: readonly number[]): void {
  const counts = new Map([
    ['num_projects', projects.rows.length],
    ['num_votes', votes.rows.length],
  ])
  for (const [at, [key, said]] of meta.entries()) {
    const found = counts.get(key)
    if (found !== undefined && said.trim() !== String(found)) {
      throw new ReadingFault(lines[at + 1] ?? 0, 'pb_count', { key, said, found })
    }
  }
}
