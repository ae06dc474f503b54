import type { I18n } from '@adonisjs/i18n'
import type { ProposalRead } from '../proposing/read_proposal.js'
import type { Stage } from '../proposing/stage_of.js'
import { changeInWords } from './change_in_words.js'
import { timeInWords } from './time_in_words.js'

/** A proposal in a list. */
export interface ProposalCard {
  id: number
  title: string
  kind: string
  stage: Stage
  /** The stage as it is said: a consultation is answered, not adopted. */
  badge: Stage | 'consulted'
  change: string
  when: string
  left: string | null
  /** How many took part; null while it is not counted. */
  turnout: string | null
  support: string | null
  /** What the count came to; null while there is none. */
  result: string | null
  voted: boolean
  mayVote: boolean
}

/** What lists know of the reader and of the moment. */
export interface CardFacts {
  voted: boolean
  mayVote: boolean
  /** Supporters that this kind of proposal needs. */
  needed: number
  result?: string
  now: Date
}

/** A proposal as lists show it. */
export function proposalCard(
  proposal: ProposalRead,
  { voted, mayVote, needed, result, now }: CardFacts,
  i18n: I18n
): ProposalCard {
  const { id, title, kind, stage, seconds, attended, voters } = proposal
  const { line, left } = timeInWords(proposal, now, i18n)
  const missing = Math.max(0, needed - seconds)
  return {
    ...{ id, title, kind, stage, voted, left, when: line },
    badge: proposal.consultative && stage === 'adopted' ? 'consulted' : stage,
    change: changeInWords(proposal, i18n),
    turnout:
      attended === null || voters === null
        ? null
        : i18n.t('decide.turnout', { attended, voters, share: share(attended, voters, i18n) }),
    support: stage === 'discussion' ? i18n.t('decide.supporters', { seconds, missing }) : null,
    result: result ?? null,
    mayVote: stage === 'open' && mayVote && !voted,
  }
}

const share = (part: number, whole: number, { locale }: I18n) =>
  new Intl.NumberFormat(locale, { style: 'percent' }).format(whole === 0 ? 0 : part / whole)
