import type { EliminationStage, EliminationTranscript } from '../methods/ranked/count_stages.js'
import { EliminationWords } from './elimination_words.js'
import type { Sentence } from './sentence.js'

const DECIMALS = 5

/** Says a count by Scottish STV: the ballots and the quota, what each stage did, who is elected. */
export function scottishStvSentences(
  transcript: EliminationTranscript,
  locale: string
): Sentence[] {
  const words = new EliminationWords(transcript, locale, DECIMALS)
  const { seats, quota, stages } = transcript
  const lost = stages.at(-1)?.lost
  const said: Sentence[] = [...words.opening()]
  if (transcript.ballots.valid > 0) {
    said.push({ key: 'counting_stv.quota', words: { seats, quota: words.votes(quota) } })
    said.push(...stages.flatMap((stage) => stageSentences(stage, words)))
    if (words.votes(lost) !== '0') {
      said.push({ key: 'counting_stv.lost', words: { votes: words.votes(lost) } })
    }
  }
  return [...said, ...words.result()]
}

function stageSentences(stage: EliminationStage, words: EliminationWords): Sentence[] {
  return [...happened(stage, words), ...reached(stage, words)]
}

function happened(stage: EliminationStage, words: EliminationWords): Sentence[] {
  const { n, action, of } = stage
  if (action === 'first_preferences') {
    return [{ key: 'counting_stv.first_preferences', words: { n, ...words.leaders(stage) } }]
  }
  if (action === 'surplus') {
    // The order of surpluses of nothing is of no interest.
    const tie = words.votes(stage.surplus) === '0' ? [] : words.tie(stage)
    return [surplus(stage, words), ...tie, ...words.moves(stage)]
  }
  if (action === 'exclusion') {
    const who = { n, name: words.name(of), votes: words.before(stage, of) }
    const none = who.votes === '0' ? 'yes' : 'no'
    return [
      {
        key: 'counting_stv.exclusion',
        words: { ...who, none, follows: words.actionBefore(stage) },
      },
      ...words.tie(stage),
      ...words.moves(stage),
    ]
  }
  return []
}

function surplus(stage: EliminationStage, words: EliminationWords): Sentence {
  const { n, of, parcels = [] } = stage
  const who = { n, name: words.name(of) }
  const values = parcels.map(({ moved }) => words.votes(moved))
  const [most = '0', least = values.at(-1) ?? '0'] = [values[0], values.at(-1)]
  const over = words.votes(stage.surplus)
  if (over === '0') return { key: 'counting_stv.surplus_of_nothing', words: who }
  if (values.length === 1) {
    return { key: 'counting_stv.surplus', words: { ...who, surplus: over, value: most } }
  }
  return { key: 'counting_stv.surplus_by_parcels', words: { ...who, surplus: over, least, most } }
}

/** Those elected by a stage: with the quota, then those for whom seats are left. */
function reached(stage: EliminationStage, words: EliminationWords): Sentence[] {
  const { elected, withoutQuota = [] } = stage
  const without = new Set(withoutQuota.map(({ number }) => number))
  const withQuota = elected.filter(({ number }) => !without.has(number))
  const said: Sentence[] = []
  const names = (named: typeof elected) => ({ names: words.names(named), count: named.length })
  if (withQuota.length > 0) said.push({ key: 'counting_stv.reached', words: names(withQuota) })
  if (without.size > 0) said.push({ key: 'counting_stv.without_quota', words: names(withoutQuota) })
  return said
}
