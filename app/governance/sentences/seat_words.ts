import type { Named, Transcript } from '../methods/transcript.js'
import { namesInLocale, type Sentence } from './sentence.js'

/** What a lot decided, when the ranking left seats to it. */
export function lotSentences(
  { stages }: Pick<Transcript, 'stages'>,
  family: string,
  locale: string
): Sentence[] {
  const lot = stages.at(-1)
  if (lot?.action !== 'lot') return []
  const words = {
    n: lot.n,
    names: namesInLocale(lot.between as readonly Named[], locale),
    chosen: namesInLocale(lot.elected, locale),
    count: lot.elected.length,
  }
  return [{ key: `${family}.lot`, words }]
}

/** How a count that ranks ends: who wins, which seats stay empty, or which lot is missing. */
export function resultSentences(
  { ballots, winners, tied, seats }: Transcript,
  family: string,
  locale: string,
  why: Sentence['words'] = {}
): Sentence[] {
  const say = (key: string, words: Sentence['words']) => ({ key: `${family}.${key}`, words })
  const words = { names: namesInLocale(winners, locale), count: winners.length }
  if (tied.length > 0) {
    const stopped = say('stopped', { names: namesInLocale(tied, locale) })
    return winners.length > 0 ? [stopped, say('elected_so_far', words)] : [stopped]
  }
  if (winners.length === 0) return [say('nobody', { valid: ballots.valid })]
  const result = say('result', { ...words, seats, ...why })
  const empty = seats - winners.length
  return empty > 0 ? [result, say('empty_seats', { empty })] : [result]
}
