import { readBallotsJson, type Ballots } from '../files/ballots_json.js'
import type { Read } from '../files/file_fault.js'
import type { PublishedBallots } from '../recount/recount.js'
import type { Format } from './format.js'
import type { OptionName } from './count_options.js'
import { badOption, CannotCount } from './counting_fault.js'
import type { OptionReader } from './option_reader.js'

/** The text of a file of ballots. */
export interface BallotFile {
  format: Format
  text: string
}

/** How files and options become what a method counts. */
export interface CountingMethod {
  formats: readonly Format[]
  options: readonly OptionName[]
  /** Throws `CannotCount`. */
  prepare(file: BallotFile, options: OptionReader): PublishedBallots
}

/** What a reader read; throws `CannotCount` on its fault. */
export function contentOf<Content>(read: Read<Content>, from: 'ballots' | 'roll' = 'ballots') {
  if (read.ok) return read.value
  throw new CannotCount({ from, fault: read.refusal })
}

type BallotsOf = { [One in Ballots as One['kind']]: One['ballots'] }

/** Ballots of one kind from JSON; another kind is for another method. */
export function jsonOf<Kind extends keyof BallotsOf>(kind: Kind, text: string): BallotsOf[Kind] {
  const { kind: found, ballots } = contentOf(readBallotsJson(text))
  const byKind: Partial<BallotsOf> = { [found]: ballots }
  const wanted = byKind[kind]
  if (wanted) return wanted
  throw badOption('kind', { found, kind })
}
