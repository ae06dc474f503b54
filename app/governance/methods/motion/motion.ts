import { compare, fraction, times, written, type Fraction } from '../fraction.js'
import type { Stage, TranscriptWith } from '../transcript.js'
import { collegeTotals, type CollegeTotals } from './college_totals.js'
import { answersOf, castIn, type Answers, type MotionBallots } from './motion_ballots.js'
import { motionFault, peopleNeeded, type MotionParameters } from './motion_parameters.js'

/** Grows when the same ballots could give another transcript. */
export const MOTION_VERSION = 1

/** How a motion ends; only `adopted` changes something. */
export const OUTCOMES = ['adopted', 'refused', 'no_quorum', 'blocked'] as const
export type Outcome = (typeof OUTCOMES)[number]

export type MotionTranscript = TranscriptWith<{
  outcome: Outcome
  adopted: boolean
  answers: Answers
  /** Those who take part, as the quorum counts them. */
  present: number
  colleges: readonly CollegeTotals[]
}>

/**
 * Counts a motion: for, against, and what is neither. Quorum on presence, then blocks, then the votes
 * for against the threshold of the base, by exact arithmetic; without one vote for, nothing is adopted.
 * In colleges, the weighted sum of their shares stands for the votes for, and the whole for the base.
 * Throws on parameters that make no motion, on a ballot of a college that the vote has not, and on more
 * ballots than the roll has members.
 */
export function countMotion(
  ballots: MotionBallots,
  parameters: MotionParameters
): MotionTranscript {
  const fault = motionFault(parameters)
  if (fault) throw new Error(`These parameters make no motion: ${fault}`)
  const answers = answersOf(ballots)
  const cast = castIn(answers)
  if (parameters.members !== null && cast > parameters.members) {
    throw new Error(`${cast} ballots of ${parameters.members} members`)
  }
  const stages: Stage[] = []
  const say = (action: string, details: Omit<Stage, 'n' | 'action' | 'elected' | 'excluded'>) =>
    void stages.push({ n: stages.length + 1, action, ...details, elected: [], excluded: [] })

  say('answers', { totals: totalsOf(answers) })
  const present = presentIn(answers, parameters)
  const colleges = collegeTotals(ballots, parameters.colleges)
  const end = (outcome: Outcome) => {
    say(outcome, {})
    return {
      ...transcriptOf(parameters, answers, cast),
      stages,
      outcome,
      present,
      colleges: colleges.list,
      adopted: outcome === 'adopted',
    }
  }

  const { quorum, members, blocks } = parameters
  if (quorum && members !== null) {
    const needed = peopleNeeded(quorum, members)
    say('quorum', { needed, present, members, reached: present >= needed })
    if (present < needed) return end('no_quorum')
  }
  if (blocks !== null) {
    say('blocks', { blocks: answers.block, stop: blocks, stopped: answers.block >= blocks })
    if (answers.block >= blocks) return end('blocked')
  }
  const [reached, base] = parameters.colleges
    ? [colleges.total, fraction(1)]
    : [fraction(answers.for), fraction(baseOf(answers, parameters))]
  if (parameters.colleges) say('colleges', { total: written(colleges.total) })
  return end(passes(reached, base, answers, parameters, say) ? 'adopted' : 'refused')
}

function passes(
  reached: Fraction,
  base: Fraction,
  answers: Answers,
  { threshold, tie, base: of, colleges }: MotionParameters,
  say: (action: string, details: Record<string, string | number | boolean>) => void
): boolean {
  const { operator, numerator, denominator } = threshold
  const asked = times(base, fraction(numerator, denominator))
  const difference = compare(reached, asked)
  const passed = answers.for > 0 && (operator === 'more_than' ? difference > 0 : difference >= 0)
  say('threshold', {
    ...{ votesFor: written(reached), base: of, of: written(base), asked: written(asked) },
    ...{ operator, numerator, denominator, passed },
    ...(colleges ? {} : { least: leastWhole(asked, operator) }),
  })
  const even = answers.for === answers.against && answers.for > 0 && !colleges && of === 'exprimes'
  if (passed || !even) return passed
  if (tie === 'fails') {
    say('even', { castingVote: 'none' })
    return false
  }
  say('even', { ...tie })
  return tie.castingVote === 'for' && operator === 'more_than' && 2 * numerator === denominator
}

/** The fewest votes for that would pass. */
function leastWhole(asked: Fraction, operator: 'more_than' | 'at_least'): string {
  const whole = asked.over / asked.under
  if (operator === 'more_than') return String(whole + 1n)
  return String(asked.over % asked.under === 0n ? whole : whole + 1n)
}

function baseOf(answers: Answers, { base, members }: MotionParameters): number {
  if (base === 'exprimes') return answers.for + answers.against
  return base === 'votants' ? castIn(answers) : (members ?? 0)
}

function presentIn(answers: Answers, { quorum }: MotionParameters): number {
  const silent = quorum && !quorum.abstentions ? answers.abstention + answers.blank : 0
  return castIn(answers) - silent
}

const totalsOf = (answers: Answers) =>
  Object.fromEntries(Object.entries(answers).map(([answer, count]) => [answer, String(count)]))

function transcriptOf(parameters: MotionParameters, answers: Answers, cast: number) {
  const { blank, abstention, invalid } = answers
  const { tie, quorum, threshold, colleges, ...others } = parameters
  return {
    method: 'motion' as const,
    version: MOTION_VERSION,
    parameters: {
      ...others,
      tie: tie === 'fails' ? tie : { ...tie },
      quorum: quorum && { ...quorum },
      threshold: { ...threshold },
      colleges: colleges && {
        rule: colleges.rule,
        empty: colleges.empty,
        list: colleges.list.map(({ name, weight }) => ({ name, weight: { ...weight } })),
      },
    },
    candidates: [],
    seats: 0,
    ballots: { cast, valid: cast - blank - abstention - invalid, blank, abstention, invalid },
    answers,
    winners: [],
    tied: [],
  }
}
