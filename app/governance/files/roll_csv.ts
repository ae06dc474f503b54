import type { College } from '../methods/motion/motion_parameters.js'
import { csvRow } from './csv_rows.js'
import type { Read } from './file_fault.js'
import { type Headings, HeadedRows } from './headed_rows.js'
import { MOST_GROUPS, MOST_NAME } from './limits.js'
import { reading } from './reading_fault.js'
import { WeighedColleges } from './weighed_colleges.js'

/** Who may vote, by code, in which college; and what colleges weigh, where the roll says it. */
export interface Roll {
  members: readonly { member: string; college: string | null }[]
  colleges: readonly College[] | null
}

const HEADINGS: Headings<'member' | 'college' | 'weight'> = [
  ['member', 'membre', 'code'],
  ['college'],
  ['weight', 'poids'],
]

/**
 * Reads a roll, a member a line: `member` (`membre`), and where there are some `college` and its
 * `weight` (`poids`), a part of all votes, the same on each of its lines. Nobody is on it twice.
 */
export const readRollCsv = (text: string): Read<Roll> =>
  reading(text, () => {
    const rows = new HeadedRows(text, HEADINGS)
    const colleges = new WeighedColleges()
    const members = new Map<string, string | null>()
    const fault = rows.fault.bind(rows)
    while (rows.next()) {
      const member = rows.cell('member')
      if (member === '') throw fault('empty_member', {})
      if (member.length > MOST_NAME) throw fault('name_too_long', { most: MOST_NAME })
      if (members.has(member)) throw fault('twice_member', { found: member })
      members.set(member, colleges.take(rows.cell('college'), rows.cell('weight'), fault))
      if (members.size > MOST_GROUPS) throw fault('too_many_groups', { most: MOST_GROUPS })
    }
    return {
      members: [...members].map(([member, college]) => ({ member, college })),
      colleges: colleges.weighed,
    }
  })

/** Writes a roll so that `readRollCsv` reads the same. */
export function writeRollCsv({ members, colleges }: Roll): string {
  const weights = new Map(colleges?.map(({ name, weight }) => [name, weight]))
  const rows = members.map(({ member, college }) => {
    const weight = weights.get(college ?? '')
    return csvRow([
      member,
      college ?? '',
      weight ? `${weight.numerator}/${weight.denominator}` : '',
    ])
  })
  return `${[csvRow(['member', 'college', 'weight']), ...rows].join('\n')}\n`
}
