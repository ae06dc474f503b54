import type { Sentence } from '../sentences/sentence.js'

/** A count in words: what it comes to first, then how it went. */
export interface Told {
  headline: readonly Sentence[]
  /** What is said before the first stage. */
  opening: readonly Sentence[]
  stages: readonly { n: number; sentences: readonly Sentence[] }[]
  /** What is said after the last one, the headline left out. */
  closing: readonly Sentence[]
}

/** The last part of a sentence's key when it says what the count comes to. */
const OUTCOMES = new Set([
  'outcome',
  'result',
  'nobody',
  'stopped',
  'elected_so_far',
  'empty_seats',
])

const CLOSING = new Set([...OUTCOMES, 'lost'])

/**
 * Puts the sentences of a count in order for a page. A sentence that names a stage (`n`) begins it;
 * those that follow belong to it, down to those that say what the whole comes to.
 */
export function told(sentences: readonly Sentence[]): Told {
  const opening: Sentence[] = []
  const stages: { n: number; sentences: Sentence[] }[] = []
  const closing: Sentence[] = []
  const headline: Sentence[] = []
  for (const sentence of sentences) {
    const tail = sentence.key.slice(sentence.key.lastIndexOf('.') + 1)
    const { n } = sentence.words
    if (OUTCOMES.has(tail)) headline.push(sentence)
    else if (CLOSING.has(tail)) closing.push(sentence)
    else if (typeof n === 'number' && n !== stages.at(-1)?.n)
      stages.push({ n, sentences: [sentence] })
    else (stages.at(-1)?.sentences ?? opening).push(sentence)
  }
  return { headline, opening, stages, closing }
}
