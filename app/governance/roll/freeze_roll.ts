import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { possibleVoters, type PossibleVoter } from '#membership/eligibility'
import { canonicalHash, type Plain } from '../methods/canonical.js'
import { weighedIn } from './weighed.js'

/**
 * Freezes who votes on a proposal, with each person's reason, as the members stood at the record date.
 * Whoever voted before a record date that comes after the opening stays on it. Gives back the number
 * of voters; frozen once, the roll stands.
 */
export async function freezeRoll(
  { proposalId, recordAt }: { proposalId: number; recordAt: Date },
  at: Date,
  transaction: TransactionClientContract
): Promise<number> {
  await transaction.rawQuery(`select pg_advisory_xact_lock(hashtextextended('ballots', ?))`, [
    proposalId,
  ])
  const possible = await possibleVoters(recordAt, transaction)
  const standing: { member_id: number }[] = await transaction
    .from('voting_roll_lines')
    .where('proposal_id', proposalId)
    .select('member_id')
  const known = new Set(standing.map(({ member_id: id }) => id))
  const unknown = possible.filter(({ memberId }) => !known.has(memberId))
  const lines = await weighedIn(proposalId, unknown, transaction)
  await writeLines(proposalId, lines, transaction)

  const all = await transaction
    .from('voting_roll_lines as l')
    .join('members as m', 'm.id', 'l.member_id')
    .where('l.proposal_id', proposalId)
    .where('l.votes', true)
    .select('m.number', 'l.college', 'l.reason')
    .orderBy('m.number')
  await transaction.table('voting_rolls').insert({
    proposal_id: proposalId,
    voters: all.length,
    hash: rollHash(all),
    frozen_at: at,
  })
  return all.length
}

/** The roll's hash: member numbers, colleges and reasons, in the order of the numbers. */
export function rollHash(
  lines: readonly { number: number; college: string | null; reason: Plain }[]
): string {
  return canonicalHash(lines.map(({ number, college, reason }) => ({ number, college, reason })))
}

// One parameter however many members there are: PostgreSQL takes 65,535 in a statement, no more.
const WRITE_LINES = `insert into voting_roll_lines
    (proposal_id, member_id, person_id, votes, reason, college)
  select ?, line.member_id, line.person_id, line.votes, line.reason, line.college
  from jsonb_to_recordset(?::jsonb)
    as line(member_id bigint, person_id bigint, votes boolean, reason jsonb, college text)
  on conflict (proposal_id, member_id) do nothing`

/** Writes lines of the roll; who has one keeps it. */
export async function writeLines(
  proposalId: number,
  lines: PossibleVoter[],
  transaction: TransactionClientContract
): Promise<void> {
  if (lines.length === 0) return
  const written = lines.map(({ memberId, personId, college, voice }) => ({
    member_id: memberId,
    person_id: personId,
    votes: voice.votes,
    reason: voice.reason,
    college,
  }))
  await transaction.rawQuery(WRITE_LINES, [proposalId, JSON.stringify(written)])
}
