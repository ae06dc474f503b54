import { isDeepStrictEqual } from 'node:util'
import type { Book } from './book.js'
import { RULES, type RuleKey } from './declarations.js'

/** A rule whose value is not the same in two books. */
export interface RuleDifference {
  key: RuleKey
  before: unknown
  after: unknown
}

/** The rules that differ between two books, in reading order. */
export function difference(before: Book, after: Book): RuleDifference[] {
  return RULES.map(({ key }) => ({
    key,
    before: before.value(key),
    after: after.value(key),
  })).filter((rule) => !isDeepStrictEqual(rule.before, rule.after))
}
