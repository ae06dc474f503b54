import { compare, fraction, plus, type Fraction } from '../fraction.js'

/** A share of people, rounded up to whole people, and so many at least. */
export interface Quorum {
  numerator: number
  denominator: number
  people: number
  /** Whether those who abstain or vote blank are present; normally yes. */
  abstentions: boolean
}

/** What has to be passed, or reached, of the base. */
export interface Threshold {
  operator: 'more_than' | 'at_least'
  numerator: number
  denominator: number
}

export interface College {
  name: string
  /** Its part of the votes, from a tenth to a half; all together make one. */
  weight: { numerator: number; denominator: number }
}

/** How colleges weigh (loi 47-1775 du 10 septembre 1947, art. 19 octies: three to ten, 10 to 50 %). */
export interface Colleges {
  list: readonly College[]
  /** `share`: a college gives its share of votes for; `winner`: all of its weight, or nothing. */
  rule: 'share' | 'winner'
  /** A college where nobody voted for or against: counted as nothing, or left out and the rest made whole. */
  empty: 'zero' | 'renormalise'
}

/** All that a motion leaves open. Nothing has a default here: the vote, or the command, says it. */
export interface MotionParameters {
  /** People on the roll; null when nobody says, and then nothing may depend on it. */
  members: number | null
  quorum: Quorum | null
  /** Votes for and against; all ballots cast; or everyone on the roll. */
  base: 'exprimes' | 'votants' | 'membres'
  threshold: Threshold
  /** As many for as against: the motion fails, or the chair decides by an article of the statutes. */
  tie: 'fails' | { castingVote: 'for' | 'against'; article: string }
  secret: boolean
  /** So many blocks send the text back to discussion; null when nobody can block. */
  blocks: number | null
  colleges: Colleges | null
}

const TENTH = fraction(1, 10)
const HALF = fraction(1, 2)

/** Why these parameters make no motion, by a key under `counting_motion.faults`; null when they do. */
export function motionFault(parameters: MotionParameters): string | null {
  const { members, quorum, threshold, tie, secret, blocks, colleges, base } = parameters
  if (members !== null && !isWhole(members)) return 'members'
  if (members === null && (quorum || base === 'membres')) return 'members_missing'
  if (quorum && !(isShare(quorum) && isWhole(quorum.people))) return 'quorum'
  if (!isShare(threshold)) return 'threshold'
  // Nobody may say in public how they break the tie of a secret vote.
  if (tie !== 'fails' && secret) return 'casting_vote_in_secret'
  if (tie !== 'fails' && tie.article.trim() === '') return 'casting_vote_without_article'
  if (blocks !== null && !(isWhole(blocks) && blocks > 0)) return 'blocks'
  if (!colleges) return null
  if (base !== 'exprimes') return 'colleges_base'
  if (colleges.list.length < 3 || colleges.list.length > 10) return 'colleges_count'
  if (new Set(colleges.list.map(({ name }) => name)).size < colleges.list.length) {
    return 'colleges_twice'
  }
  const weights = colleges.list.map(weightOf)
  if (weights.some((weight) => !weight)) return 'colleges_weight'
  const known = weights.filter((weight) => weight !== null)
  if (known.some((weight) => compare(weight, TENTH) < 0 || compare(weight, HALF) > 0)) {
    return 'colleges_weight'
  }
  return compare(known.reduce(plus, fraction(0)), fraction(1)) === 0 ? null : 'colleges_sum'
}

/** A college's part as a fraction; null when it is none. */
export function weightOf({ weight }: College): Fraction | null {
  const { numerator, denominator } = weight
  return isWhole(numerator) && isWhole(denominator) && denominator > 0
    ? fraction(numerator, denominator)
    : null
}

/** The people that a quorum asks of so many: the share rounded up, its floor at least, all at most. */
export function peopleNeeded({ numerator, denominator, people }: Quorum, members: number): number {
  const share =
    (BigInt(numerator) * BigInt(members) + BigInt(denominator) - 1n) / BigInt(denominator)
  return Math.min(Math.max(Number(share), people), members)
}

const isWhole = (number: number) => Number.isSafeInteger(number) && number >= 0

const isShare = ({ numerator, denominator }: { numerator: number; denominator: number }) =>
  isWhole(numerator) && isWhole(denominator) && denominator > 0 && numerator <= denominator
