/**
 * A public source of chance, announced before it is known: the numbers of a lottery, in any order. Its
 * entropy in bits when it was announced with it (a draw of 6 numbers out of 49: 23), else null.
 */
export interface Source {
  numbers: readonly bigint[]
  entropyBits: number | null
}

/** Why sources cannot be read: the line from 1, and the text that is not a list of numbers. */
export interface SourcesFault {
  line: number
  text: string
}

const MOST_DIGITS = 100
const MOST_SOURCES = 20

/**
 * Reads sources, one a line or between semicolons: whole numbers apart by spaces or commas. What
 * follows a `#` is a comment; `@23` at the end says how many bits of chance the source was announced with.
 */
export function readSources(
  text: string
): { ok: true; value: Source[] } | { ok: false; refusal: SourcesFault } {
  const sources: Source[] = []
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .entries()) {
    const [content = ''] = line.split('#')
    for (const part of content.split(';').map((one) => one.trim())) {
      if (part === '') continue
      const source = readSource(part)
      if (!source || sources.length === MOST_SOURCES) {
        return { ok: false, refusal: { line: index + 1, text: part.slice(0, 40) } }
      }
      sources.push(source)
    }
  }
  return { ok: true, value: sources }
}

function readSource(text: string): Source | null {
  const [, list = '', bits] = /^([\d\s,.]+?)\s*(?:@\s*(\d{1,4}))?$/.exec(text) ?? []
  const words = list.split(/[\s,.]+/).filter(Boolean)
  if (words.length === 0 || words.some((word) => word.length > MOST_DIGITS)) return null
  return { numbers: words.map(BigInt), entropyBits: bits === undefined ? null : Number(bits) }
}

/** The key of RFC 3797, §4.1: each source's numbers in order, joined by points and ended by `./`. */
export const keyOf = (sources: readonly Source[]): string =>
  sources.map(({ numbers }) => `${numbers.toSorted(byValue).map(String).join('.')}./`).join('')

const byValue = (a: bigint, b: bigint) => (a < b ? -1 : Number(a > b))
