/** What stops the reading of a file, on its way to the reader that answers it as a value. */
export class BltFault extends Error {
  constructor(
    readonly line: number,
    readonly key: string,
    readonly words: Record<string, string | number> = {}
  ) {
    super(key)
  }
}

const [TAB, LINE_FEED, RETURN, SPACE] = [9, 10, 13, 32] as const
const [QUOTE, HASH, OPEN, CLOSE] = [34, 35, 40, 41] as const
const [DASH, NOUGHT, NINE, EQUAL, BACKSLASH] = [45, 48, 57, 61, 92] as const
const END = -1

/** Walks through a BLT file sign by sign, without cutting it up: a large file holds millions of numbers. */
export class BltLines {
  readonly #text: string
  #at: number
  #line = 1

  constructor(text: string) {
    this.#text = text
    this.#at = text.startsWith('\uFEFF') ? 1 : 0
  }

  fault(key: string, words: Record<string, string | number> = {}): BltFault {
    return new BltFault(this.#line, key, words)
  }

  /** True while something stands before the end of the file; goes there. */
  get hasMore(): boolean {
    for (;;) {
      const sign = this.#sign()
      if (sign === END) return false
      if (sign !== LINE_FEED && sign !== RETURN) return true
      this.#passLineEnd()
    }
  }

  /** Goes to the next thing, lines down if need be; the fault when the file ends before it. */
  toNextLine(key: string) {
    if (!this.hasMore) throw this.fault(key)
  }

  endOfLine(key: string) {
    if (!this.isLineEnd) throw this.fault(key, { found: this.#word() })
    if (this.#code() !== END) this.#passLineEnd()
  }

  get isLineEnd(): boolean {
    const sign = this.#sign()
    return sign === END || sign === LINE_FEED || sign === RETURN
  }

  get isQuote(): boolean {
    return this.#sign() === QUOTE
  }

  get isNegative(): boolean {
    return this.#sign() === DASH
  }

  negative(): number {
    this.#at += 1
    return this.integer('blt_withdrawn')
  }

  integer(key: string): number {
    let sign = this.#sign()
    if (!isDigit(sign)) throw this.fault(key, { found: this.#word() })
    const start = this.#at
    let value = 0
    while (isDigit(sign)) {
      value = value * 10 + (sign - NOUGHT)
      this.#at += 1
      sign = this.#code()
    }
    if (value > Number.MAX_SAFE_INTEGER) throw this.fault('blt_number_too_large')
    if (sign === EQUAL || isBlank(sign)) return value
    this.#at = start
    throw this.fault(key, { found: this.#word() })
  }

  /** A dash alone: a rank left empty. */
  takeDash(): boolean {
    if (this.#sign() !== DASH) return false
    this.#at += 1
    if (isBlank(this.#code())) return true
    this.#at -= 1
    throw this.fault('blt_paper', { found: this.#word() })
  }

  /** An equal sign stuck to the number before it. */
  takeEqual(): boolean {
    if (this.#code() !== EQUAL) return false
    this.#at += 1
    return true
  }

  /** The name of a paper, in parentheses. */
  skipName() {
    if (this.#sign() !== OPEN) return
    for (let sign = this.#code(); sign !== CLOSE; sign = this.#code()) {
      if (sign === END || sign === LINE_FEED || sign === RETURN) throw this.fault('blt_paper_name')
      this.#at += 1
    }
    this.#at += 1
  }

  /** A text in straight quotes, on one line; `\"` and `\\` stand for the signs themselves, blanks in a row for one. */
  string(): string {
    if (this.#sign() !== QUOTE) throw this.fault('blt_quotes', { found: this.#word() })
    let text = ''
    this.#at += 1
    for (let sign = this.#code(); sign !== QUOTE; sign = this.#code()) {
      if (sign === BACKSLASH && isQuotable(this.#code(1))) this.#at += 1
      else if (sign === END || sign === LINE_FEED || sign === RETURN) {
        throw this.fault('blt_unclosed')
      }
      text += this.#text[this.#at]
      this.#at += 1
    }
    this.#at += 1
    return text.replace(/[ \t]+/g, ' ')
  }

  /** The next sign that is neither a blank nor in a comment. */
  #sign(): number {
    for (;;) {
      const sign = this.#code()
      if (sign === HASH) this.#toEndOfLine()
      else if (sign !== SPACE && sign !== TAB) return sign
      else this.#at += 1
    }
  }

  #code(further = 0): number {
    const at = this.#at + further
    return at < this.#text.length ? this.#text.charCodeAt(at) : END
  }

  #toEndOfLine() {
    for (let sign = this.#code(); sign !== END; sign = this.#code()) {
      if (sign === LINE_FEED || sign === RETURN) return
      this.#at += 1
    }
  }

  #passLineEnd() {
    const pair = this.#code() === RETURN && this.#code(1) === LINE_FEED
    this.#at += pair ? 2 : 1
    this.#line += 1
  }

  /** What stands here, for a sentence: to the next blank. */
  #word(): string {
    const [word = ''] = /^\S*/.exec(this.#text.slice(this.#at, this.#at + 100)) ?? []
    return word
  }
}

const isDigit = (sign: number) => sign >= NOUGHT && sign <= NINE

const isBlank = (sign: number) =>
  sign === END ||
  sign === SPACE ||
  sign === TAB ||
  sign === LINE_FEED ||
  sign === RETURN ||
  sign === HASH

const isQuotable = (sign: number) => sign === QUOTE || sign === BACKSLASH
