import type { EliminationTranscript } from '../methods/ranked/count_stages.js'
import { inLocale } from '../sentences/sentence.js'
import { countOfVotes } from './count_of_votes.js'
import { said, type Cell, type ResultTable } from './result_table.js'

/** Votes after each stage, with all their decimals, and what became of each candidate. */
export function eliminationTable(transcript: EliminationTranscript, locale: string): ResultTable {
  const { candidates, electedAt, excludedAt } = countOfVotes(transcript)
  const fate = (number: number): Cell => {
    const [elected, excluded] = [electedAt.get(number), excludedAt.get(number)]
    if (elected !== undefined) return said('table.elected', { n: elected })
    return excluded === undefined ? '' : said('table.excluded', { n: excluded })
  }
  return {
    caption: said('table.votes_by_stage'),
    head: [
      said('table.candidate'),
      said('table.outcome'),
      ...transcript.stages.map(({ n }) => said('table.stage', { n })),
    ],
    rows: candidates.map(({ number, name }) => [
      name,
      fate(number),
      ...transcript.stages.map(({ totals }) => inLocale(totals?.[number] ?? '0', locale)),
    ]),
  }
}
