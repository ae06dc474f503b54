import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/** What a transcript is made of: no fraction and no date, so that there is one way to write it. */
export type Plain =
  | null
  | boolean
  | number
  | string
  | readonly Plain[]
  | { readonly [key: string]: Plain | undefined }

/**
 * The one way to write a value as JSON: keys in the order of their UTF-16 units, no space, integers
 * only (RFC 8785 without its floating point). Throws on any other number.
 */
export function canonicalJson(value: Plain): string {
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new Error(`A transcript holds no number like ${value}`)
    return String(Object.is(value, -0) ? 0 : value)
  }
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`
  const members: string[] = []
  for (const key of Object.keys(value).toSorted(byUnits)) {
    const member = value[key]
    if (member !== undefined) members.push(`${JSON.stringify(key)}:${canonicalJson(member)}`)
  }
  return `{${members.join(',')}}`
}

/** SHA-256, in lower-case hexadecimal, of the value written canonically in UTF-8. */
export const canonicalHash = (value: Plain): string =>
  bytesToHex(sha256(utf8ToBytes(canonicalJson(value))))

const isList = (value: Plain): value is readonly Plain[] => Array.isArray(value)

const byUnits = (a: string, b: string) => (a < b ? -1 : Number(a > b))
