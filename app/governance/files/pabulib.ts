import { CsvRows } from './csv_rows.js'
import type { Read } from './file_fault.js'
import { MOST_GROUPS } from './limits.js'
import { checkPabulib } from './pabulib_checks.js'
import type { Pabulib, PabulibTable, Section } from './pabulib_shape.js'
import { reading, ReadingFault } from './reading_fault.js'

const SECTIONS = ['META', 'PROJECTS', 'VOTES'] as const
type SectionName = (typeof SECTIONS)[number]

/** Reads a `.pb` file: its three sections, in any order, each held against the others. */
export const readPabulib = (text: string): Read<Pabulib> =>
  reading(text, () => {
    const sections = sectionsOf(new CsvRows(text, ';'))
    const [meta, projects, votes] = [
      sectionOf(sections, 'META'),
      sectionOf(sections, 'PROJECTS'),
      sectionOf(sections, 'VOTES'),
    ]
    const file: Pabulib = {
      meta: tableOf(meta).rows.map(([key = '', value = '']) => [key, value]),
      projects: tableOf(projects),
      votes: tableOf(votes),
    }
    checkPabulib(file, { meta: meta.lines, projects: projects.lines, votes: votes.lines })
    return file
  })

/** Writes the file as `readPabulib` reads it back. */
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

/** The rows under each heading; trailing empty cells beyond the columns are dropped. */
function sectionsOf(rows: CsvRows): Map<SectionName, Section> {
  const sections = new Map<SectionName, Section>()
  let open: Section | null = null
  for (let cells = rows.next(); cells; cells = rows.next()) {
    const { line } = rows
    const heading = rows.quoted ? undefined : headingIn(cells)
    if (heading) {
      if (sections.has(heading)) throw new ReadingFault(line, 'pb_section_twice', { heading })
      open = { rows: [], lines: [] }
      sections.set(heading, open)
      continue
    }
    if (!open) throw new ReadingFault(line, 'pb_no_heading', { found: cells[0] ?? '' })
    const needed = open.rows[0]?.length ?? cells.length
    if (cells.length < needed || cells.slice(needed).some((cell) => cell !== '')) {
      throw new ReadingFault(line, 'csv_cells', { needed, found: cells.length })
    }
    if (open.rows.length > MOST_GROUPS) {
      throw new ReadingFault(line, 'too_many_groups', { most: MOST_GROUPS })
    }
    open.rows.push(cells.slice(0, needed))
    open.lines.push(line)
  }
  return sections
}

function sectionOf(sections: Map<SectionName, Section>, heading: SectionName): Section {
  const section = sections.get(heading)
  if (!section?.rows.length) throw new ReadingFault(0, 'pb_section_missing', { heading })
  return section
}

const headingIn = ([first = '', ...others]: readonly string[]) =>
  others.some((cell) => cell !== '')
    ? undefined
    : SECTIONS.find((heading) => heading === first.toUpperCase())

const tableOf = ({ rows: [columns = [], ...rows] }: Section): PabulibTable => ({ columns, rows })

/** A first cell that could be taken for a heading or an empty line stands between quotes. */
function rowOf(cells: readonly string[]): string {
  const taken = headingIn(cells) !== undefined || (cells.length === 1 && cells[0] === '')
  return cells
    .map((cell, at) => {
      const bare = cell === cell.trim() && !/[;"\r\n]/.test(cell) && !(taken && at === 0)
      return bare ? cell : `"${cell.replaceAll('"', '""')}"`
    })
    .join(';')
}
