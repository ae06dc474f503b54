import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { currentBook, bookInTransaction } from '#rulebook/rule_book'
import { parisDay } from '#shared/paris'
import { periodsOf, type MemberPeriod } from './member_periods.js'
import { overridesOf } from './overrides.js'
import { standingOn, type StandingFound } from './standing.js'

/** Where a member stands at an instant, with the periods that say so. */
export async function standingOf(
  memberId: number,
  at: Date,
  transaction?: TransactionClientContract
): Promise<StandingFound & { periods: MemberPeriod[] }> {
  const book = transaction ? await bookInTransaction(transaction, at) : await currentBook(at)
  const periods = await periodsOf(memberId, transaction)
  const overrides = await overridesOf(memberId, transaction)
  const facts = { today: parisDay(at), graceDays: book.value('dues.grace_days') }
  return { ...standingOn({ ...facts, periods, overrides }), periods }
}
