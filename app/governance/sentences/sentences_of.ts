import type { EliminationTranscript } from '../methods/ranked/count_stages.js'
import type { AnyCount } from '../recount/any_count.js'
import { approvalSentences } from './approval.js'
import { consentSentences } from './consent.js'
import { equalSharesSentences } from './equal_shares.js'
import { irvSentences } from './irv.js'
import { majorityJudgmentSentences } from './majority_judgment.js'
import { meekStvSentences } from './meek_stv.js'
import { motionSentences } from './motion.js'
import { schulzeSentences } from './schulze.js'
import { scottishStvSentences } from './scottish_stv.js'
import type { Sentence } from './sentence.js'

/** The sentences of any count. */
export function sentencesOf(count: AnyCount, locale: string): Sentence[] {
  switch (count.kind) {
    case 'motion':
      return motionSentences(count.transcript, locale)
    case 'consent':
      return consentSentences(count.transcript, locale)
    case 'duels':
      return schulzeSentences(count.transcript, locale)
    case 'merit':
      return majorityJudgmentSentences(count.transcript, locale)
    case 'approval':
      return approvalSentences(count.transcript, locale)
    case 'budget':
      return equalSharesSentences(count.transcript, locale)
    case 'elimination':
      return ofElimination(count.transcript, locale)
  }
}

function ofElimination(transcript: EliminationTranscript, locale: string): Sentence[] {
  if (transcript.method === 'irv') return irvSentences(transcript, locale)
  if (transcript.method === 'meek-stv') return meekStvSentences(transcript, locale)
  return scottishStvSentences(transcript, locale)
}
