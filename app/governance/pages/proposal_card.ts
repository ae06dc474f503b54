import type { I18n } from '@adonisjs/i18n'
import { dateLabel, dayLabel } from '#shared/date_label'
import type { ProposalRead } from '../proposing/read_proposal.js'
import { changeInWords } from './change_in_words.js'

/** A proposal in a list. */
export interface ProposalCard {
  id: number
  title: string
  kind: string
  stage: string
  change: string
  /** When it opens, closes, or was decided; null while nobody knows. */
  when: string | null
  turnout: string | null
  seconds: number
  voted: boolean
}

/** A proposal as lists show it; `voted` names those that the reader has voted on. */
export function proposalCard(
  proposal: ProposalRead,
  voted: ReadonlySet<number>,
  i18n: I18n
): ProposalCard {
  const { id, title, kind, stage, seconds, attended, voters } = proposal
  return {
    ...{ id, title, kind, stage, seconds },
    change: changeInWords(proposal, i18n).sentence,
    when: whenOf(proposal, i18n),
    turnout:
      attended === null || voters === null
        ? null
        : i18n.t('decide.turnout', { attended, voters }),
    voted: voted.has(id),
  }
}

function whenOf({ stage, opensAt, closesAt, startedAt }: ProposalRead, i18n: I18n): string | null {
  const { locale } = i18n
  if (stage === 'called' && opensAt) {
    return i18n.t('decide.when.opens', { at: dateLabel(opensAt, locale) })
  }
  if (stage === 'open' && closesAt) {
    return i18n.t('decide.when.closes', { at: dateLabel(closesAt, locale) })
  }
  if (stage === 'counting') return i18n.t('decide.when.counting')
  if (closesAt) return i18n.t('decide.when.decided', { on: dayLabel(closesAt, locale) })
  return i18n.t('decide.when.started', { on: dayLabel(startedAt, locale) })
}
