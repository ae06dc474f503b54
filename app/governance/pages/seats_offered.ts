import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { bookInTransaction } from '#rulebook/rule_book'
import { possibleVoters } from '#membership/eligibility'
import { moderatorSeats } from '../calling/calling_rules.js'
import { ELECTED } from '../calling/method_of.js'

/** The seats that the rule book gives to a role in a network of today's size; null for no such role. */
export async function seatsOffered(
  name: unknown,
  at: Date,
  transaction: TransactionClientContract
): Promise<number | null> {
  const role = ELECTED.find((one) => one === name)
  if (!role) return null
  const book = await bookInTransaction(transaction, at)
  if (role !== 'moderator') return book.value(`mandates.${role}`).seats
  const voters = await possibleVoters(at, transaction)
  return moderatorSeats(book, voters.filter(({ voice }) => voice.votes).length)
}
