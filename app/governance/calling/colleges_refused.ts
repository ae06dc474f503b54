import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { possibleVoters } from '#membership/eligibility'
import type { RuleValues } from '#rulebook/declarations'
import type { Described } from '#shared/wiring/enactment'
import { weighedColleges } from '../closing/weighed_colleges.js'

/**
 * Why a vote by colleges cannot be called now: its threshold is not taken of the votes for and against
 * (docs/decisions/0023), a college has nobody, or somebody who votes is of none. Null when it can.
 */
export async function collegesRefused(
  parameters: Record<string, unknown>,
  at: Date,
  transaction: TransactionClientContract
): Promise<Described | null> {
  const colleges = weighedColleges(parameters)
  if (!colleges) return null
  const { base } = parameters.threshold as RuleValues['votes.threshold']['ordinary']
  if (base !== 'exprimes') return { key: 'colleges_base', words: {} }
  const voters = (await possibleVoters(at, transaction)).filter(({ voice }) => voice.votes)
  const names = colleges.map(({ name }) => name)
  const stray = voters.filter(({ college }) => college === null || !names.includes(college))
  if (stray.length > 0) return { key: 'college_missing', words: { count: stray.length } }
  const empty = names.find((name) => voters.every(({ college }) => college !== name))
  return empty === undefined ? null : { key: 'college_empty', words: { name: empty } }
}
