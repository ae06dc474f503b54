import type { ApprovalTranscript } from '../methods/approval.js'
import type { SchulzeTranscript } from '../methods/schulze/schulze.js'
import { inLocale } from '../sentences/sentence.js'
import { said, type ResultTable } from './result_table.js'

/** How many papers approve of whom, the most approved first. */
export const approvalTable = (
  { ranking, approvals }: ApprovalTranscript,
  locale: string
): ResultTable => ({
  caption: said('table.approvals'),
  head: [said('table.candidate'), said('table.approvals')],
  rows: ranking.flat().map(({ number, name }) => {
    const found = approvals.find((one) => one.number === number)?.approvals ?? 0
    return [name, inLocale(String(found), locale)]
  }),
})

/** A row prefers itself to the columns: so many papers. */
export const duelTable = (
  { candidates, pairwise }: SchulzeTranscript,
  locale: string
): ResultTable => ({
  caption: said('table.duels'),
  head: [said('table.candidate'), ...candidates.map(({ number }) => String(number))],
  rows: candidates.map(({ number, name }, row) => [
    `${number}. ${name}`,
    ...candidates.map((_other, column) =>
      column === row ? '·' : inLocale(String(pairwise[row]?.[column] ?? 0), locale)
    ),
  ]),
})
