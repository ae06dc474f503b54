import type { FileFault } from '../files/file_fault.js'

/**
 * Why a count cannot begin: a file that cannot be read (the ballots, or the roll), or what was said
 * beside it, by the key of a sentence and its words.
 */
export type CountingFault =
  | { from: 'ballots' | 'roll'; fault: FileFault }
  | { from: 'options'; key: string; words: Record<string, string | number> }

/** A `CountingFault` on its way to `countFile`, which answers it as a value. */
export class CannotCount extends Error {
  constructor(readonly fault: CountingFault) {
    super(fault.from)
  }
}

/** What an option should have been, by a key of `counting.faults`. */
export const badOption = (key: string, words: Record<string, string | number> = {}) =>
  new CannotCount({ from: 'options', key: `counting.faults.${key}`, words })
