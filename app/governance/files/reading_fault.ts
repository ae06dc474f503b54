import { done } from '#shared/result'
import { faulty, type FileFault, type Read } from './file_fault.js'
import { MOST_CANDIDATES, MOST_CHARACTERS, MOST_GROUPS, MOST_NAME } from './limits.js'

/** What stops the reading of a file, on its way to `reading` that answers it as a value. */
export class ReadingFault extends Error {
  constructor(
    readonly line: number,
    readonly key: string,
    readonly words: FileFault['words'] = {}
  ) {
    super(key)
  }
}

/** Reads a text by a function that may throw a `ReadingFault`; a text beyond all bounds is not read. */
export function reading<Content>(text: string, read: () => Content): Read<Content> {
  if (text.length > MOST_CHARACTERS) return faulty(0, 'too_large')
  try {
    return done(read())
  } catch (error) {
    if (error instanceof ReadingFault) return faulty(error.line, error.key, error.words)
    throw error
  }
}

/** Throws on names that a list of candidates cannot have: none, too many, empty, too long, twice. */
export function checkNames(names: readonly string[], line: number) {
  if (names.length === 0) throw new ReadingFault(line, 'no_candidate')
  if (names.length > MOST_CANDIDATES) {
    throw new ReadingFault(line, 'too_many_candidates', { most: MOST_CANDIDATES })
  }
  const seen = new Set<string>()
  for (const name of names) {
    if (name === '') throw new ReadingFault(line, 'empty_name')
    if (name.length > MOST_NAME) throw new ReadingFault(line, 'name_too_long', { most: MOST_NAME })
    if (seen.has(name)) throw new ReadingFault(line, 'twice_name', { found: name })
    seen.add(name)
  }
}

/** Adds up papers line by line, as far as numbers can count them. */
export class PaperSum {
  #papers = 0
  #groups = 0

  /** Throws when there are too many papers, or lines of them. */
  add(papers: number, line: number) {
    this.#papers += papers
    this.#groups += 1
    if (!Number.isSafeInteger(this.#papers)) throw new ReadingFault(line, 'too_many_papers')
    if (this.#groups > MOST_GROUPS) {
      throw new ReadingFault(line, 'too_many_groups', { most: MOST_GROUPS })
    }
  }
}

/** A whole number written with digits alone; null for anything else, or beyond what numbers count. */
export function wholeNumber(text: string): number | null {
  if (!/^\d{1,16}$/.test(text)) return null
  const number = Number(text)
  return Number.isSafeInteger(number) ? number : null
}
