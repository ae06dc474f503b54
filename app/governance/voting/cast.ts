import { randomUUID } from 'node:crypto'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { possibleVoters } from '#membership/eligibility'
import { done, refused, type Result } from '#shared/result'
import { writeLines } from '../roll/freeze_roll.js'
import type { Choice } from './choice.js'

/** The vote that a ballot is for. */
export interface OpenVote {
  proposalId: number
  secrecy: 'open' | 'secret'
  recordAt: Date
  opensAt: Date
  closesAt: Date
  /** Whether the roll is frozen; before, whoever may vote now is put on it as they vote. */
  frozen: boolean
}

export type CastRefusal = 'not_open' | 'closed' | 'not_on_roll' | 'already_voted'

/**
 * Puts one ballot in the urn and one attendance beside it, both or neither. In an open vote a member
 * may change their choice until the close; in a secret vote nothing says which ballot was theirs, so
 * that they cannot.
 */
export async function cast(
  { vote, memberId, choice }: { vote: OpenVote; memberId: number; choice: Choice },
  at: Date,
  transaction: TransactionClientContract
): Promise<Result<'cast' | 'changed', CastRefusal>> {
  const { proposalId, secrecy } = vote
  await transaction.rawQuery(
    `select pg_advisory_xact_lock_shared(hashtextextended('ballots', ?))`,
    [proposalId]
  )
  const counted = await transaction
    .from('proposal_results')
    .where('proposal_id', proposalId)
    .first()
  if (at < vote.opensAt) return refused('not_open')
  if (at >= vote.closesAt || counted) return refused('closed')
  const line = await lineOf(vote, memberId, at, transaction)
  if (!line) return refused('not_on_roll')

  const attended = await transaction
    .table('attendances')
    .knexQuery.insert({ proposal_id: proposalId, member_id: memberId, proxy_id: null })
    .onConflict(['proposal_id', 'member_id'])
    .ignore()
    .returning('member_id')
  if (attended.length === 0) {
    if (secrecy === 'secret') return refused('already_voted')
    await transaction
      .from('ballots')
      .where({ proposal_id: proposalId, member_id: memberId })
      .update({ choice: JSON.stringify(choice) })
    return done('changed')
  }
  await transaction.table('ballots').insert({
    id: randomUUID(),
    proposal_id: proposalId,
    member_id: secrecy === 'open' ? memberId : null,
    college: line.college,
    choice: JSON.stringify(choice),
  })
  return done('cast')
}

/** This member's line of the roll when they vote; made now while the roll is not frozen. */
async function lineOf(
  { proposalId, frozen, recordAt }: OpenVote,
  memberId: number,
  at: Date,
  transaction: TransactionClientContract
): Promise<{ college: string | null } | null> {
  const line = await transaction
    .from('voting_roll_lines')
    .where({ proposal_id: proposalId, member_id: memberId })
    .first()
  if (line || frozen) return line?.votes ? line : null
  const then = at < recordAt ? at : recordAt
  const [now] = await possibleVoters(then, transaction, memberId)
  if (!now?.voice.votes) return null
  await writeLines(proposalId, [now], transaction)
  return now
}
