import type { I18n } from '@adonisjs/i18n'
import { GRADES } from '../closing/published_of.js'
import type { Option } from '../closing/counted.js'
import { optionName } from '../pages/option_name.js'
import type { AnyCount } from '../recount/any_count.js'

/**
 * The count with the names that its reader's language gives to options and grades: for pages only,
 * since the transcript and its hash keep the words of the vote.
 */
export function countInWords(count: AnyCount, options: readonly Option[], i18n: I18n): AnyCount {
  const names = new Map(options.map((option) => [option.label, optionName(option, i18n)]))
  const said = (value: unknown, key?: string): unknown => {
    if (typeof value === 'string') {
      if (key === 'name') return names.get(value) ?? value
      return key === 'grades' && GRADES.includes(value) ? i18n.t(`decide.grades.${value}`) : value
    }
    if (Array.isArray(value)) return value.map((one) => said(one, key))
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, said(one, name)]))
  }
  return { ...count, transcript: said(count.transcript) } as AnyCount
}
