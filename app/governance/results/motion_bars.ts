import { fraction, written } from '../methods/fraction.js'
import { foldedColleges } from '../methods/motion/college_totals.js'
import type { MotionTranscript } from '../methods/motion/motion.js'
import type { Answer, Answers } from '../methods/motion/motion_ballots.js'
import type { Sentence } from '../sentences/sentence.js'
import { shareOf } from './fraction_share.js'
import { outOfHundred } from './rounded.js'

/** What a part of the bar stands for; `absent` are those on the roll who did not vote. */
export type Part = Answer | 'absent'

/** Lengths and places are out of a hundred. */
export interface MotionPart {
  answer: Part
  count: number
  x: number
  width: number
}

export interface DrawnCollege {
  name: string
  /** Its weight and what it adds to yes, as fractions. */
  weight: string
  adds: string
  votesFor: number
  against: number
  /** Its votes for among its votes for and against; null without any. */
  share: number | null
}

export interface MotionDrawing {
  base: string
  parts: readonly MotionPart[]
  /** Where the bar of votes for must come to, and whether it must pass it. */
  threshold: { at: number; operator: string; fraction: string }
  passed: boolean
  /** In colleges: what yes comes to and what is left, as fractions; the bar shows them, not `heads`. */
  weighted: { votesFor: string; rest: string } | null
  heads: { votesFor: number; against: number }
  /** What was said and is not in the base. */
  beside: readonly { answer: Part; count: number }[]
  quorum: {
    present: number
    needed: number
    members: number
    full: number
    at: number
    reached: boolean
  } | null
  colleges: readonly DrawnCollege[]
  /** Colleges too small to be shown each, together. */
  folded: { names: readonly string[]; answers: Answers } | null
}

interface Declared {
  base: string
  members: number | null
  threshold: { operator: string; numerator: number; denominator: number }
}

const ORDER: readonly Part[] = [
  'for',
  'abstention',
  'blank',
  'invalid',
  'block',
  'absent',
  'against',
]

/** A motion as one bar that has to reach a mark, its quorum, and its colleges beside. */
export function drawMotion(transcript: MotionTranscript, minimumGroup: number): MotionDrawing {
  const { base, members, threshold } = transcript.parameters as unknown as Declared
  const { answers, ballots, colleges } = transcript
  const counts: Record<Part, number> = {
    ...answers,
    absent: Math.max(0, (members ?? 0) - ballots.cast),
  }
  const weighted = colleges.length > 0
  const stage = transcript.stages.find(({ action }) => action === 'colleges')
  const total = typeof stage?.total === 'string' ? stage.total : '0'
  const inside = ORDER.filter((part) => isInside(part, base))
  const whole = inside.reduce((sum, part) => sum + counts[part], 0)
  const { shown, folded } = foldedColleges(colleges, minimumGroup)
  return {
    base,
    weighted: weighted ? { votesFor: total, rest: restOf(total) } : null,
    heads: { votesFor: answers.for, against: answers.against },
    parts: weighted ? weightedParts(shareOf(total), counts) : inRow(inside, counts, whole),
    threshold: {
      at: outOfHundred(threshold.numerator, threshold.denominator),
      operator: threshold.operator,
      fraction: `${threshold.numerator}/${threshold.denominator}`,
    },
    passed: transcript.adopted,
    beside: ORDER.filter(
      (part) => !inside.includes(part) && part !== 'absent' && counts[part] > 0
    ).map((answer) => ({ answer, count: counts[answer] })),
    quorum: quorumOf(transcript),
    colleges: shown.map((college) => ({
      name: college.name,
      weight: college.weight,
      adds: college.adds,
      votesFor: college.answers.for,
      against: college.answers.against,
      share: college.share === null ? null : shareOf(college.share),
    })),
    folded,
  }
}

/** The sentences without those that say what a small college voted. */
export const withoutFolded = (sentences: readonly Sentence[], names: readonly string[]) =>
  sentences.filter(
    ({ key, words }) => key !== 'counting_motion.college' || !names.includes(String(words.name))
  )

function isInside(part: Part, base: string): boolean {
  if (part === 'for' || part === 'against') return true
  return base === 'membres' || (base === 'votants' && part !== 'absent')
}

function inRow(parts: readonly Part[], counts: Record<Part, number>, whole: number): MotionPart[] {
  let before = 0
  return parts
    .filter((answer) => counts[answer] > 0)
    .map((answer) => {
      const x = outOfHundred(before, whole)
      before += counts[answer]
      return { answer, count: counts[answer], x, width: outOfHundred(counts[answer], whole) }
    })
}

function restOf(total: string): string {
  const [over = '0', under = '1'] = total.split('/')
  return written(fraction(BigInt(under) - BigInt(over), BigInt(under)))
}

/** What is not for is against, or nobody's: a college without a vote counts as nothing. */
function weightedParts(total: number, counts: Record<Part, number>): MotionPart[] {
  return [
    { answer: 'for', count: counts.for, x: 0, width: total },
    { answer: 'against', count: counts.against, x: total, width: 100 - total },
  ]
}

function quorumOf({ stages }: MotionTranscript): MotionDrawing['quorum'] {
  const stage = stages.find(({ action }) => action === 'quorum')
  if (!stage) return null
  const [present, needed, members] = [stage.present, stage.needed, stage.members].map(Number)
  if (present === undefined || needed === undefined || members === undefined) return null
  const full = Math.max(members, needed, present)
  return {
    ...{ present, needed, members, reached: stage.reached === true },
    full: outOfHundred(present, full),
    at: outOfHundred(needed, full),
  }
}
