import type { Method } from '../methods/transcript.js'

/** What a ballot says, as it is kept: what was chosen, and nothing of who chose. */
export type Choice =
  | { kind: 'blank' }
  | { kind: 'motion'; answer: 'for' | 'against' | 'abstention' | 'block' }
  | { kind: 'ranking'; ranks: number[] }
  | { kind: 'grades'; grades: Record<string, number> }
  | { kind: 'approval'; approved: number[] }

/** What a form sends: fields by name, lists where a name comes again. */
export type Typed = Record<string, string | string[] | undefined>

const ANSWERS = ['for', 'against', 'abstention'] as const

/**
 * Reads a filled ballot paper for a method with so many options; else the key of what is wrong with
 * it. An empty paper is blank: people say it by a box of its own, so that nobody votes by accident.
 */
export function readChoice(
  method: Method,
  options: number,
  typed: Typed
): { ok: true; value: Choice } | { ok: false; refusal: string } {
  if (isBlank(typed)) {
    const filled = Object.entries(typed).some(
      ([name, value]) => !['blank', 'answer'].includes(name) && value !== '' && value?.length
    )
    return filled ? wrong('blank_and_choice') : chosen({ kind: 'blank' })
  }
  switch (method) {
    case 'motion':
    case 'consent': {
      const answer = ANSWERS.find((one) => one === typed.answer)
      return answer ? chosen({ kind: 'motion', answer }) : wrong('nothing_chosen')
    }
    case 'approval':
    case 'equal-shares': {
      const approved = [typed.approved ?? []].flat().map(Number)
      if (approved.length === 0) return wrong('nothing_chosen')
      return approved.every((one) => isOption(one, options))
        ? chosen({ kind: 'approval', approved: [...new Set(approved)].toSorted((a, b) => a - b) })
        : wrong('unknown_option')
    }
    case 'majority-judgment':
      return readGrades(options, typed)
    default:
      return readRanks(options, typed)
  }
}

/** `rank_3=1`: option 3 is put first. Ranks must be the first whole numbers, each once. */
function readRanks(options: number, typed: Typed) {
  const placed: [rank: number, option: number][] = []
  for (let option = 1; option <= options; option += 1) {
    const text = typed[`rank_${option}`]
    if (text === undefined || text === '') continue
    const rank = Number(text)
    if (!isOption(rank, options)) return wrong('rank_unreadable')
    placed.push([rank, option])
  }
  if (placed.length === 0) return wrong('nothing_chosen')
  placed.sort(([a], [b]) => a - b)
  if (new Set(placed.map(([rank]) => rank)).size < placed.length) return wrong('rank_twice')
  if (placed.some(([rank], index) => rank !== index + 1)) return wrong('rank_skipped')
  return chosen({ kind: 'ranking', ranks: placed.map(([, option]) => option) })
}

/** `grade_3=5`: option 3 is judged with the grade of that place, 0 the worst; none may be missing. */
function readGrades(options: number, typed: Typed) {
  const grades: Record<string, number> = {}
  for (let option = 1; option <= options; option += 1) {
    const text = typed[`grade_${option}`]
    if (text === undefined || text === '') return wrong('grade_missing')
    const grade = Number(text)
    if (!Number.isInteger(grade) || grade < 0 || grade > 5) return wrong('grade_unreadable')
    grades[option] = grade
  }
  return chosen({ kind: 'grades', grades })
}

const isBlank = ({ blank, answer }: Typed) => blank === '1' || answer === 'blank'

const isOption = (number: number, options: number) =>
  Number.isInteger(number) && number >= 1 && number <= options

const chosen = (value: Choice) => ({ ok: true, value }) as const
const wrong = (refusal: string) => ({ ok: false, refusal }) as const
