import type { MotionTranscript } from '../methods/motion/motion.js'
import type { Stage } from '../methods/transcript.js'
import { inLocale, type Sentence } from './sentence.js'

/** A motion's count in sentences, stage by stage; the last says how it ends. */
export function motionSentences(transcript: MotionTranscript, locale: string): Sentence[] {
  return transcript.stages.flatMap((stage) => {
    const say = (key: string, words: Sentence['words'] = {}): Sentence[] => [
      { key: `counting_motion.${key}`, words },
    ]
    switch (stage.action) {
      case 'answers':
        return say('answers', { ...transcript.answers, cast: transcript.ballots.cast })
      case 'quorum':
        return say('quorum', {
          needed: Number(stage.needed),
          present: Number(stage.present),
          members: Number(stage.members),
          reached: String(stage.reached),
        })
      case 'blocks':
        return say('blocks', {
          blocks: Number(stage.blocks),
          stop: Number(stage.stop),
          stopped: String(stage.stopped),
        })
      case 'colleges':
        return [
          ...transcript.colleges.flatMap((college) =>
            say('college', {
              name: college.name,
              weight: percentage(college.weight, locale),
              votesFor: college.answers.for,
              against: college.answers.against,
              adds: percentage(college.adds, locale),
              empty: String(college.share === null),
            })
          ),
          ...say('colleges_total', { total: percentage(String(stage.total), locale) }),
        ]
      case 'threshold':
        return say(...thresholdOf(stage, transcript, locale))
      case 'even':
        return say('even', {
          castingVote: String(stage.castingVote),
          article: String(stage.article ?? ''),
        })
      default:
        return say('outcome', { outcome: stage.action })
    }
  })
}

function thresholdOf(
  stage: Stage,
  { colleges }: MotionTranscript,
  locale: string
): [string, Sentence['words']] {
  const { operator, numerator, denominator, passed, base } = stage
  const asked = {
    half: String(2 * Number(numerator) === Number(denominator)),
    fraction: `${Number(numerator)}/${Number(denominator)}`,
    operator: String(operator),
    passed: String(passed),
  }
  if (colleges.length > 0) {
    return ['threshold_colleges', { ...asked, total: percentage(String(stage.votesFor), locale) }]
  }
  const words = {
    votesFor: Number(stage.votesFor),
    of: Number(stage.of),
    least: Number(stage.least),
  }
  return ['threshold', { ...asked, ...words, base: String(base) }]
}

/** A fraction as a percentage of two decimals, cut: `71/120` is `59,16 %`. */
export function percentage(fraction: string, locale: string): string {
  const [over = '0', under = '1'] = fraction.split('/')
  const hundredths = (BigInt(over) * 10_000n) / BigInt(under)
  const part = String(hundredths % 100n).padStart(2, '0')
  const decimal = part === '00' ? String(hundredths / 100n) : `${hundredths / 100n}.${part}`
  return `${inLocale(decimal, locale)}${locale.startsWith('fr') ? '\u00a0%' : '%'}`
}
