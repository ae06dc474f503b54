import { eliminationTable } from '../results/elimination_table.js'
import { meritTable } from '../results/merit_table.js'
import type { ResultTable } from '../results/result_table.js'
import type { ApprovalTranscript } from '../methods/approval.js'
import type { EqualSharesTranscript } from '../methods/equal_shares/equal_shares.js'
import type { SchulzeTranscript } from '../methods/schulze/schulze.js'
import { ANSWERS } from '../methods/motion/motion_ballots.js'
import type { MotionTranscript } from '../methods/motion/motion.js'
import type { AnyCount } from '../recount/any_count.js'
import { amountShown } from '../sentences/amount_words.js'
import { inLocale, type Sentence } from '../sentences/sentence.js'

/** The figures of a count, as a command prints them. */
export function reportTable(count: AnyCount, locale: string): ResultTable | null {
  switch (count.kind) {
    case 'elimination':
      return eliminationTable(count.transcript, locale)
    case 'merit':
      return meritTable(count.transcript, locale)
    case 'approval':
      return approvalTable(count.transcript, locale)
    case 'duels':
      return duelTable(count.transcript, locale)
    case 'motion':
      return motionTable(count.transcript, locale)
    case 'budget':
      return budgetTable(count.transcript, locale)
    case 'consent':
      return null
  }
}

const word = (key: string, words: Sentence['words'] = {}): Sentence => ({
  key: `counting.table.${key}`,
  words,
})

const candidate: Sentence = { key: 'results.table.candidate', words: {} }

const approvalTable = (
  { ranking, approvals }: ApprovalTranscript,
  locale: string
): ResultTable => ({
  caption: word('approvals'),
  head: [candidate, word('approvals')],
  rows: ranking.flat().map(({ number, name }) => {
    const found = approvals.find((one) => one.number === number)?.approvals ?? 0
    return [name, inLocale(String(found), locale)]
  }),
})

/** A row prefers itself to the columns: so many papers. */
const duelTable = ({ candidates, pairwise }: SchulzeTranscript, locale: string): ResultTable => ({
  caption: word('duels'),
  head: [candidate, ...candidates.map(({ number }) => String(number))],
  rows: candidates.map(({ number, name }, row) => [
    `${number}. ${name}`,
    ...candidates.map((_other, column) =>
      column === row ? '·' : inLocale(String(pairwise[row]?.[column] ?? 0), locale)
    ),
  ]),
})

function motionTable({ answers, colleges }: MotionTranscript, locale: string): ResultTable {
  const figures = (counts: MotionTranscript['answers']) =>
    ANSWERS.map((answer) => inLocale(String(counts[answer]), locale))
  return {
    caption: word('answers'),
    head: [word('college'), ...ANSWERS.map((answer) => word(`answer_${answer}`))],
    rows: [
      ...colleges.map(({ name, answers: own }) => [name, ...figures(own)]),
      [word('all'), ...figures(answers)],
    ],
  }
}

/** Every project: what it costs, and whether it is bought. */
const budgetTable = (
  { candidates, winners }: EqualSharesTranscript,
  locale: string
): ResultTable => ({
  caption: word('projects'),
  head: [word('project'), word('cost'), word('bought')],
  rows: candidates.map(({ number, name, ...project }) => [
    `${number}. ${name}`,
    amountShown('cost' in project ? String(project.cost) : '0', locale),
    winners.some((one) => one.number === number) ? '✓' : '·',
  ]),
})
