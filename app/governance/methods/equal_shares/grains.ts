/** What those with less than `payment` give together, and how many have as much or more. */
export function gathered(
  purses: Float64Array,
  papers: Float64Array,
  groups: Int32Array,
  payment: number,
  supporters: number
) {
  let given = 0
  let left = supporters
  // By index: nearly all of the time of a count goes here.
  for (let at = 0, end = groups.length; at < end; at++) {
    const group = groups[at] ?? 0
    const purse = purses[group] ?? 0
    if (purse >= payment) continue
    const many = papers[group] ?? 0
    given += purse * many
    left -= many
  }
  return { given, left }
}

/** Rounded down, exactly: the remainder of doubles is exact, and so is what it divides then. */
export function quotient(over: number, under: number): number {
  const rest = over % under
  return (over - (rest < 0 ? rest + under : rest)) / under
}
