import type { EliminationStage, EliminationTranscript } from '../methods/ranked/count_stages.js'
import { EliminationWords } from './elimination_words.js'
import type { Sentence } from './sentence.js'

/** Says an instant runoff: the ballots, each round, who has more than half in the end. */
export function irvSentences(transcript: EliminationTranscript, locale: string): Sentence[] {
  const words = new EliminationWords(transcript, locale, 0)
  const { stages, ballots } = transcript
  const rounds = ballots.valid > 0 ? stages.flatMap((stage) => round(stage, words)) : []
  return [...words.opening(), ...rounds, ...words.result()]
}

function round(stage: EliminationStage, words: EliminationWords): Sentence[] {
  const { n, action, of } = stage
  if (action === 'tie') return []
  if (action === 'first_preferences') {
    const first = { key: 'counting_irv.first_preferences', words: { n, ...words.leaders(stage) } }
    return [first, majority(stage, words)]
  }
  const who = { n, name: words.name(of), votes: words.before(stage, of) }
  const none = who.votes === '0' ? 'yes' : 'no'
  return [
    { key: 'counting_irv.exclusion', words: { ...who, none } },
    ...words.tie(stage),
    ...words.moves(stage),
    majority(stage, words),
  ]
}

/** Whether somebody has more than half of the votes that continue. */
function majority(stage: EliminationStage, words: EliminationWords): Sentence {
  const continuing = words.votes(stage.continuing)
  const [winner] = stage.elected
  if (!winner) return { key: 'counting_irv.no_majority', words: { continuing } }
  const name = words.name(winner.number)
  const votes = words.votes(stage.totals?.[String(winner.number)])
  return { key: 'counting_irv.majority', words: { name, votes, continuing } }
}
