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
  const { closedAt, kind, calledAt } = proposal
  // A measure already gave the rule its value: what it covers is what it is compared with.
  const laidOver = kind === 'emergency_ratification' ? calledAt : closedAt
  const book = laidOver ? await bookAsOf(new Date(laidOver.getTime() - 1)) : await currentBook(now)
  return changeShown(proposal, book, await charterBefore(closedAt ?? now), i18n)
}
