import type { RankedPapers } from '../methods/ranked_ballots.js'
import type { CvotesBallots } from './cvotes.js'
import { BLANK_RANKINGS, tidy } from './cvotes_settings.js'

/** Signs that the format keeps for itself, and the look-alikes that names hold in their place. */
const LOOK_ALIKES: Record<string, string> = {
  ...{ '>': '＞', '<': '＜', '=': '＝', ';': '；' },
  ...{ '#': '＃', '^': '＾', '*': '＊', '|': '｜' },
}

/**
 * Writes the Condorcet Election Format. Signs that the format keeps for itself become look-alikes in
 * names. Numbers that nobody has become one unknown name. Throws on what the format has no words for:
 * two names alike, an empty one, somebody ranked twice, a rank left empty above another.
 */
export function writeCvotes(ballots: CvotesBallots): string {
  const names = ballots.candidates.map(({ name }) => writable(name))
  if (new Set(names).size < names.length || names.includes('')) {
    throw new Error('Names that this format cannot tell apart')
  }
  const withdrawn = ballots.withdrawn.map((number) => names[number - 1] ?? '')
  const title = tidy(ballots.title)
  const lines = [
    ...(title === '' ? [] : [`#/Title: ${title}`]),
    `#/Candidates: ${names.join(' ; ')}`,
    `#/Number of Seats: ${ballots.seats}`,
    `#/Implicit Ranking: ${ballots.unranked === 'last'}`,
    '#/Weight Allowed: false',
    ...(withdrawn.length > 0 ? [`#/Withdrawn: ${withdrawn.join(' ; ')}`] : []),
    '',
  ]
  let unknown = 'unknown'
  while (names.includes(unknown)) unknown += ' unknown'
  for (const paper of ballots.papers)
    lines.push(`${ranking(paper, names, unknown)} * ${paper.papers}`)
  return `${lines.join('\n')}\n`
}

function ranking({ ranks }: RankedPapers, names: readonly string[], unknown: string): string {
  const named = new Set<string>()
  const written = ranks.map((rank) => {
    const here = rank.map((number) => names[number - 1] ?? unknown)
    const fresh = here.filter((name) => name !== unknown || !named.has(name))
    for (const name of fresh) {
      if (named.has(name) && name !== unknown) throw new Error('Somebody is ranked twice')
      named.add(name)
    }
    return [...new Set(fresh)].join(' = ')
  })
  const last = written.findLastIndex((rank) => rank !== '')
  const kept = written.filter((rank, index) => rank !== '' || ranks[index]?.length === 0)
  if (kept.slice(0, last + 1).includes('')) throw new Error('A rank is left empty')
  return last < 0 ? (BLANK_RANKINGS[0] ?? '') : kept.filter(Boolean).join(' > ')
}

function writable(name: string): string {
  const clean = tidy(name).replace(/[><=;#^*|]/g, (sign) => LOOK_ALIKES[sign] ?? sign)
  return BLANK_RANKINGS.includes(clean) ? clean.replaceAll('/', '／') : clean
}
