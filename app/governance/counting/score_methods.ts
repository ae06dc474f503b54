import { readApprovalCsv } from '../files/approval_csv.js'
import { readGradesCsv } from '../files/grades_csv.js'
import type { GradedBallots } from '../methods/score_ballots.js'
import { badOption } from './counting_fault.js'
import { contentOf, jsonOf, type BallotFile, type CountingMethod } from './counting_method.js'
import type { OptionReader } from './option_reader.js'

/** Worst first: the grades of Orsay (2007) and of LaPrimaire, when nobody names others. */
const MENTIONS = ['À rejeter', 'Insuffisant', 'Passable', 'Assez bien', 'Bien', 'Très bien']
const MOST_GRADES = 100

const majorityJudgment: CountingMethod = {
  formats: ['csv', 'json'],
  options: ['seats', 'grades', 'missing', 'blank', 'lot-order'],
  prepare: (file, options) => {
    const ballots = graded(file, options)
    return {
      ...{ method: 'majority-judgment', ballots },
      parameters: {
        seats: options.whole('seats', 1, 1),
        missing: options.oneOf('missing', ['worst', 'invalid']),
        blank: options.oneOf('blank', ['worst', 'apart']),
        lotOrder: options.lotOrder(ballots.candidates.length),
      },
    }
  },
}

const approval: CountingMethod = {
  formats: ['csv', 'json'],
  options: ['seats', 'floor', 'lot-order'],
  prepare: ({ format, text }, options) => {
    const ballots = format === 'json' ? jsonOf('approval', text) : contentOf(readApprovalCsv(text))
    return {
      ...{ method: 'approval', ballots },
      parameters: {
        seats: options.whole('seats', 1, ballots.seats),
        floor: options.oneOf('floor', ['none', 'more-than-half']),
        lotOrder: options.lotOrder(ballots.candidates.length),
      },
    }
  },
}

/** Methods that count grades and approvals. */
export const SCORE_METHODS = { 'majority-judgment': majorityJudgment, approval }

function graded({ format, text }: BallotFile, options: OptionReader): GradedBallots {
  const found = options.text('grades')
  if (format !== 'json') return contentOf(readGradesCsv(text, gradesOf(found)))
  if (found !== null) throw badOption('in_file', { name: 'grades' })
  return jsonOf('graded', text)
}

/** Names apart by commas or semicolons, worst first; or how many there are, then named by numbers. */
function gradesOf(found: string | null): readonly string[] {
  if (found === null) return MENTIONS
  const many = /^\d{1,3}$/.test(found) ? Number(found) : 0
  const grades =
    many > 0
      ? Array.from({ length: Math.min(many, MOST_GRADES + 1) }, (_none, place) => `${place + 1}`)
      : found.split(/\s*[,;]\s*/).map((grade) => grade.trim())
  const names = new Set(grades.map((grade) => grade.toLowerCase()))
  if (names.size === grades.length && !names.has('') && names.size > 1 && many <= MOST_GRADES) {
    return grades
  }
  throw badOption('grades', { found })
}
