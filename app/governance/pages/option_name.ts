import type { I18n } from '@adonisjs/i18n'
import type { Option } from '../closing/counted.js'

/** The name of an option as its reader says it: some mean the same in every language. */
export function optionName(
  { label, payload }: Pick<Option, 'label' | 'payload'>,
  i18n: I18n
): string {
  if (payload.statusQuo) return i18n.t('decide.options.status_quo')
  return label
}
