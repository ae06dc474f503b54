/** A table of a budget file: the names of its columns, then as many cells in every row. */
export interface PabulibTable {
  columns: string[]
  rows: string[][]
}

/**
 * A budget vote in pabulib format (pabulib.org/format), as written: keys and columns that nothing here
 * understands are kept for the next writer.
 */
export interface Pabulib {
  /** Keys and values, in their order; `budget` and `vote_type` are among them. */
  meta: [key: string, value: string][]
  projects: PabulibTable
  votes: PabulibTable
}

/** A section with the line of each of its rows, its columns first. */
export interface Section {
  rows: string[][]
  lines: number[]
}
