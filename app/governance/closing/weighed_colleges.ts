/** A college and its part of the votes, in percent (rule `votes.colleges`, as the call fixed it). */
export interface WeighedCollege {
  name: string
  percent: number
}

/** The colleges that a call fixed; null where every voice weighs the same. */
export function weighedColleges(parameters: Record<string, unknown>): WeighedCollege[] | null {
  const colleges = parameters.colleges as WeighedCollege[] | undefined
  return colleges && colleges.length > 0 ? colleges : null
}
