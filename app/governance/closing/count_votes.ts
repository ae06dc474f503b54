import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { Counted, CountedBallot, CountingRules, Option } from './counted.js'
import { countedFrom } from './counted_from.js'

/** Counts a vote by the method and the parameters that its call fixed. */
export async function countVotes(
  { proposalId, ...found }: { proposalId: number; voters: number; ballots: CountedBallot[] },
  transaction: TransactionClientContract
): Promise<Counted> {
  const rules = await rulesOf(proposalId, transaction)
  const options = await optionsCalled(proposalId, transaction)
  return countedFrom({ ...rules, ...found, options })
}

/** What the call of a proposal fixed; throws when it was not called. */
export async function rulesOf(
  proposalId: number,
  transaction: TransactionClientContract
): Promise<CountingRules> {
  return transaction
    .from('proposal_calls as c')
    .join('proposal_versions as v', (join) =>
      join.on('v.proposal_id', 'c.proposal_id').andOn('v.version', 'c.version')
    )
    .where('c.proposal_id', proposalId)
    .select('v.title', 'c.method', 'c.majority', 'c.secrecy', 'c.parameters')
    .select('c.lot_seed as lotSeed')
    .firstOrFail()
}

/** The options of a called vote, in the order of the paper. */
export async function optionsCalled(
  proposalId: number,
  transaction: TransactionClientContract
): Promise<Option[]> {
  return transaction
    .from('proposal_options')
    .where('proposal_id', proposalId)
    .select('number', 'label', 'person_id as personId', 'payload')
    .orderBy('number')
}
