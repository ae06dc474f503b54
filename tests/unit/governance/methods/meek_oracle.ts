/**
 * The reference rule once more, told one paper at a time and in its own order (A, B.1 to B.4, C), to
 * compare with. Slow; it shares no code with what it checks.
 */
export interface OracleResult {
  elected: number[]
  defeated: number[]
  /** Votes when the last round ended, in billionths. */
  votes: Record<number, bigint>
  quota: bigint
}

interface Standing {
  state: 'hopeful' | 'elected' | 'defeated'
  keep: bigint
  votes: bigint
}

const BILLION = 1_000_000_000n

const roundedUp = (over: bigint, under: bigint) =>
  over % under === 0n ? over / under : over / under + 1n

export function meekOracle(
  papers: readonly (readonly number[])[],
  candidates: number,
  seats: number,
  lotOrder: readonly number[]
): OracleResult {
  const people = new Map<number, Standing>()
  for (let number = 1; number <= candidates; number += 1) {
    people.set(number, { state: 'hopeful', keep: BILLION, votes: 0n })
  }
  const result: OracleResult = { elected: [], defeated: [], votes: {}, quota: 0n }
  const hopeful = () => [...people].filter(([, { state }]) => state === 'hopeful')
  const elect = (number: number, person: Standing) => {
    person.state = 'elected'
    result.elected.push(number)
  }

  while (result.elected.length < seats && hopeful().length + result.elected.length > seats) {
    let before: bigint | null = null
    let surplus = 0n
    let someone = false
    for (;;) {
      for (const person of people.values()) person.votes = 0n
      for (const paper of papers) {
        let weight = BILLION
        for (const number of paper) {
          const person = people.get(number)
          if (!person || weight === 0n) continue
          const taken = roundedUp(weight * person.keep, BILLION)
          person.votes += taken
          weight -= taken
        }
      }
      let all = 0n
      for (const person of people.values()) all += person.votes
      result.quota = all / BigInt(seats + 1) + 1n
      for (const [number, person] of hopeful()) {
        if (person.votes < result.quota) continue
        elect(number, person)
        someone = true
      }
      surplus = 0n
      for (const person of people.values()) {
        if (person.state === 'elected') surplus += person.votes - result.quota
      }
      if (surplus < 0n) surplus = 0n
      if (someone || surplus < 1000n || (before !== null && surplus >= before)) break
      before = surplus
      for (const person of people.values()) {
        if (person.state !== 'elected') continue
        person.keep = roundedUp(person.keep * result.quota, BILLION)
        person.keep = roundedUp(person.keep * BILLION, person.votes)
      }
    }
    if (someone) continue
    let lowest: bigint | null = null
    for (const [, { votes }] of hopeful()) if (lowest === null || votes < lowest) lowest = votes
    const tied = hopeful().filter(([, { votes }]) => votes <= (lowest ?? 0n) + surplus)
    const last = [...lotOrder].reverse().find((number) => tied.some(([other]) => other === number))
    const person = people.get(last ?? 0)
    if (!person || last === undefined) throw new Error('Nobody to defeat')
    person.state = 'defeated'
    person.keep = 0n
    result.defeated.push(last)
  }
  if (result.elected.length < seats) for (const [number, person] of hopeful()) elect(number, person)
  for (const [number, { votes }] of people) result.votes[number] = votes
  return result
}
