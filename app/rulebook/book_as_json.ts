import type { Book } from './book.js'
import { RULES } from './declarations.js'

/** The book for machines: each rule's value in force, by key, with its terms and its origin. */
export function bookAsJson(book: Book) {
  return {
    instant: book.instant.toISOString(),
    rules: Object.fromEntries(
      RULES.map(({ key, unit, majority, founding }) => [
        key,
        {
          value: book.value(key),
          unit,
          majority,
          founding_default: founding,
          since: book.since(key)?.toISOString() ?? null,
          source: book.source(key),
        },
      ])
    ),
  }
}
