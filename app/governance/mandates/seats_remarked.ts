import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { RuleRemark } from '#shared/wiring/rule_remarks'
import { benches } from './bench.js'

/** The rules of mandates whose seats are not all filled. */
export async function seatsRemarked(
  at: Date,
  transaction: TransactionClientContract
): Promise<RuleRemark[]> {
  return (await benches(at, transaction))
    .filter(({ empty }) => empty > 0)
    .map(({ role, held, seats }) => ({
      rule: `mandates.${role}`,
      key: 'mandates.rules.short',
      words: { held: held.length, seats: seats ?? 0 },
      href: `/mandates#${role}`,
    }))
}
