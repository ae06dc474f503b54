import type { I18n } from '@adonisjs/i18n'
import { bookAsOf, currentBook } from '#rulebook/rule_book'
import type { ProposalRead } from '../proposing/read_proposal.js'
import { changeShown, charterBefore, type ChangeShown } from './change_shown.js'

/** What a proposal would change, or changed: laid over what stood just before it was decided. */
export async function changeOf(
  proposal: ProposalRead,
  now: Date,
  i18n: I18n
): Promise<ChangeShown> {
  const { closedAt } = proposal
  const book = closedAt ? await bookAsOf(new Date(closedAt.getTime() - 1)) : await currentBook(now)
  return changeShown(proposal, book, await charterBefore(closedAt ?? now), i18n)
}
