/** What is voted on, as the file or the ballot paper lists it: numbered from 1, in that order. */
export type Candidate = {
  number: number
  name: string
  /** The identifier of its source, when it has one: a project of a budget. */
  id?: string
}

/** Numbers names from 1. */
export const candidatesOf = (names: readonly string[]): Candidate[] =>
  names.map((name, index) => ({ number: index + 1, name }))
