import type { ApprovalTranscript } from '../methods/approval.js'
import { lotSentences, resultSentences } from './seat_words.js'
import { inLocale, namesInLocale, type Sentence } from './sentence.js'

const FAMILY = 'counting_approval'

/** Says a count of approvals: what each received, who has not the floor, who has the seats. */
export function approvalSentences(transcript: ApprovalTranscript, locale: string): Sentence[] {
  const { ballots, irregular, stages, ranking, approvals } = transcript
  const { cast, valid, blank, invalid } = ballots
  const said: Sentence[] = [{ key: `${FAMILY}.ballots`, words: { cast, valid, blank, invalid } }]
  for (const kind of ['repeated', 'unknown'] as const) {
    const words = { count: irregular[kind] }
    if (irregular[kind] > 0) said.push({ key: `${FAMILY}.${kind}`, words })
  }
  const received = ({ number }: { number: number }): Sentence[] =>
    approvals
      .filter((approved) => approved.number === number)
      .map(({ name, approvals: count, share }) => ({
        key: `${FAMILY}.received`,
        words: { name, count, share: inLocale(share ?? '0', locale) },
      }))
  for (const stage of ballots.valid > 0 ? stages : []) {
    const { n, action, excluded } = stage
    if (action === 'approvals') {
      said.push({ key: `${FAMILY}.approvals`, words: { n } }, ...ranking.flat().flatMap(received))
    }
    if (action === 'floor') {
      const names = { names: namesInLocale(excluded, locale), count: excluded.length }
      said.push({ key: `${FAMILY}.floor`, words: { n, papers: stage.papers, ...names } })
    }
  }
  const floor = { floor: String(transcript.parameters.floor) }
  return [
    ...said,
    ...lotSentences(transcript, FAMILY, locale),
    ...resultSentences(transcript, FAMILY, locale, floor),
  ]
}
