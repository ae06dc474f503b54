import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** A sentence before its language on a rule that a network cannot satisfy today, and where to read on. */
export interface RuleRemark {
  rule: string
  key: string
  words: Record<string, string | number>
  href: string
}

type Remarks = (at: Date, transaction: TransactionClientContract) => Promise<RuleRemark[]>

const remarks: Remarks[] = []

/** Registers who knows whether some rules are satisfied. */
export function remarkOnRules(known: Remarks): void {
  remarks.push(known)
}

/** What is to be said of the rules as they can be kept at an instant. */
export async function ruleRemarks(
  at: Date,
  transaction: TransactionClientContract
): Promise<RuleRemark[]> {
  const all: RuleRemark[] = []
  for (const known of remarks) all.push(...(await known(at, transaction)))
  return all
}
