import type { I18n } from '@adonisjs/i18n'
import { dateLabel, dayLabel } from '#shared/date_label'
import type { ProposalRead } from '../proposing/read_proposal.js'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Where a proposal is, and until when: one line, and how long is left where something ends. */
export interface TimeSaid {
  line: string
  left: string | null
}

/** Says where a proposal is by the clock. */
export function timeInWords(proposal: ProposalRead, now: Date, i18n: I18n): TimeSaid {
  const { stage, opensAt, closesAt, startedAt, discussedAt, withdrawnAt } = proposal
  const { locale } = i18n
  const day = (at: Date) => dayLabel(at, locale)
  switch (stage) {
    case 'called':
      return {
        line: i18n.t('decide.when.opens', { at: dateLabel(opensAt ?? now, locale) }),
        left: i18n.t('decide.left.before', { left: leftUntil(opensAt ?? now, now, i18n) }),
      }
    case 'open':
      return {
        line: i18n.t('decide.when.closes', { at: dateLabel(closesAt ?? now, locale) }),
        left: i18n.t('decide.left.still', { left: leftUntil(closesAt ?? now, now, i18n) }),
      }
    case 'counting':
      return { line: i18n.t('decide.when.counting'), left: null }
    case 'adopted':
    case 'refused':
      return { line: i18n.t('decide.when.decided', { on: day(closesAt ?? now) }), left: null }
    case 'withdrawn':
      return { line: i18n.t('decide.when.withdrawn', { on: day(withdrawnAt ?? now) }), left: null }
    case 'discussion':
      return {
        line: i18n.t('decide.when.discussed', { on: day(discussedAt ?? startedAt) }),
        left: null,
      }
    case 'draft':
      return { line: i18n.t('decide.when.started', { on: day(startedAt) }), left: null }
  }
}

/** What is left until an instant, in its largest unit, rounded down; a minute at least. */
function leftUntil(at: Date, now: Date, i18n: I18n): string {
  const span = Math.max(MINUTE, at.getTime() - now.getTime())
  if (span >= 2 * DAY) return i18n.t('decide.left.days', { count: Math.floor(span / DAY) })
  if (span >= 2 * HOUR) return i18n.t('decide.left.hours', { count: Math.floor(span / HOUR) })
  return i18n.t('decide.left.minutes', { count: Math.floor(span / MINUTE) })
}
