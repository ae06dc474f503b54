import { refused, type Result } from '#shared/result'

/**
 * Why a file cannot be read: its line from 1 (0: the whole file), the key of the sentence under
 * `ballot_files` and the words it needs, what was found among them.
 */
export interface FileFault {
  line: number
  key: string
  words: Record<string, string | number>
}

/** What a reader answers: it never throws, whatever the bytes. */
export type Read<Content> = Result<Content, FileFault>

/** Longest piece of a file repeated in a sentence. */
const SHOWN = 40

/** The refusal of a file; words are cut so that a sentence stays a sentence. */
export const faulty = (
  line: number,
  key: string,
  words: Record<string, string | number> = {}
): { ok: false; refusal: FileFault } =>
  refused({
    line,
    key,
    words: Object.fromEntries(
      Object.entries(words).map(([name, word]) => [
        name,
        typeof word === 'string' && word.length > SHOWN ? `${word.slice(0, SHOWN)}…` : word,
      ])
    ),
  })
