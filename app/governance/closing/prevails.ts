import type { RuleValues } from '#rulebook/declarations'
import type { AnyCount } from '../recount/any_count.js'
import type { Counting } from './counted.js'

/**
 * Whether the draft that won is preferred to changing nothing by the majority that the same draft,
 * proposed alone, would need; always where the call asked for none.
 */
export function prevails(
  count: AnyCount,
  { parameters, options, ballots, voters }: Counting
): boolean {
  const threshold = parameters.threshold as RuleValues['votes.threshold']['ordinary'] | undefined
  if (!threshold || count.kind !== 'duels') return true
  const { winners, pairwise } = count.transcript
  const [winner] = winners
  const statusQuo = options.find(({ payload }) => payload.statusQuo)
  if (!winner || !statusQuo) return true
  const preferring = (one: number, other: number) => pairwise[one - 1]?.[other - 1] ?? 0
  const votes = preferring(winner.number, statusQuo.number)
  const against = preferring(statusQuo.number, winner.number)
  const bases = { exprimes: votes + against, votants: ballots.length, membres: voters }
  const [reached, needed] = [
    votes * threshold.denominator,
    bases[threshold.base] * threshold.numerator,
  ]
  return threshold.operator === 'more_than' ? reached > needed : reached >= needed
}
