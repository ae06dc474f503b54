import type { MotionTable } from '../files/motion_csv.js'
import type { Roll } from '../files/roll_csv.js'
import { writtenShare } from '../files/written_share.js'
import type { College, Colleges } from '../methods/motion/motion_parameters.js'
import { badOption } from './counting_fault.js'
import type { OptionReader } from './option_reader.js'

/**
 * What colleges weigh: as said, else as the roll has it, else as the ballots' own table has it. Null
 * without colleges, or when they are said to count for nothing (`none`). Throws `CannotCount` where
 * ballots or the roll name a college that nobody weighs, or say weights that are not the same.
 */
export function collegesOf(
  { ballots, colleges }: MotionTable,
  roll: Roll | null,
  options: OptionReader
): Colleges | null {
  const rule = options.oneOf('college-rule', ['share', 'winner'])
  const empty = options.oneOf('empty-college', ['zero', 'renormalise'])
  const found = options.text('colleges')
  if (found === 'none') return null
  const sources = [found === null ? null : written(found), roll?.colleges ?? null, colleges]
  const [list, ...others] = sources.filter((source) => source !== null)
  const papers = ballots.papers
  if (!list) {
    const named = papers.find(({ college }) => college !== null)
    if (named) throw badOption('college_not_weighed', { found: named.college ?? '' })
    return null
  }
  const weights = new Map(list.map(({ name, weight }) => [name, weight]))
  for (const { name, weight } of others.flat()) {
    const said = weights.get(name)
    if (said?.numerator !== weight.numerator || said.denominator !== weight.denominator) {
      throw badOption('colleges_differ', { found: name })
    }
  }
  const stray = papers.find(({ college }) => college === null || !weights.has(college))
  if (stray?.college === null) throw badOption('ballot_without_college')
  if (stray) throw badOption('college_not_weighed', { found: stray.college })
  return { list, rule, empty }
}

/** `Membres=1/2; Modération=30 %; Partenaires=0.2`. */
function written(found: string): College[] {
  return found.split(';').map((part) => {
    const at = part.lastIndexOf('=')
    const [name, weight] = [part.slice(0, Math.max(at, 0)).trim(), writtenShare(part.slice(at + 1))]
    if (name === '' || !weight) throw badOption('colleges', { found })
    return { name, weight }
  })
}
