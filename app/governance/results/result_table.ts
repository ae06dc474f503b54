import type { Sentence } from '../sentences/sentence.js'

/** What stands in a table: a text that is the same in all languages, or a sentence. */
export type Cell = string | Sentence

/** The figures under a drawing; the first cell of each row names it. */
export interface ResultTable {
  caption: Cell
  head: readonly Cell[]
  rows: readonly (readonly Cell[])[]
}

/** How tables are written, and how small a college may be shown alone. */
export interface TableTerms {
  locale: string
  minimumGroup: number
}

/** A sentence of `results`. */
export const said = (key: string, words: Sentence['words'] = {}): Sentence => ({
  key: `results.${key}`,
  words,
})
