import { done } from '#shared/result'
import { faulty, type Read } from './file_fault.js'
import { pabulibFault } from './pabulib_checks.js'
import { quote, separatedRow, type SeparatedRow, separatedRows } from './separated_rows.js'

/** A table of a budget file: the names of its columns, then as many cells in every row. */
export interface PabulibTable {
  columns: string[]
  rows: string[][]
}

/**
 * A budget vote in pabulib format (pabulib.org/format), as written: what nothing here understands is kept
 * for the next writer.
 */
export interface Pabulib {
  /** Keys and values, in their order; `budget` and `vote_type` are among them. */
  meta: [key: string, value: string][]
  projects: PabulibTable
  votes: PabulibTable
}

/** The line each row stood on, for whoever finds a fault in it. */
export interface PabulibLines {
  meta: number[]
  projects: number[]
  votes: number[]
}

const SEPARATOR = ';'
const LONGEST = 64_000_000
const MOST_ROWS = 1_000_000
const SECTIONS = ['META', 'PROJECTS', 'VOTES'] as const
type Section = (typeof SECTIONS)[number]

/** Reads a `.pb` file: its three sections, in any order, each checked against the others. */
export function readPabulib(text: string): Read<Pabulib> {
  if (text.length > LONGEST) return faulty(0, 'too_long', { most: LONGEST })
  const rows = separatedRows(text, SEPARATOR, MOST_ROWS)
  if (!rows.ok) return rows
  const sections = sectionsOf(rows.value)
  if (!sections.ok) return sections
  const [meta, projects, votes] = SECTIONS.map((section) => sections.value.get(section) ?? [])
  const tables = { meta: tableOf(meta), projects: tableOf(projects), votes: tableOf(votes) }
  const file: Pabulib = {
    meta: tables.meta.rows.map(([key = '', value = '']) => [key, value]),
    projects: tables.projects,
    votes: tables.votes,
  }
  return (
    pabulibFault(file, {
      meta: linesOf(meta),
      projects: linesOf(projects),
      votes: linesOf(votes),
    }) ?? done(file)
  )
}

/** Writes the file, byte for byte what `readPabulib` reads back. */
export const writePabulib = ({ meta, projects, votes }: Pabulib): string =>
  [
    'META',
    'key;value',
    ...meta.map(rowOf),
    'PROJECTS',
    rowOf(projects.columns),
    ...projects.rows.map(rowOf),
    'VOTES',
    rowOf(votes.columns),
    ...votes.rows.map(rowOf),
    '',
  ].join('\n')

function rowOf(cells: readonly string[]): string {
  const [first = ''] = cells
  const ambiguous = cells.length === 1 && (first === '' || isSection(first))
  return ambiguous ? quote(first) : separatedRow(cells, SEPARATOR)
}

/** The rows under each heading, its line of columns first; rows made as wide as the columns. */
function sectionsOf(rows: SeparatedRow[]): Read<Map<Section, SeparatedRow[]>> {
  const sections = new Map<Section, SeparatedRow[]>()
  let open: SeparatedRow[] | null = null
  let width = 0
  for (const { line, cells, quoted } of rows) {
    const section = quoted ? undefined : SECTIONS.find((name) => isHeading(cells, name))
    if (section) {
      if (sections.has(section)) return faulty(line, 'section_twice', { section })
      open = []
      sections.set(section, open)
      continue
    }
    if (!open) return faulty(line, 'outside_sections', { found: cells[0] ?? '' })
    if (open.length === 0) width = cells.length
    const beyond = cells.slice(width).some((cell) => cell !== '')
    if (cells.length < width || beyond) {
      return faulty(line, 'cells_and_columns', { cells: cells.length, columns: width })
    }
    open.push({ line, cells: cells.slice(0, width), quoted })
  }
  const missing = SECTIONS.find((section) => !sections.get(section)?.length)
  return missing ? faulty(0, 'section_missing', { section: missing }) : done(sections)
}

const isHeading = ([first = '', ...others]: string[], section: Section) =>
  first.toUpperCase() === section && others.every((cell) => cell === '')

const isSection = (cell: string) => SECTIONS.some((section) => isHeading([cell], section))

const tableOf = ([head, ...rows]: SeparatedRow[] = []): PabulibTable => ({
  columns: head?.cells ?? [],
  rows: rows.map(({ cells }) => cells),
})

const linesOf = (rows: SeparatedRow[] = []) => rows.map(({ line }) => line)
