import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { duesPaidBy } from '#membership/dues/what_dues_pay'
import { network } from '#organisation/network'
import { bookInTransaction } from '#rulebook/rule_book'
import { dayOfParis } from '#shared/date_label'
import { eurosLabel } from '#shared/euros'
import type { LetterOrder } from './letter_writer.js'

/** Fills the sentence that says what dues paid for, from what the register has and the rules say. */
export async function whatDuesPayFor(
  { at, paymentId, locale }: { at: Date; paymentId: number; locale: string },
  transaction: TransactionClientContract
): Promise<LetterOrder['values']> {
  const paid = await duesPaidBy(paymentId, at, transaction)
  if (!paid) return { known: 'no' }
  const { members, planName, span, restCents, potCents, payers } = paid
  const { legalForm } = await network(locale)
  const book = await bookInTransaction(transaction, at)
  return {
    known: 'yes',
    members,
    plan: planName,
    dated: span === null ? 'no' : span.to === null ? 'life' : 'yes',
    from: span ? dayOfParis(span.from, locale) : '',
    to: span?.to ? dayOfParis(span.to, locale) : '',
    lacks: restCents > 0 ? 'yes' : 'no',
    rest: eurosLabel(restCents, locale),
    shares: potCents > 0 ? 'yes' : 'no',
    pot: eurosLabel(potCents, locale),
    // Elsewhere shares give the voice, or nothing does.
    voice: legalForm === 'association' ? 'yes' : 'no',
    days: book.value('votes.minimum_membership_days'),
    payers,
  }
}
