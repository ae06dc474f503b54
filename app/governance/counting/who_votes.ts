import { readRollCsv, type Roll } from '../files/roll_csv.js'
import { answersOf, castIn, type MotionBallots } from '../methods/motion/motion_ballots.js'
import type { Quorum } from '../methods/motion/motion_parameters.js'
import { badOption } from './counting_fault.js'
import { contentOf } from './counting_method.js'
import type { OptionReader } from './option_reader.js'

/** The roll, when one was given. */
export function rollOf(options: OptionReader): Roll | null {
  const text = options.text('roll')
  return text === null ? null : contentOf(readRollCsv(text), 'roll')
}

/** How many are on the roll: the lines of the one that was given, or a number; null when not said. */
export function membersOf(options: OptionReader, roll: Roll | null): number | null {
  const members = options.whole('members', 0, null)
  if (!roll) return members
  if (members !== null && members !== roll.members.length) {
    throw badOption('members_and_roll', { members, roll: roll.members.length })
  }
  return roll.members.length
}

/** Throws `CannotCount` on more ballots than there are members. */
export function notMoreThan(members: number | null, cast: number) {
  if (members !== null && cast > members) throw badOption('more_ballots', { cast, members })
}

/** Throws `CannotCount` on a college with more ballots than the roll has members of it. */
export function notMoreThanColleges(roll: Roll, ballots: MotionBallots) {
  const names = new Set(ballots.papers.map(({ college }) => college ?? ''))
  for (const found of [...names].toSorted()) {
    const cast = castIn(answersOf(ballots, found))
    const members = roll.members.filter(({ college }) => college === found).length
    if (cast > members) throw badOption('more_in_college', { found, cast, members })
  }
}

/** `none`, a share of the roll (`1/5`, `20 %`), so many people (`12`), or both apart by a semicolon. */
export function quorumOf(options: OptionReader): Quorum | null {
  const found = options.text('quorum')
  const abstentions = options.oneOf('abstentions', ['present', 'absent']) === 'present'
  if (found === null || found === 'none') return null
  const parts = found.split(';').map((part) => part.trim())
  const people = parts.filter((part) => /^\d{1,9}$/.test(part))
  const shares = parts.filter((part) => !people.includes(part))
  if (people.length > 1 || shares.length > 1) throw badOption('quorum', { found })
  const [share = '0/1'] = shares
  const [least = '0'] = people
  return { ...options.share('quorum', share), people: Number(least), abstentions }
}
