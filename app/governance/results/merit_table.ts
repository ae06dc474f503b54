import type { MajorityJudgmentTranscript } from '../methods/majority_judgment/majority_judgment.js'
import { inLocale } from '../sentences/sentence.js'
import { said, type ResultTable } from './result_table.js'

/** How many papers give which grade, best first, in the order of the ranking. */
export function meritTable(
  { grades, profiles, ranking }: MajorityJudgmentTranscript,
  locale: string
): ResultTable {
  const profileOf = (number: number) =>
    profiles.find((graded) => graded.number === number)?.profile ?? []
  return {
    caption: said('table.grades'),
    head: [said('table.candidate'), ...grades.toReversed()],
    rows: ranking.flat().map(({ number, name }) => [
      name,
      ...profileOf(number)
        .toReversed()
        .map((papers) => inLocale(String(papers), locale)),
    ]),
  }
}
