import fc from 'fast-check'
import type { Read } from '#governance/files/file_fault'

/** What a reader answered, or an error with the fault and its line. */
export function readOrFail<Content>(answer: Read<Content>): Content {
  if (answer.ok) return answer.value
  const { key, line, words } = answer.refusal
  throw new Error(`${key}, line ${line}: ${JSON.stringify(words)}`)
}

/** A good file with a few pieces taken out, doubled or replaced by others. */
export const edited = (good: string, pieces: readonly string[]): fc.Arbitrary<string> =>
  fc
    .array(
      fc.record({
        at: fc.nat({ max: good.length }),
        cut: fc.nat({ max: 6 }),
        piece: fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 4 })),
      }),
      { minLength: 1, maxLength: 4 }
    )
    .map((edits) =>
      edits.reduce(
        (text, { at, cut, piece }) => text.slice(0, at) + piece + text.slice(at + cut),
        good
      )
    )

/** Any text at all: signs, halves of signs, bytes read as UTF-8. */
export const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => new TextDecoder().decode(bytes))
)

/** Names of candidates, with all that separates and quotes elsewhere; no blanks around or in a row. */
export const anyNames = fc.uniqueArray(
  fc
    .oneof(
      fc.constantFrom(
        'Awa',
        'id',
        'papers',
        '=1+1',
        "'=x",
        '-',
        '0',
        'a;b,c',
        'dit "Baz"',
        '#',
        'A|B'
      ),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 })
    )
    .map((name) => name.trim().replace(/\s+/g, ' '))
    .filter((name) => name !== ''),
  { minLength: 1, maxLength: 5 }
)
