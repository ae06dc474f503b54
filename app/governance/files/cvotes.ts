import { candidatesOf } from '../methods/candidate.js'
import type { RankedBallots, RankedPapers } from '../methods/ranked_ballots.js'
import type { Unranked } from '../methods/schulze/compared_papers.js'
import { BLANK_RANKINGS, CvotesSettings, tidy } from './cvotes_settings.js'
import type { Read } from './file_fault.js'
import { MOST_CANDIDATES } from './limits.js'
import { checkNames, PaperSum, reading, ReadingFault, wholeNumber } from './reading_fault.js'

/** Ranked papers, with what the file says of those whom a paper does not rank (Implicit Ranking). */
export type CvotesBallots = RankedBallots & { unranked: Unranked }

/**
 * Reads the Condorcet Election Format: settings (`#/`), then papers `tags || A > B = C ^weight * count`.
 * Tags are not kept; a weight makes so many papers where the file allows weights, and nothing where it
 * does not; `/EMPTY_RANKING/` is a blank paper. A name that is not a candidate's is number 0. Without a
 * list of candidates they are the names on papers, in alphabetical order of their signs; without seats
 * there is one. A rank without a name and a name ranked twice are faults, as the format has it. Beyond
 * the format, `#/Title` and `#/Withdrawn` are read too.
 */
export const readCvotes = (text: string): Read<CvotesBallots> =>
  reading(text, () => {
    const settings = new CvotesSettings()
    const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)
    const written: { line: number; ranking: string; papers: number }[] = []
    const sum = new PaperSum()
    for (const [index, whole] of lines.entries()) {
      const line = index + 1
      if (whole.trimStart().startsWith('#/')) {
        settings.take(whole, line, written.length > 0)
        continue
      }
      const content = whole.split('#', 1)[0]?.trim() ?? ''
      if (content === '') continue
      const { ranking, papers } = counted(content, settings.weights, line)
      sum.add(papers, line)
      written.push({ line, ranking, papers })
    }
    const names = settings.candidates ?? namesOn(written, lines.length)
    const numbers = new Map(names.map((name, index) => [name, index + 1]))
    const alone = [[0], ...names.map((_name, index) => [index + 1])]
    const papers: RankedPapers[] = written.map(({ line, ranking, papers: count }) => ({
      papers: count,
      ranks: ranksOf(ranking, line).map((rank) => {
        const ranked = rank.map((name) => numbers.get(name) ?? 0)
        const [first = 0] = ranked
        return ranked.length === 1 ? (alone[first] ?? ranked) : ranked
      }),
    }))
    const { title, seats, unranked } = settings
    const withdrawn = settings.withdrawnNumbers(numbers)
    return { title, candidates: candidatesOf(names), seats, withdrawn, papers, unranked }
  })

/** Parts a line of papers from its tags, its weight and its count. */
function counted(content: string, weights: boolean, line: number) {
  const tags = content.indexOf('||')
  const paper = tags < 0 ? content : content.slice(tags + 2)
  const [, ranking, weight, count] =
    /^([^*^|<]*)(?:\^\s*(\d+)\s*)?(?:\*\s*(\d+)\s*)?$/.exec(paper) ?? []
  if (ranking === undefined || ranking.trim() === '') {
    throw new ReadingFault(line, 'cvotes_paper', { found: content })
  }
  const [times, each] = [wholeNumber(count ?? '1'), wholeNumber(weight ?? '1')]
  if (!times || !each) throw new ReadingFault(line, 'cvotes_count', { found: content })
  return { ranking: ranking.trim(), papers: times * (weights ? each : 1) }
}

/** The names on each rank of a paper. */
function ranksOf(ranking: string, line: number): string[][] {
  if (BLANK_RANKINGS.includes(ranking)) return []
  const ranks = ranking.split('>').map((rank) => rank.split('=').map(tidy))
  const names = ranks.flat()
  if (names.includes('')) throw new ReadingFault(line, 'cvotes_empty_name', { found: ranking })
  const named = new Set(names)
  if (named.size === names.length) return ranks
  const found = names.find((name, index) => names.indexOf(name) !== index) ?? ''
  throw new ReadingFault(line, 'cvotes_ranked_twice', { found })
}

/** Without a list: whoever stands on a paper, in an order that does not depend on the papers'. */
function namesOn(written: readonly { line: number; ranking: string }[], lines: number): string[] {
  const names = new Set<string>()
  for (const { line, ranking } of written) {
    for (const name of ranksOf(ranking, line).flat()) names.add(name)
    if (names.size > MOST_CANDIDATES) {
      throw new ReadingFault(line, 'too_many_candidates', { most: MOST_CANDIDATES })
    }
  }
  const sorted = [...names].toSorted((a, b) => (a < b ? -1 : Number(a > b)))
  checkNames(sorted, lines)
  return sorted
}
