import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/**
 * Forgets what may have been begun from a session that its owner ends: an address on its way, an
 * application without its first code, a challenge. Whoever had that session could finish it.
 */
export async function forgetUnfinished(
  personId: number,
  transaction: TransactionClientContract
): Promise<void> {
  const of = (table: string) => transaction.from(table).where('person_id', personId)
  await of('email_changes').whereNull('used_at').delete()
  await of('authenticator_apps').whereNull('confirmed_at').delete()
  await of('passkey_challenges').delete()
}
