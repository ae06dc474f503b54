import type { Unit } from './rule.js'
import { messageParameters, wordFormats, type WordFormats } from './message_parameters.js'

/** Gives a translation, in the reader's language, with its parameters filled in. */
export type Translate = (key: string, parameters?: Record<string, unknown>) => string

interface WordedRule {
  key: string
  unit: Unit
}

/**
 * A rule's value as a person would say it: one line, or one line per item of a list. Amounts are in
 * cents of a euro; `locale` is the reader's (`fr`, `en`).
 */
export function valueInWords(
  locale: string,
  { key, unit }: WordedRule,
  value: unknown,
  translate: Translate
): string[] {
  const formats = wordFormats(locale)
  const message = (name: string, parameters = {}) =>
    translate(`rulebook.rules.${key}.${name}`, parameters)

  if (value === null) return [message('unset')]
  if (unit === 'choice') return [message(`choices.${String(value)}`)]
  if (unit === 'switch') return [translate(`rulebook.words.${value === true ? 'yes' : 'no'}`)]
  if (unit === 'cents') return [formats.money(Number(value))]
  if (unit !== 'sentence') return [translate(`rulebook.units.${unit}`, { value: Number(value) })]
  if (!Array.isArray(value))
    return message('sentence', messageParameters(value, formats)).split('\n')
  if (value.length === 0) return [translate('rulebook.words.nothing')]

  const items = value.map((item, position) =>
    message('sentence', { position, ...itemParameters(item, formats) })
  )
  return value.every((item) => typeof item === 'number') ? [formats.list(items)] : items
}

function itemParameters(item: unknown, formats: WordFormats) {
  if (typeof item !== 'number') return messageParameters(item, formats)
  return { number: Math.abs(item), side: item < 0 ? 'before' : item > 0 ? 'after' : 'on' }
}
