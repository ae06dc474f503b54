import type { Plain } from './canonical.js'
import type { Candidate } from './candidate.js'

/** The methods that `ballots:count` knows, by the name it gives them. */
export const METHODS = [
  'motion',
  'consent',
  'approval',
  'majority-judgment',
  'irv',
  'scottish-stv',
  'meek-stv',
  'schulze',
  'equal-shares',
] as const

export type Method = (typeof METHODS)[number]

/** A candidate as results name it. */
export type Named = Candidate

/** Four different things, never added together, in numbers of ballots. */
export type BallotCounts = {
  /** Papers in the urn. */
  cast: number
  /** Papers that express a choice. */
  valid: number
  blank: number
  abstention: number
  invalid: number
}

/**
 * One step of a count. `action` names it (`first_preferences`, `surplus`, `exclusion`, `tie`…), the
 * other members say with what: whole numbers, or decimals and fractions written as strings.
 */
export type Stage = {
  /** From 1. */
  n: number
  action: string
  /** What each candidate holds after the step, by number. */
  totals?: Record<string, string>
  /** Who is elected, or excluded, by this step. */
  elected: readonly Named[]
  excluded: readonly Named[]
  [detail: string]: Plain | undefined
}

/**
 * A count, whole: same rule, parameters, ballots and lot order, same bytes (`canonicalJson`). Written
 * without a date, a language or a machine, so that anyone can count again and compare the hash.
 */
export type Transcript = {
  method: Method
  /** Version of the definition: it grows when the same ballots could give other bytes. */
  version: number
  /** All that the definition leaves open, written out; nothing is understood. */
  parameters: Record<string, Plain>
  candidates: readonly Candidate[]
  seats: number
  ballots: BallotCounts
  quota?: string
  stages: readonly Stage[]
  /** In the order of their election, or of the ranking; empty when nothing is adopted. */
  winners: readonly Named[]
  /** Best first; those who stand level share a place. */
  ranking?: readonly (readonly Named[])[]
  /** Where only a lot could go on and none was drawn: the count stops there and is not complete. */
  tied: readonly Named[]
}

/** A transcript with what its method says beside the stages: matrices, profiles, who paid what. */
export type TranscriptWith<Beside extends Record<string, Plain>> = Omit<Transcript, keyof Beside> &
  Beside

/** A count is complete when no lot is missing. */
export const isComplete = ({ tied }: Transcript): boolean => tied.length === 0
