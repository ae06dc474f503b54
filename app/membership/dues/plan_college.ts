import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { bookInTransaction } from '#rulebook/rule_book'
import { collegeNamed } from '../register/colleges.js'

/**
 * Gives a member the college that their plan names in the rule book, opened when there is none of
 * that name. Whoever has a college keeps it: changing it is decided, not paid for.
 */
export async function takeCollege(
  { memberId, planCode }: { memberId: number; planCode: string },
  at: Date,
  transaction: TransactionClientContract
): Promise<void> {
  const plans = (await bookInTransaction(transaction, at)).value('dues.plans')
  const college = plans.find(({ code }) => code === planCode)?.college
  if (!college) return
  const collegeId = await collegeNamed(college, at, transaction)
  await transaction
    .from('members')
    .where('id', memberId)
    .whereNull('college_id')
    .update({ college_id: collegeId })
}
