/** A form as Stripe reads it: `a[b][0]=c`. */
export type FormValue = string | FormValue[] | Form
export interface Form {
  [name: string]: FormValue
}

export function isForm(value: FormValue | undefined): value is Form {
  return typeof value === 'object' && !Array.isArray(value)
}

/** Reads a body or a query. */
export function readForm(text: string): Form {
  const root: Form = {}
  for (const [name, value] of new URLSearchParams(text)) {
    const path = [...name.matchAll(/[^[\]]+/g)].map(([part]) => part)
    set(root, path, value)
  }
  const read = listed(root)
  return isForm(read) ? read : {}
}

function set(form: Form, [head, ...rest]: string[], value: string) {
  if (head === undefined) return
  if (rest.length === 0) {
    form[head] = value
    return
  }
  const inner = form[head]
  const next = isForm(inner) ? inner : {}
  form[head] = next
  set(next, rest, value)
}

/** An object whose names are 0, 1, 2… was an array. */
function listed(value: FormValue): FormValue {
  if (!isForm(value)) return value
  const entries = Object.entries(value).map(([name, inner]) => [name, listed(inner)] as const)
  const isArray = entries.length > 0 && entries.every(([name], index) => name === String(index))
  return isArray ? entries.map(([, inner]) => inner) : Object.fromEntries(entries)
}

/** The text at a path, or null. */
export function textAt(form: Form, ...path: Array<string | number>): string | null {
  const found = valueAt(form, path)
  return typeof found === 'string' ? found : null
}

/** The number at a path; null when there is none. */
export function numberAt(form: Form, ...path: Array<string | number>): number | null {
  const text = textAt(form, ...path)
  return text === null ? null : Number(text)
}

/** The names and texts of a dictionary such as `metadata`. */
export function dictionaryAt(form: Form, ...path: Array<string | number>): Record<string, string> {
  const found = valueAt(form, path)
  if (!isForm(found)) return {}
  return Object.fromEntries(
    Object.entries(found).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  )
}

/** The texts of an array such as `expand`. */
export function textsAt(form: Form, name: string): string[] {
  const found = form[name]
  return Array.isArray(found) ? found.filter((value) => typeof value === 'string') : []
}

export function valueAt(form: Form, path: Array<string | number>): FormValue | undefined {
  return path.reduce<FormValue | undefined>((value, step) => {
    if (Array.isArray(value)) return value[Number(step)]
    return isForm(value) ? value[step] : undefined
  }, form)
}
