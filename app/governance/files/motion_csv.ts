import {
  ANSWERS,
  type Answer,
  type MotionBallots,
  type MotionPapers,
} from '../methods/motion/motion_ballots.js'
import type { College } from '../methods/motion/motion_parameters.js'
import { csvRow } from './csv_rows.js'
import type { Read } from './file_fault.js'
import { type Headings, HeadedRows, plain } from './headed_rows.js'
import { PaperSum, reading, wholeNumber } from './reading_fault.js'
import { WeighedColleges } from './weighed_colleges.js'

/** Ballots of a motion, and what the table says that their colleges weigh; null when it does not. */
export interface MotionTable {
  ballots: MotionBallots
  colleges: readonly College[] | null
}

const HEADINGS: Headings<'choice' | 'college' | 'weight' | 'papers' | 'id'> = [
  ['choice', 'choix', 'vote', 'answer', 'reponse'],
  ['college'],
  ['weight', 'poids'],
  ['papers', 'nombre', 'bulletins'],
  ['id', '', '#', 'no', 'n°', 'nº', 'ballot', 'bulletin', 'identifiant'],
]

const WORDS: Record<Answer, readonly string[]> = {
  for: ['for', 'pour', 'yes', 'oui'],
  against: ['against', 'contre', 'no', 'non'],
  abstention: ['abstention', 'abstain', 'abstains'],
  blank: ['blank', 'blanc'],
  block: ['block', 'blocage', 'bloque'],
  invalid: ['invalid', 'nul', 'spoilt'],
}

/**
 * Reads the ballots of a motion, one a line: `choice` (or `choix`), and where there are some `college`,
 * its `weight` (`poids`: its part of all votes, the same on each of its lines), `papers` (`nombre`:
 * how many ballots are alike). Choices are said in French or in English.
 */
export const readMotionCsv = (text: string): Read<MotionTable> =>
  reading(text, () => {
    const rows = new HeadedRows(text, HEADINGS)
    const colleges = new WeighedColleges()
    const sum = new PaperSum()
    const papers: MotionPapers[] = []
    const fault = rows.fault.bind(rows)
    while (rows.next()) {
      const found = rows.cell('choice')
      const answer = ANSWERS.find((one) => WORDS[one].includes(plain(found)))
      if (!answer) throw fault('choice', { found })
      const written = rows.cell('papers')
      const count = written === '' ? 1 : wholeNumber(written)
      if (!count) throw fault('csv_papers', { found: written })
      sum.add(count, rows.line)
      const college = colleges.take(rows.cell('college'), rows.cell('weight'), fault)
      papers.push({ papers: count, answer, college })
    }
    return { ballots: { title: '', papers }, colleges: colleges.weighed }
  })

/** Writes ballots of a motion and what their colleges weigh; the title is not in it. */
export function writeMotionCsv({ ballots, colleges }: MotionTable): string {
  const weights = new Map(colleges?.map(({ name, weight }) => [name, weight]))
  const rows = ballots.papers.map(({ papers, answer, college }) => {
    const weight = weights.get(college ?? '')
    const written = weight ? `${weight.numerator}/${weight.denominator}` : ''
    return csvRow([answer, college ?? '', written, papers])
  })
  return `${[csvRow(['choice', 'college', 'weight', 'papers']), ...rows].join('\n')}\n`
}
