import { type JsonPath, JsonScan, lineAt } from './json_scan.js'
import type { Read } from './file_fault.js'
import { MOST_NAME } from './limits.js'
import { reading, ReadingFault } from './reading_fault.js'

/** What a value should have been: the key of a word of the sentence. */
type Expected =
  | 'object'
  | 'list'
  | 'shorter'
  | 'longer'
  | 'fewer'
  | 'text'
  | 'whole'
  | 'word'
  | 'present'
  | 'absent'
  | 'one_each'

class Misshapen extends Error {
  constructor(
    readonly path: JsonPath,
    readonly expected: Expected
  ) {
    super(expected)
  }
}

/** A value of a JSON text, read as what it must be; anything else is refused with its path. */
export class JsonValue {
  readonly #value: unknown
  readonly #path: JsonPath

  constructor(value: unknown, path: JsonPath = []) {
    this.#value = value
    this.#path = path
  }

  refuse(expected: Expected): never {
    throw new Misshapen(this.#path, expected)
  }

  get isNull(): boolean {
    return this.#value === null
  }

  get isText(): boolean {
    return typeof this.#value === 'string'
  }

  /** One member of an object, whatever the others are. */
  member(name: string): JsonValue {
    const member = this.#given().get(name)
    return new JsonValue(member, [...this.#path, name])
  }

  /** The members of an object that has these and no other. */
  members<Name extends string>(...names: readonly Name[]): Record<Name, JsonValue> {
    const given = this.#given()
    const members = {} as Record<Name, JsonValue>
    for (const name of names) {
      members[name] = new JsonValue(given.get(name), [...this.#path, name])
      if (!given.delete(name)) return members[name].refuse('present')
    }
    const [other] = given.keys()
    if (other !== undefined) return new JsonValue(null, [...this.#path, other]).refuse('absent')
    return members
  }

  #given(): Map<string, unknown> {
    const value = this.#value
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return new Map(Object.entries(value))
    }
    return this.refuse('object')
  }

  list(most: number): JsonValue[] {
    if (!Array.isArray(this.#value)) return this.refuse('list')
    const { length } = this.#value
    if (length > most) return this.refuse('shorter')
    return this.#value.map((value: unknown, place) => new JsonValue(value, [...this.#path, place]))
  }

  /** A text of so many signs. */
  text(least = 0, most = MOST_NAME): string {
    const value = this.#value
    if (typeof value !== 'string') return this.refuse('text')
    return value.length < least || value.length > most ? this.refuse('text') : value
  }

  whole(least: number, most = Number.MAX_SAFE_INTEGER): number {
    const value = this.#value
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) return this.refuse('whole')
    return value < least || value > most ? this.refuse('whole') : value
  }

  oneOf<Word extends string>(words: readonly Word[]): Word {
    return words.find((word) => word === this.#value) ?? this.refuse('word')
  }
}

/** Reads a JSON text from its root; a fault has its line, and its path when the shape is wrong. */
export const readJson = <Content>(
  text: string,
  read: (root: JsonValue) => Content
): Read<Content> =>
  reading(text, () => {
    const bare = text.startsWith('\uFEFF') ? text.slice(1) : text
    const fault = new JsonScan(bare).run()
    if (fault) throw new ReadingFault(lineAt(bare, fault.at), fault.key, { found: fault.found })
    try {
      return read(new JsonValue(JSON.parse(bare)))
    } catch (error) {
      if (!(error instanceof Misshapen)) throw error
      const scan = new JsonScan(bare, error.path)
      scan.run()
      const words = { path: written(error.path), expected: error.expected }
      throw new ReadingFault(lineAt(bare, scan.found), 'json_shape', words)
    }
  })

/** `papers[3].ranks`, places from 0 as programs count them; a point for the whole text. */
const written = (path: JsonPath): string =>
  path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '') || '.'
