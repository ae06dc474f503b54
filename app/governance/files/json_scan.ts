/** A way into a JSON text: names of members and places in lists, from the root. */
export type JsonPath = readonly (string | number)[]

/** Where a text stops being JSON as RFC 8259 has it, or says a name twice. */
export interface JsonFault {
  at: number
  key: 'json_syntax' | 'json_deep' | 'json_twice'
  /** What stands there; `empty` at the end of the text. */
  found: string
}

const DEEPEST = 32
const BLANK = /[ \t\n\r]*/y
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const WORD = /true|false|null/y
const ESCAPE = /["\\/bfnrt]|u[\dA-Fa-f]{4}/y

class Stop extends Error {
  constructor(readonly fault: JsonFault) {
    super(fault.key)
  }
}

/**
 * Walks through a JSON text without making its values: they come from `JSON.parse`, which says neither
 * the line of a fault nor that a name stands twice. Remembers where the value at a path begins.
 */
export class JsonScan {
  /** Where the value of the path begins; the root when there is none. */
  found = 0
  readonly #text: string
  readonly #path: JsonPath
  #at = 0

  constructor(text: string, path: JsonPath = []) {
    this.#text = text
    this.#path = path
  }

  /** The first fault; null when the text is JSON. */
  run(): JsonFault | null {
    try {
      this.#value(0, true)
      this.#skip(BLANK)
      if (this.#at < this.#text.length) this.#stop()
      return null
    } catch (error) {
      if (error instanceof Stop) return error.fault
      throw error
    }
  }

  #value(depth: number, onPath: boolean) {
    this.#skip(BLANK)
    if (depth > DEEPEST) this.#stop('json_deep')
    // The nearest one above remains when the path leads to a member that is not there.
    if (onPath && depth <= this.#path.length) this.found = this.#at
    const sign = this.#text[this.#at]
    if (sign === '{') this.#object(depth, onPath)
    else if (sign === '[') this.#list(depth, onPath)
    else if (sign === '"') this.#string()
    else if (!this.#skip(NUMBER) && !this.#skip(WORD)) this.#stop()
  }

  #object(depth: number, onPath: boolean) {
    const names = new Set<string>()
    this.#each('}', () => {
      this.#skip(BLANK)
      const start = this.#at
      if (this.#text[start] !== '"') this.#stop()
      const name = this.#string()
      if (names.has(name)) {
        throw new Stop({ at: start, key: 'json_twice', found: name })
      }
      names.add(name)
      this.#skip(BLANK)
      this.#take(':')
      this.#value(depth + 1, onPath && this.#path[depth] === name)
    })
  }

  #list(depth: number, onPath: boolean) {
    let place = 0
    this.#each(']', () => {
      this.#value(depth + 1, onPath && this.#path[depth] === place)
      place += 1
    })
  }

  /** The members of an object or a list, parted by commas, to the sign that closes it. */
  #each(close: string, read: () => void) {
    this.#at += 1
    this.#skip(BLANK)
    if (this.#text[this.#at] === close) {
      this.#at += 1
      return
    }
    for (;;) {
      read()
      this.#skip(BLANK)
      if (this.#text[this.#at] !== ',') return this.#take(close)
      this.#at += 1
    }
  }

  #string(): string {
    const start = this.#at
    let escaped = false
    this.#at += 1
    for (let sign = this.#text[this.#at]; sign !== '"'; sign = this.#text[this.#at]) {
      if (sign === undefined || sign < ' ') this.#stop()
      this.#at += 1
      if (sign !== '\\') continue
      escaped = true
      if (!this.#skip(ESCAPE)) this.#stop()
    }
    this.#at += 1
    const written = this.#text.slice(start, this.#at)
    return escaped ? String(JSON.parse(written)) : written.slice(1, -1)
  }

  #take(sign: string) {
    if (this.#text[this.#at] !== sign) this.#stop()
    this.#at += 1
  }

  /** Passes what matches here; false when nothing does. */
  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at
    const begun = this.#at
    if (pattern.test(this.#text)) this.#at = pattern.lastIndex
    return this.#at > begun
  }

  #stop(key: JsonFault['key'] = 'json_syntax'): never {
    const [rest = ''] = this.#text.slice(this.#at, this.#at + 12).split(/[\r\n]/, 1)
    const found = this.#at < this.#text.length ? rest || '↵' : 'empty'
    throw new Stop({ at: this.#at, key, found })
  }
}

/** The line of a place in a text, from 1. */
export function lineAt(text: string, at: number): number {
  let line = 1
  for (let index = 0; index < at; index += 1) {
    const sign = text[index]
    if (sign === '\n' || (sign === '\r' && text[index + 1] !== '\n')) line += 1
  }
  return line
}
