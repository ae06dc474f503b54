import type { I18n } from '@adonisjs/i18n'
import { dayOfParis } from '#shared/date_label'
import type { ProposalRead } from '../proposing/read_proposal.js'
import type { Reader } from '../reader/reader.js'
import type { MyLine } from '../roll/my_line.js'

/** A reader's own line of the roll, said to them: whether they vote, why, and what to do if not. */
export interface LineSaid {
  votes: boolean
  voted: boolean
  /** Whether it is settled, or only how it would be today. */
  frozen: boolean
  reason: string
  /** A way out, where there is one. */
  todo: { href: string; label: string } | null
}

const PAYS = ['candidate', 'pending', 'lapsed']

/** Says where a reader stands on a roll; null while nothing is put to the vote and nothing decided. */
export function lineInWords(
  { voters }: Pick<ProposalRead, 'voters'>,
  reader: Reader | null,
  line: MyLine | null,
  i18n: I18n
): LineSaid {
  const frozen = voters !== null
  const membership = { href: '/membership', label: i18n.t('decide.roll.see_membership') }
  if (!line) {
    const unknown = frozen && reader?.memberId ? 'came_later' : 'no_member'
    return {
      ...{ votes: false, voted: false, frozen },
      reason: i18n.t(`decide.roll.reasons.${unknown}`),
      todo: membership,
    }
  }
  const { votes, reason, attended } = line
  const { key, days, needed, until } = reason
  return {
    ...{ votes, voted: attended, frozen: line.frozen },
    reason: i18n.t(`decide.roll.reasons.${key}`, {
      ...{ days, needed, left: Math.max(0, needed - days) },
      until: until ? dayOfParis(until, i18n.locale) : 'none',
    }),
    todo: !votes && PAYS.includes(key) ? membership : null,
  }
}
