import type { RankedBallots, RankedPapers } from '../methods/ranked_ballots.js'
import { BallotSheet, writeSheet } from './ballot_sheet.js'
import type { Read } from './file_fault.js'
import { reading, wholeNumber } from './reading_fault.js'

/**
 * Reads a table of ranks (`BallotSheet`): the cell of a candidate holds its rank, 1 for the first, or
 * nothing. The same rank may be given twice, and one may be left out; it is then an empty one. One
 * seat, unless a vote says otherwise.
 */
export const readRankedCsv = (text: string): Read<RankedBallots> =>
  reading(text, () => {
    const sheet = new BallotSheet(text)
    const most = sheet.candidates.length
    const papers: RankedPapers[] = []
    for (let cells = sheet.next(); cells; cells = sheet.next()) {
      const ranks: number[][] = []
      for (const [index, cell] of cells.entries()) {
        if (cell === '') continue
        const rank = wholeNumber(cell)
        if (rank === null || rank < 1 || rank > most) {
          throw sheet.fault('csv_rank', { found: cell, most })
        }
        while (ranks.length < rank) ranks.push([])
        ranks[rank - 1]?.push(index + 1)
      }
      papers.push({ papers: sheet.papers, ranks })
    }
    return { title: '', candidates: sheet.candidates, seats: 1, withdrawn: [], papers }
  })

/**
 * Writes a table of ranks; title, seats and empty ranks below all others are not in it. Throws on what
 * a table has no place for: somebody ranked twice or withdrawn, a number that nobody has, more ranks
 * than candidates.
 */
export function writeRankedCsv({ candidates, withdrawn, papers }: RankedBallots): string {
  if (withdrawn.length > 0) throw new Error('A table does not say who stepped back')
  return writeSheet(candidates, papers, ({ ranks }) => {
    const rankOf = new Map<number, number>()
    for (const [index, rank] of ranks.entries()) {
      for (const number of rank) {
        if (rankOf.has(number) || index >= candidates.length || !candidates[number - 1]) {
          throw new Error(`A table has no place for ${number} at rank ${index + 1}`)
        }
        rankOf.set(number, index + 1)
      }
    }
    return candidates.map(({ number }) => rankOf.get(number) ?? '')
  })
}
