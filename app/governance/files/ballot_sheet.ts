import { type Candidate, candidatesOf } from '../methods/candidate.js'
import { csvRow, CsvRows } from './csv_rows.js'
import { checkNames, PaperSum, ReadingFault, wholeNumber } from './reading_fault.js'

/** Headings of a first column that only names the paper: it is not read. */
const NAMING = ['', '#', 'id', 'no', 'n°', 'nº', 'ballot', 'bulletin', 'identifiant', 'voter']
/** Headings of a column that says how many papers are like this one. */
const COUNTING = ['papers', 'bulletins', 'nombre']

/** What a spreadsheet would take for a formula, behind any apostrophes that keep it from that. */
const FORMULA = /^'*[=+\-@]/

/**
 * A table of ballots as CSV: a heading, then a paper on each line. Columns are the candidates, before
 * them, if one likes, one that names the paper (`id`, `bulletin`, or no heading) and one that says how
 * many are alike (`papers`, `nombre`). An apostrophe before `=`, `+`, `-` or `@` in a name is not part
 * of it.
 */
export class BallotSheet {
  readonly candidates: readonly Candidate[]
  /** Papers of the row given last, and its line. */
  papers = 1
  readonly #rows: CsvRows
  readonly #columns: number
  readonly #counting: number | null
  readonly #sum = new PaperSum()

  constructor(text: string) {
    this.#rows = new CsvRows(text)
    const heading = this.#rows.next()
    if (!heading) throw new ReadingFault(1, 'empty_file')
    const is = (at: number, words: readonly string[]) =>
      words.includes((heading[at] ?? '-').toLowerCase())
    let first = 0
    if (is(first, NAMING)) first += 1
    this.#counting = is(first, COUNTING) ? first : null
    if (this.#counting !== null) first += 1
    const names = heading.slice(first).map(fromCell)
    checkNames(names, this.line)
    this.candidates = candidatesOf(names)
    this.#columns = heading.length
  }

  get line(): number {
    return this.#rows.line
  }

  /** The cells of the next paper, a candidate each; null at the end. */
  next(): string[] | null {
    const cells = this.#rows.next()
    if (!cells) return null
    if (cells.length !== this.#columns) {
      throw this.fault('csv_cells', { needed: this.#columns, found: cells.length })
    }
    if (this.#counting !== null) {
      const found = cells[this.#counting] ?? ''
      const papers = wholeNumber(found)
      if (papers === null || papers < 1) throw this.fault('csv_papers', { found })
      this.papers = papers
    }
    this.#sum.add(this.papers, this.line)
    return cells.slice(this.#columns - this.candidates.length)
  }

  fault(key: string, words: Record<string, string | number>): ReadingFault {
    return new ReadingFault(this.line, key, words)
  }
}

/** Writes a table of ballots: how many are alike, then a cell for each candidate. */
export function writeSheet<Papers extends { papers: number }>(
  candidates: readonly Candidate[],
  papers: readonly Papers[],
  cellsOf: (paper: Papers) => readonly (string | number)[]
): string {
  const heading = csvRow(['papers', ...candidates.map(({ name }) => toCell(name))])
  const rows = papers.map((paper) => csvRow([paper.papers, ...cellsOf(paper)]))
  return `${[heading, ...rows].join('\n')}\n`
}

const toCell = (name: string) => (FORMULA.test(name) ? `'${name}` : name)

const fromCell = (cell: string) =>
  cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell
