import type { Choice } from '#governance/voting/choice'
import type { DemoVote } from './demo_votes.js'

/** A number from 0 to 1, 1 left out. */
type Chance = () => number

/** A ballot of the demo, drawn by the weights of its vote; `keys` names the options in their order. */
export function demoChoice(vote: DemoVote, keys: string[], chance: Chance): Choice {
  if (vote.ranking) {
    const weights = vote.ranking
    return {
      kind: 'ranking',
      ranks: ranked(
        keys.map((key) => weights[key] ?? 1),
        chance
      ),
    }
  }
  if (vote.grades) {
    const weights = vote.grades
    const grades = keys.map((key, index): [number, number] => [
      index + 1,
      drawn(weights[key] ?? weights[String(index + 1)] ?? [1], chance),
    ])
    return { kind: 'grades', grades: Object.fromEntries(grades) }
  }
  const answers = Object.keys(vote.ballots ?? {})
  const answer = answers[drawn(Object.values(vote.ballots ?? {}), chance)]
  if (answer === 'for' || answer === 'against' || answer === 'abstention') {
    return { kind: 'motion', answer }
  }
  return { kind: 'blank' }
}

/** Two options at least, the likelier first more often. */
function ranked(weights: number[], chance: Chance): number[] {
  const left = weights.map((weight, index) => ({ weight, number: index + 1 }))
  const ranks: number[] = []
  const length = 2 + Math.floor(chance() * (weights.length - 1))
  while (ranks.length < length && left.length > 0) {
    const [one] = left.splice(
      drawn(
        left.map(({ weight }) => weight),
        chance
      ),
      1
    )
    if (one) ranks.push(one.number)
  }
  return ranks
}

/** The place of one among weights, drawn in their proportion. */
function drawn(weights: number[], chance: Chance): number {
  let left = chance() * weights.reduce((sum, weight) => sum + weight, 0)
  for (const [index, weight] of weights.entries()) {
    left -= weight
    if (left < 0) return index
  }
  return Math.max(0, weights.length - 1)
}
