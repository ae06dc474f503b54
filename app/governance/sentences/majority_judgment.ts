import type {
  GradedCandidate,
  MajorityJudgmentStage,
  MajorityJudgmentTranscript,
} from '../methods/majority_judgment/majority_judgment.js'
import { lotSentences, resultSentences } from './seat_words.js'
import { inLocale, namesInLocale, type Sentence } from './sentence.js'

const FAMILY = 'counting_judgment'

/** Says a count by majority judgment: each majority grade, how equals part, who wins. */
export function majorityJudgmentSentences(
  transcript: MajorityJudgmentTranscript,
  locale: string
): Sentence[] {
  const { ballots, grades, profiles, winners } = transcript
  const stages = ballots.valid > 0 ? transcript.stages : []
  const first = profiles.find(({ number }) => number === winners[0]?.number)
  const grade = grades[first?.gauge?.grade ?? 0] ?? ''
  return [
    ...opening(transcript),
    ...stages.flatMap((stage) => stageSentences(stage, transcript, locale)),
    ...resultSentences(transcript, FAMILY, locale, { grade }),
  ]
}

function opening({ ballots, irregular, parameters, grades }: MajorityJudgmentTranscript) {
  const { cast, valid, blank, invalid } = ballots
  const grade = grades[0] ?? ''
  const said: Sentence[] = [{ key: `${FAMILY}.ballots`, words: { cast, valid, blank, invalid } }]
  if (irregular.incomplete > 0) {
    const words = { count: irregular.incomplete, rule: String(parameters.missing), grade }
    said.push({ key: `${FAMILY}.incomplete`, words })
  }
  if (irregular.blankAsWorst > 0) {
    const words = { count: irregular.blankAsWorst, grade }
    said.push({ key: `${FAMILY}.blank_as_worst`, words })
  }
  return said
}

function stageSentences(
  stage: MajorityJudgmentStage,
  transcript: MajorityJudgmentTranscript,
  locale: string
): Sentence[] {
  const { grades, ballots, ranking } = transcript
  if (stage.action === 'profiles') {
    const words = { n: stage.n, count: ballots.valid, even: ballots.valid % 2 ? 'no' : 'yes' }
    const gauges = ranking.flat().map(({ number }) => gauge(number, transcript, locale))
    return [{ key: `${FAMILY}.profiles`, words }, ...gauges]
  }
  if (stage.action === 'comparison') {
    const names = (named: typeof stage.ahead) => namesInLocale(named, locale)
    const words = {
      ...{ n: stage.n, removed: stage.removed, several: stage.ahead.length },
      ...{ ahead: names(stage.ahead), behind: names(stage.behind) },
      grade: grades[stage.grade] ?? '',
      aheadGrade: grades[stage.aheadGrade] ?? '',
      behindGrade: grades[stage.behindGrade] ?? '',
    }
    return [{ key: `${FAMILY}.comparison`, words }]
  }
  return stage.action === 'lot' ? lotSentences(transcript, FAMILY, locale) : []
}

function gauge(
  number: number,
  { profiles, grades }: MajorityJudgmentTranscript,
  locale: string
): Sentence {
  const graded: GradedCandidate | undefined = profiles.find((one) => one.number === number)
  if (!graded?.gauge) throw new Error(`Candidate ${number} has no majority grade`)
  const words = {
    name: graded.name,
    grade: grades[graded.gauge.grade] ?? '',
    above: inLocale(graded.gauge.p, locale),
    below: inLocale(graded.gauge.q, locale),
  }
  return { key: `${FAMILY}.gauge`, words }
}
