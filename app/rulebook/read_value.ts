import { shapeOf, type ValueShape } from './check_value.js'
import { ruleOf, type RuleKey } from './declarations.js'

/**
 * What a rule's form says, in the rule's own shape: numbers as numbers, euros as cents, an empty
 * answer as null, rows taken away or left blank left out. What cannot be read stays as it was
 * typed, for `checkValue` to refuse.
 */
export function readValue(key: RuleKey, typed: unknown): unknown {
  return read(shapeOf(key), typed, ruleOf(key).unit === 'cents')
}

function read(shape: ValueShape, typed: unknown, inCents: boolean): unknown {
  const { properties, items } = shape
  if (properties) {
    return Object.fromEntries(
      Object.entries(properties).map(([word, inner]) => [
        word,
        read(inner, partOf(typed, word), word.endsWith('_cents')),
      ])
    )
  }
  if (items?.properties) {
    return Object.values(Object(typed) as Record<string, unknown>)
      .filter((row) => !isGone(row))
      .map((row) => read(items, row, false))
  }
  const text = typeof typed === 'string' ? typed.trim() : ''
  if (items) return split(text, inCents).map((one) => read(items, one, inCents))
  const types = [shape.type].flat()
  if (text === '' && types.includes('null')) return null
  if (types.includes('integer')) return inCents ? cents(text) : whole(text)
  if (types.includes('boolean')) return text === 'yes' ? true : text === 'no' ? false : text
  return text
}

/** A row whose box is ticked, or the one left blank at the end of the list. */
function isGone(row: unknown): boolean {
  const fields = Object.entries(Object(row) as Record<string, unknown>)
  return fields.every(([, text]) => text === '' || text === null) || Boolean(partOf(row, 'removed'))
}

function partOf(typed: unknown, word: string): unknown {
  const fields = Object(typed) as Record<string, unknown>
  return Object.hasOwn(fields, word) ? fields[word] : undefined
}

const split = (text: string, inCents: boolean) =>
  text.split(inCents ? /[;\s]+/ : /[;,\s]+/).filter((one) => one !== '')

const whole = (text: string) =>
  /^[-−]?\d{1,9}$/.test(text) ? Number(text.replace('−', '-')) : text

/** `12,50`, `12.5`, `1 200` and `12 €` as cents. */
function cents(text: string): number | string {
  const [, euros = '', decimals = ''] =
    /^(\d{1,9})(?:[.,](\d{1,2}))?€?$/.exec(text.replace(/\s/g, '')) ?? []
  return euros === '' ? text : Number(euros) * 100 + Number(decimals.padEnd(2, '0'))
}
