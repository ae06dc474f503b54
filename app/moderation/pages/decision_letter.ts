import type { I18n } from '@adonisjs/i18n'
import { dateLabel, dayLabel } from '#shared/date_label'
import type { DecisionRead } from '../deciding/read_decision.js'
import { restricts } from '../deciding/measure.js'
import { measureInWords } from './measure_in_words.js'

type Told = Pick<
  DecisionRead,
  | 'act'
  | 'days'
  | 'subjectKind'
  | 'facts'
  | 'why'
  | 'ground'
  | 'clause'
  | 'source'
  | 'mandateId'
  | 'secondMandateIds'
  | 'appealId'
> & { endsAt: Date | null; appealUntil: Date | null; writtenAt: Date | null }

/**
 * The statement of reasons as a plain letter, paragraph by paragraph (Regulation (EU) 2022/2065, art. 17(3)):
 * what, for how long; the facts; the rule and why; who brought it up; who decided; how to contest it.
 */
export function decisionLetter(decision: Told, i18n: I18n): string[] {
  const { act, subjectKind, facts, why, ground, clause, source, writtenAt } = decision
  const say = (key: string, words?: Record<string, unknown>) =>
    i18n.t(`moderation.letter.${key}`, words)
  const day = writtenAt ? dayLabel(writtenAt, i18n.locale) : ''
  const until = decision.appealUntil ? dateLabel(decision.appealUntil, i18n.locale) : ''
  return [
    ...(day ? [say('about', { subject: subjectKind, day })] : []),
    measureInWords(decision, i18n),
    say('facts', { facts }),
    ground && clause ? say(`ground_${ground}`, { clause, why }) : say('no_ground', { why }),
    say(`source.${source}`),
    whoDecided(decision, say),
    ...(act === 'dismiss' ? [] : [say(restricts(act) ? 'effect' : 'no_effect')]),
    ...(until ? [say('redress', { until })] : []),
  ]
}

function whoDecided(
  { mandateId, secondMandateIds, appealId }: Told,
  say: (key: string, words?: Record<string, unknown>) => string
): string {
  const [second] = secondMandateIds
  if (mandateId === null) return say(appealId === null ? 'decided_founder' : 'decided_jury')
  return second
    ? say('decided_by_two', { mandate: String(mandateId), second: String(second) })
    : say('decided_by_one', { mandate: String(mandateId) })
}
