import { prepared } from '#shared/prepared'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

const MAY_MOVE = {
  name: 'payments.may_move',
  text: `select from payment_moves where subject = $1 and from_state = $2 and to_state = $3`,
}

/** Whether a state may follow another one: the table that the database itself goes by. */
export async function mayMove(
  subject: 'intent' | 'payment' | 'subscription',
  from: string,
  to: string,
  transaction: TransactionClientContract
): Promise<boolean> {
  if (from === to) return true
  return (await prepared(MAY_MOVE, [subject, from, to], transaction)).length > 0
}
