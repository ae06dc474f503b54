import { foldTag } from './tags.js'

/** Something in a written text that leads elsewhere: a web address, `@someone` or `#something`. */
export type Mark =
  | { kind: 'address'; index: number; text: string }
  | { kind: 'mention'; index: number; text: string; handle: string }
  | { kind: 'tag'; index: number; text: string; tag: string }

/** Names resolved and tags kept of one text; what comes after stays plain text. */
export const MOST_MENTIONS = 20
export const MOST_TAGS = 30

/** An `@` or `#` inside a word (`awa@example.org`, `C#`) or an address begins nothing. */
const MARKS =
  /(?<address>https?:\/\/[^\s<>"']+)|(?<![\p{L}\p{M}\p{N}_@/.])@(?<handle>[A-Za-z0-9_]{2,30})(?![\p{L}\p{M}\p{N}_@])|(?<![\p{L}\p{M}\p{N}_#&/])#(?<label>[\p{L}\p{M}\p{N}_]{2,80})(?![\p{L}\p{M}\p{N}_])/gu
const TRAILING = /[.,;:!?)\]}»…]+$/

/** The marks of a text in order: at most so many different people, and different tags. */
export function marksIn(text: string): Mark[] {
  const marks: Mark[] = []
  const handles = new Set<string>()
  const tags = new Set<string>()
  for (const { 0: found, index, groups = {} } of text.matchAll(MARKS)) {
    if (groups.address) {
      marks.push({ kind: 'address', index, text: found.replace(TRAILING, '') })
    } else if (groups.handle) {
      const handle = groups.handle.toLowerCase()
      if (takes(handles, handle, MOST_MENTIONS)) {
        marks.push({ kind: 'mention', index, text: found, handle })
      }
    } else {
      const tag = tagOf(groups.label ?? '')
      if (tag && takes(tags, tag, MOST_TAGS)) marks.push({ kind: 'tag', index, text: found, tag })
    }
  }
  return marks
}

/** The tag that a label makes; null when it is none: digits alone, too short, or over fifty letters. */
function tagOf(label: string): string | null {
  const tag = foldTag(label)
  return /^[\p{L}\p{N}_]{2,50}$/u.test(tag) && /\p{L}/u.test(tag) ? tag : null
}

/** What is written down of a text's marks: handles without the `@`, tags with how each was typed. */
export function marksToKeep(text: string): {
  handles: string[]
  tags: string[]
  labels: string[]
} {
  const handles = new Set<string>()
  const labels = new Map<string, string>()
  for (const mark of marksIn(text)) {
    if (mark.kind === 'mention') handles.add(mark.handle)
    if (mark.kind === 'tag' && !labels.has(mark.tag)) labels.set(mark.tag, mark.text.slice(1))
  }
  return { handles: [...handles], tags: [...labels.keys()], labels: [...labels.values()] }
}

function takes(known: Set<string>, one: string, most: number): boolean {
  if (known.size >= most && !known.has(one)) return false
  known.add(one)
  return true
}
