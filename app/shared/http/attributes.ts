import { edgeGlobals } from 'edge.js'

const { escape, safe } = edgeGlobals.html

/**
 * Attributes of an element by name, every value escaped: Edge's own `html.attrs` writes them as
 * they are. What is false, null or not there is left out; true is a name alone.
 */
export function attributes(values: Record<string, unknown>) {
  const written = Object.entries(values)
    .filter(([, value]) => value !== undefined && value !== null && value !== false)
    .map(([name, value]) => (value === true ? name : `${name}="${escape(String(value))}"`))
  return safe(written.join(' '))
}
