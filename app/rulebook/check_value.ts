import vine from '@vinejs/vine'
import { done, refused, type Result } from '#shared/result'
import { RULES, ruleOf, type RuleKey, type RuleValues } from './declarations.js'

/** Why a value cannot be a rule's: the place inside it, the bound's name, and a sentence. */
export interface ValueProblem {
  field: string
  rule: string
  message: string
}

const validators = new Map(
  RULES.map((rule) => [rule.key, vine.create(vine.object({ value: rule.schema }))])
)

/** The shape of a rule's values: as much of JSON Schema (draft 7) as rules are declared with. */
export interface ValueShape {
  type?: string | string[]
  enum?: readonly (string | number)[]
  properties?: Record<string, ValueShape>
  items?: ValueShape
  minimum?: number
  maximum?: number
  maxItems?: number
  maxLength?: number
}

/** What values a rule may take, for forms that ask for one. */
export function shapeOf(key: RuleKey): ValueShape {
  const shape = validators.get(key)?.toJSONSchema() as ValueShape | undefined
  if (!shape?.properties?.value) throw new Error(`No rule ${key} is declared`)
  return shape.properties.value
}

/**
 * The value as the rule takes it (typed, unknown parts left out), else what is wrong with it. Asked
 * when a change is drafted, again when it is enacted, and each time a row is read.
 */
export async function checkValue<Key extends RuleKey>(
  key: Key,
  value: unknown
): Promise<Result<RuleValues[Key], ValueProblem[]>> {
  const validator = validators.get(key)
  if (!validator) throw new Error(`No rule ${key} is declared`)
  const [error, output] = await validator.tryValidate({ value })
  if (error) return refused(error.messages)
  const checked: RuleValues[Key] = output.value
  const contradiction = ruleOf(key).contradiction(checked)
  return contradiction
    ? refused([
        { field: 'value', rule: contradiction, message: contradiction.replaceAll('_', ' ') },
      ])
    : done(checked)
}
