import type { Transcript } from '../methods/transcript.js'
import type { EliminationTranscript } from '../methods/ranked/count_stages.js'
import { irvSentences } from './irv.js'
import { meekStvSentences } from './meek_stv.js'
import { scottishStvSentences } from './scottish_stv.js'
import type { Sentence } from './sentence.js'

/** The sentences of any count. */
export function sentencesOf(transcript: Transcript, locale: string): Sentence[] {
  const count = transcript as EliminationTranscript
  if (transcript.method === 'irv') return irvSentences(count, locale)
  if (transcript.method === 'meek-stv') return meekStvSentences(count, locale)
  return scottishStvSentences(count, locale)
}
