import type { EliminationStage, EliminationTranscript } from '../methods/ranked/count_stages.js'
import { EliminationWords } from './elimination_words.js'
import type { Sentence } from './sentence.js'

/** Of the nine that decide: who wants them all reads the transcript. */
const DECIMALS = 2

/** Says a count by Meek's rule: the ballots, what each stage did, who is elected. */
export function meekStvSentences(transcript: EliminationTranscript, locale: string): Sentence[] {
  const words = new EliminationWords(transcript, locale, DECIMALS)
  const { seats, stages, ballots } = transcript
  if (ballots.valid === 0) return [...words.opening(), ...words.result()]
  const quota = words.votes(stages[0]?.quota)
  return [
    ...words.opening(),
    { key: 'counting_stv.meek_quota', words: { seats, quota } },
    ...stages.flatMap((stage) => [...happened(stage, words), ...elected(stage, words)]),
    ...words.result(),
  ]
}

function happened(stage: EliminationStage, words: EliminationWords): Sentence[] {
  const { n, action, of } = stage
  if (action === 'first_preferences') {
    return [{ key: 'counting_stv.first_preferences', words: { n, ...words.leaders(stage) } }]
  }
  if (action === 'surplus') {
    return [{ key: 'counting_stv.meek_surplus', words: { n, quota: words.votes(stage.quota) } }]
  }
  if (action !== 'exclusion') return []
  const who = { n, name: words.name(of), votes: words.before(stage, of) }
  const none = who.votes === '0' ? 'yes' : 'no'
  const left = { key: 'counting_stv.meek_exclusion', words: { ...who, none } }
  return [left, ...words.tie(stage)]
}

function elected({ elected: all, withoutQuota = [] }: EliminationStage, words: EliminationWords) {
  const without = new Set(withoutQuota.map(({ number }) => number))
  const reached = all.filter(({ number }) => !without.has(number))
  const said: Sentence[] = []
  const names = (named: typeof all) => ({ names: words.names(named), count: named.length })
  if (reached.length > 0) said.push({ key: 'counting_stv.reached', words: names(reached) })
  if (without.size > 0) said.push({ key: 'counting_stv.without_quota', words: names(withoutQuota) })
  return said
}
