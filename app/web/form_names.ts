import lodash from '@poppinss/utils/lodash'

/**
 * How the multipart parser puts a field named `a[b][7]` in its place. The library's own way makes
 * lists as long as a stranger asks (`a[4294967290]` ends the process) and writes into uploaded
 * files (`photo[tmpPath]` names the file to be cleared away): here a name makes plain objects and
 * nothing else, and one that fits nowhere is dropped.
 */
export function putField(fields: object, names: string | readonly string[], value: unknown) {
  const path = typeof names === 'string' ? lodash.toPath(names) : [...names]
  const last = path.pop()
  let place = fields as Record<string, unknown>
  for (const name of path) {
    if (!Object.hasOwn(place, name)) place[name] = Object.create(null)
    const next = place[name]
    if (!isPlain(next)) return fields
    place = next
  }
  if (last !== undefined) place[last] = value
  return fields
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}

lodash.set = putField as typeof lodash.set
