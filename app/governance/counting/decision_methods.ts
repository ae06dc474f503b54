import { readMotionCsv, type MotionTable } from '../files/motion_csv.js'
import { answersIn } from '../methods/consent.js'
import { answersOf, castIn } from '../methods/motion/motion_ballots.js'
import {
  motionFault,
  type MotionParameters,
  type Threshold,
} from '../methods/motion/motion_parameters.js'
import { collegesOf } from './colleges_said.js'
import { badOption, CannotCount } from './counting_fault.js'
import { contentOf, jsonOf, type BallotFile, type CountingMethod } from './counting_method.js'
import type { OptionReader } from './option_reader.js'
import { membersOf, notMoreThan, notMoreThanColleges, quorumOf, rollOf } from './who_votes.js'

const motion: CountingMethod = {
  formats: ['csv', 'json'],
  options: [
    'members',
    'roll',
    'quorum',
    'abstentions',
    'base',
    'threshold',
    'tie',
    'article',
    'ballot',
    'blocks',
    'colleges',
    'college-rule',
    'empty-college',
  ],
  prepare: (file, options) => {
    const table = motionTable(file)
    const roll = rollOf(options)
    const colleges = collegesOf(table, roll, options)
    const members = membersOf(options, roll)
    const quorum = quorumOf(options)
    const base = options.oneOf('base', ['exprimes', 'votants', 'membres'])
    if (members === null && (quorum || base === 'membres')) throw badOption('members_missing')
    notMoreThan(members, castIn(answersOf(table.ballots)))
    if (roll && colleges) notMoreThanColleges(roll, table.ballots)
    const tie = options.oneOf('tie', ['fails', 'for', 'against'])
    const parameters: MotionParameters = {
      ...{ members, quorum, base, colleges },
      threshold: thresholdOf(options),
      tie: tie === 'fails' ? tie : { castingVote: tie, article: options.text('article') ?? '' },
      secret: options.oneOf('ballot', ['open', 'secret']) === 'secret',
      blocks: options.whole('blocks', 1, null),
    }
    const fault = motionFault(parameters)
    if (fault !== null) {
      const key = `counting_motion.faults.${fault}`
      throw new CannotCount({ from: 'options', key, words: {} })
    }
    return { method: 'motion', ballots: table.ballots, parameters }
  },
}

const consent: CountingMethod = {
  formats: ['json'],
  options: ['members', 'roll', 'quorum', 'abstentions'],
  prepare: ({ text }, options) => {
    const ballots = jsonOf('consent', text)
    const members = membersOf(options, rollOf(options))
    const quorum = quorumOf(options)
    if (members === null && quorum) throw badOption('members_missing')
    notMoreThan(members, answersIn(ballots).cast)
    return { method: 'consent', ballots, parameters: { members, quorum } }
  },
}

/** Methods that adopt a text, or not. */
export const DECISION_METHODS = { motion, consent }

const motionTable = ({ format, text }: BallotFile): MotionTable =>
  format === 'json'
    ? { ballots: jsonOf('motion', text), colleges: null }
    : contentOf(readMotionCsv(text))

/** `>1/2`, `>=2/3`: the sign is part of it, for it decides. */
function thresholdOf(options: OptionReader): Threshold {
  const found = options.text('threshold')
  if (found === null) return { operator: 'more_than', numerator: 1, denominator: 2 }
  const [, sign, share] = /^\s*(>=|≥|>)(.+)$/.exec(found) ?? []
  if (share === undefined) throw badOption('threshold', { found })
  const operator = sign === '>' ? 'more_than' : 'at_least'
  return { operator, ...options.share('threshold', share) }
}
