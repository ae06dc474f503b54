import { parametersOf, type Shape } from './parameters.js'
import { isForm, type Form, type FormValue } from './form.js'
import { refusal, type Refusal } from './refusal.js'

/** What is wrong with the parameters of a request; null when Stripe would take them. */
export function checkParameters(form: Form, file: string, name: string): Refusal | null {
  return check(form, parametersOf(file, name), '')
}

function check(value: FormValue, shape: Shape, path: string): Refusal | null {
  switch (shape.kind) {
    case 'scalar':
      return isScalar(value, shape.of) ? null : invalid(path, shape.of)
    case 'literal':
      return value === shape.value ? null : invalid(path, `“${shape.value}”`)
    case 'dictionary':
      return isForm(value) ? null : invalid(path, 'object')
    case 'array':
      return checkArray(value, shape.of, path)
    case 'union':
      return checkUnion(value, shape.of, path)
    case 'object':
      return checkObject(value, shape, path)
  }
}

function checkArray(value: FormValue, of: Shape, path: string) {
  if (!Array.isArray(value)) return invalid(path, 'array')
  return firstOf(value.map((item, index) => () => check(item, of, `${path}[${index}]`)))
}

/** When none fits, the reason of the alternative of the same sort is the telling one. */
function checkUnion(value: FormValue, alternatives: Shape[], path: string) {
  const reasons = alternatives.map((shape) => check(value, shape, path))
  if (reasons.includes(null)) return null
  const structured = alternatives.findIndex(({ kind }) => kind === 'object' || kind === 'array')
  return (
    (typeof value === 'object' && structured >= 0 ? reasons[structured] : null) ??
    invalid(path, 'one of what Stripe knows')
  )
}

function checkObject(value: FormValue, shape: Extract<Shape, { kind: 'object' }>, path: string) {
  if (!isForm(value)) return invalid(path, 'object')
  const at = (name: string) => (path ? `${path}[${name}]` : name)
  const missing = [...shape.fields].find(([name, field]) => field.required && !(name in value))
  if (missing) {
    return refusal(
      'parameter_missing',
      `Missing required param: ${at(missing[0])}.`,
      at(missing[0])
    )
  }
  return firstOf(
    Object.entries(value).map(([name, inner]) => () => {
      const field = shape.fields.get(name)
      if (field) return check(inner, field.shape, at(name))
      return refusal('parameter_unknown', `Received unknown parameter: ${at(name)}`, at(name))
    })
  )
}

function firstOf(checks: Array<() => Refusal | null>): Refusal | null {
  for (const each of checks) {
    const found = each()
    if (found) return found
  }
  return null
}

function isScalar(value: FormValue, of: 'string' | 'number' | 'boolean') {
  if (typeof value !== 'string') return false
  if (of === 'number') return /^-?\d+(\.\d+)?$/.test(value)
  return of === 'string' || value === 'true' || value === 'false'
}

function invalid(path: string, expected: string) {
  return refusal('parameter_invalid', `Invalid ${path}: must be ${expected}`, path)
}
