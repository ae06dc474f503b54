import type { I18n } from '@adonisjs/i18n'
import { dayLabel } from '#shared/date_label'
import { mayBeCalledAgain } from '../calling/call_again.js'
import type { ProposalRead } from '../proposing/read_proposal.js'
import { convenesAgain } from '../reader/convenes_again.js'
import type { Reader } from '../reader/reader.js'
import { flaggedLines } from '../roll/flag_rolls.js'
import { proxiesAllowed } from '../voting/give_proxy.js'

/**
 * What goes with a vote: the other call of it, whether this reader may call it again, voices given,
 * and dues lost since the roll was frozen (for who convenes and, once it is counted, for members).
 */
export async function aroundVote(proposal: ProposalRead, reader: Reader | null, i18n: I18n) {
  const { id, stage, voters, closedAt, secondCallOf, calledAgainId } = proposal
  const sees =
    voters !== null &&
    reader !== null &&
    (reader.convenes || (closedAt !== null && reader.memberId !== null))
  const flags = sees ? await flaggedLines(id) : []
  return {
    follows: secondCallOf,
    followed: calledAgainId,
    again: reader !== null && mayBeCalledAgain(proposal) && convenesAgain(proposal, reader),
    proxies:
      reader !== null &&
      reader.memberId !== null &&
      ['called', 'open'].includes(stage) &&
      proxiesAllowed(proposal) > 0,
    flags: flags.map(({ number, flaggedAt }) =>
      i18n.t('decide.flags.line', { number, on: dayLabel(flaggedAt, i18n.locale) })
    ),
  }
}
