import type { ApprovalBallots, ApprovalPapers } from '../methods/score_ballots.js'
import { BallotSheet, writeSheet } from './ballot_sheet.js'
import type { Read } from './file_fault.js'
import { reading } from './reading_fault.js'

const YES = new Set(['1', 'x', '✓', 'oui', 'yes'])
const NO = new Set(['', '0', 'non', 'no'])

/**
 * Reads a table of approvals (`BallotSheet`): `1`, `x`, `✓`, `oui` or `yes` in the cell of a candidate
 * approved; nothing, `0`, `non` or `no` in the others. One seat, unless a vote says otherwise.
 */
export const readApprovalCsv = (text: string): Read<ApprovalBallots> =>
  reading(text, () => {
    const sheet = new BallotSheet(text)
    const papers: ApprovalPapers[] = []
    for (let cells = sheet.next(); cells; cells = sheet.next()) {
      const approved: number[] = []
      for (const [index, cell] of cells.entries()) {
        const word = cell.toLowerCase()
        if (YES.has(word)) approved.push(index + 1)
        else if (!NO.has(word)) throw sheet.fault('csv_approval', { found: cell })
      }
      papers.push({ papers: sheet.papers, approved })
    }
    return { title: '', candidates: sheet.candidates, seats: 1, papers }
  })

/**
 * Writes a table of approvals; title and seats are not in it. A name ticked twice is ticked once there,
 * and a number that nobody has, which a table has no place for, throws.
 */
export const writeApprovalCsv = ({ candidates, papers }: ApprovalBallots): string =>
  writeSheet(candidates, papers, ({ approved }) => {
    const ticked = new Set(approved)
    const cells = candidates.map(({ number }) => (ticked.delete(number) ? 1 : 0))
    if (ticked.size > 0) throw new Error(`A table has no place for ${[...ticked].join(', ')}`)
    return cells
  })
