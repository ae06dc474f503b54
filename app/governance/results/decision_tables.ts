import type { ConsentTranscript } from '../methods/consent.js'
import { foldedColleges, type CollegeTotals } from '../methods/motion/college_totals.js'
import type { MotionTranscript } from '../methods/motion/motion.js'
import { ANSWERS, type Answers } from '../methods/motion/motion_ballots.js'
import { percentage } from '../sentences/motion.js'
import { inLocale } from '../sentences/sentence.js'
import { drawConsent } from './consent_circle.js'
import { said, type Cell, type ResultTable, type TableTerms } from './result_table.js'

/** The ballots of a motion, college by college where there are some: heads, weight, and what each adds. */
export function motionTable(
  { answers, colleges }: MotionTranscript,
  { locale, minimumGroup }: TableTerms
): ResultTable {
  const { shown, folded } = foldedColleges(colleges, minimumGroup)
  const weighed = colleges.length > 0
  const row = (name: Cell, heads: Answers, college?: CollegeTotals): Cell[] => [
    name,
    ...ANSWERS.map((answer) => inLocale(String(heads[answer]), locale)),
    ...(weighed ? [weightOf(college, 'weight'), weightOf(college, 'adds')] : []),
  ]
  const weightOf = (college: CollegeTotals | undefined, part: 'weight' | 'adds') =>
    college ? percentage(college[part], locale) : ''
  return {
    caption: said('table.answers'),
    head: [
      said(weighed ? 'table.college' : 'table.who'),
      ...ANSWERS.map((answer) => said(`table.answer_${answer}`)),
      ...(weighed ? [said('table.weight'), said('table.adds')] : []),
    ],
    rows: [
      ...shown.map((college) => row(college.name, college.answers, college)),
      ...(folded ? [row(folded.names.join(', '), folded.answers)] : []),
      row(said('table.all'), answers),
    ],
  }
}

/** Who gave which answer to a text put to consent, in numbers of people. */
export const consentTable = (transcript: ConsentTranscript, locale: string): ResultTable => ({
  caption: said('table.answers_given'),
  head: [said('table.answer'), said('table.people')],
  rows: drawConsent(transcript).counts.map(({ answer, count }) => [
    said(`consent.parts.${answer}`, { count }),
    inLocale(String(count), locale),
  ]),
})
