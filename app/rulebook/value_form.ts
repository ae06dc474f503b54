import { shapeOf, type ValueShape } from './check_value.js'
import type { RuleKey } from './declarations.js'
import { ruleOf } from './declarations.js'

/** One question of a rule's form; `name` is its place in the form: `value[seats][base]`. */
export interface ValueField {
  name: string
  /** What it is about: the last part of its place, or `value` for a rule of one value. */
  word: string
  kind: 'number' | 'cents' | 'text' | 'choice' | 'numbers' | 'cents_list'
  value: string
  optional: boolean
  options: string[]
  least: number | null
  most: number | null
}

/** Questions asked together, under the words that lead to them; `item` counts those of a list. */
export interface FieldGroup {
  words: string[]
  item: number | null
  /** The name of the box that takes this item of the list away. */
  removal: string | null
  fields: ValueField[]
}

/** The form of a rule, holding a value: derived from the rule's own shape, so that none is forgotten. */
export function valueForm(key: RuleKey, value: unknown): FieldGroup[] {
  const groups: FieldGroup[] = []
  const shape = shapeOf(key)
  if (shape.items?.properties) listGroups(shape, value, groups)
  else {
    const root: FieldGroup = { words: [], item: null, removal: null, fields: [] }
    groups.push(root)
    ask(key, shape, 'value', 'value', value, root, groups)
  }
  return groups.filter(({ fields }) => fields.length > 0)
}

function listGroups({ items, maxItems = 20 }: ValueShape, value: unknown, groups: FieldGroup[]) {
  const held: unknown[] = Array.isArray(value) ? value : []
  const count = Math.min(maxItems, held.length + 1)
  for (let index = 0; index < count; index += 1) {
    const name = `value[${index}]`
    const isNew = index >= held.length
    const group: FieldGroup = {
      words: [],
      item: index + 1,
      removal: isNew ? null : `${name}[removed]`,
      fields: [],
    }
    groups.push(group)
    for (const [word, shape] of Object.entries(items?.properties ?? {})) {
      group.fields.push({
        ...fieldOf(shape, `${name}[${word}]`, word, part(held[index], word)),
        ...(isNew ? { optional: true } : {}),
      })
    }
  }
}

function ask(
  key: RuleKey,
  shape: ValueShape,
  name: string,
  word: string,
  value: unknown,
  group: FieldGroup,
  groups: FieldGroup[]
) {
  if (!shape.properties) {
    const unit = word === 'value' ? ruleOf(key).unit : null
    group.fields.push(fieldOf(shape, name, word, value, unit === 'cents'))
    return
  }
  for (const [inner, innerShape] of Object.entries(shape.properties)) {
    const own: FieldGroup = innerShape.properties
      ? { words: [...group.words, inner], item: null, removal: null, fields: [] }
      : group
    if (own !== group) groups.push(own)
    ask(key, innerShape, `${name}[${inner}]`, inner, part(value, inner), own, groups)
  }
}

function fieldOf(
  shape: ValueShape,
  name: string,
  word: string,
  value: unknown,
  inCents = word.endsWith('_cents')
): ValueField {
  const numbers = shape.items ?? shape
  const scale = inCents ? 100 : 1
  const bound = (limit?: number) => (limit === undefined ? null : limit / scale)
  return {
    name,
    word,
    kind: kindOf(shape, inCents),
    value: written(value, inCents),
    optional: [shape.type].flat().includes('null') || shape.items !== undefined,
    options: shape.enum?.map(String) ?? (shape.type === 'boolean' ? ['yes', 'no'] : []),
    least: bound(numbers.minimum),
    most: bound(numbers.maximum),
  }
}

function kindOf(shape: ValueShape, inCents: boolean): ValueField['kind'] {
  if (shape.enum || shape.type === 'boolean') return 'choice'
  if (shape.items) return inCents ? 'cents_list' : 'numbers'
  if ([shape.type].flat().includes('integer')) return inCents ? 'cents' : 'number'
  return 'text'
}

function written(value: unknown, inCents: boolean): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (Array.isArray(value)) return value.map((one) => written(one, inCents)).join(' ; ')
  if (inCents && typeof value === 'number') {
    return value % 100 === 0 ? String(value / 100) : (value / 100).toFixed(2).replace('.', ',')
  }
  return String(value)
}

const part = (value: unknown, word: string): unknown =>
  (value as Record<string, unknown> | null | undefined)?.[word]
