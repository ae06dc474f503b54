import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { enactmentOf } from '#shared/wiring/enactment'
import { tell } from '#shared/wiring/events'
import { canonicalHash, canonicalJson } from '#shared/canonical'
import { readProposal, type ProposalRead } from '../proposing/read_proposal.js'
import { freezeRoll } from '../roll/freeze_roll.js'
import { countVotes } from './count_votes.js'
import type { Counted } from './counted.js'
import { emptyUrn } from './empty_urn.js'

/** Freezes every roll whose record date has come, and closes every vote whose time is over. */
export async function keepVotes(now: Date): Promise<void> {
  for (const { id } of await due('record_at', 'voting_rolls', now)) await freezeDue(id, now)
  for (const { id } of await due('closes_at', 'proposal_results', now)) await closeVote(id, now)
}

/**
 * Closes a vote, counts it and does what it decided, all in one transaction: killed in the middle,
 * nothing happened, and the next call does it once. Does nothing when it is counted already.
 */
export async function closeVote(
  proposalId: number,
  now: Date,
  within?: TransactionClientContract
): Promise<void> {
  const close = async (transaction: TransactionClientContract) => {
    await holdUrn(proposalId, transaction)
    const proposal = await readProposal(proposalId, now, transaction)
    if (!proposal?.closesAt || !proposal.recordAt || proposal.stage !== 'counting') return
    const { recordAt, closesAt } = proposal
    const voters = proposal.voters ?? (await freezeRoll({ proposalId, recordAt }, now, transaction))
    const ballots = await emptyUrn(proposalId, transaction)
    const counted = await countVotes({ proposalId, voters, ballots }, transaction)
    await conclude(
      proposal,
      { ...counted, voters, attended: ballots.length },
      closesAt,
      transaction
    )
    await tell({ name: 'governance.vote_counted', at: closesAt, proposalId }, transaction)
  }
  await (within ? close(within) : db.transaction(close))
}

async function conclude(
  proposal: ProposalRead,
  counted: Counted & { voters: number; attended: number },
  at: Date,
  transaction: TransactionClientContract
) {
  const { id: proposalId, kind, payload, consultative } = proposal
  const enactment = enactmentOf(kind)
  const possible =
    counted.outcome === 'adopted' && consultative === null
      ? await enactment.validate(payload, at, transaction, counted.winners)
      : null
  const prevented = possible && !possible.ok && possible.refusal.key !== 'already_so'
  await transaction.table('proposal_results').insert({
    proposal_id: proposalId,
    outcome: prevented ? 'impossible' : counted.outcome,
    adopted: counted.outcome === 'adopted' && !prevented,
    voters: counted.voters,
    attended: counted.attended,
    transcript: canonicalJson(counted.count.transcript),
    transcript_hash: canonicalHash(counted.count.transcript),
    refusal: prevented ? possible.refusal.key : null,
    closed_at: at,
  })
  if (!possible || prevented) return
  // The record comes first: what it decides must find it, inside this transaction too.
  const decided = { proposalId, at, winners: counted.winners }
  await transaction.table('enactments').insert({
    proposal_id: proposalId,
    effective_at: at,
    done: JSON.stringify({ kind, payload, winners: counted.winners }),
    enacted_at: at,
  })
  if (possible.ok) await enactment.enact(payload, decided, transaction)
}

async function freezeDue(proposalId: number, now: Date): Promise<void> {
  await db.transaction(async (transaction) => {
    await holdUrn(proposalId, transaction)
    const proposal = await readProposal(proposalId, now, transaction)
    if (!proposal?.recordAt || proposal.voters !== null) return
    await freezeRoll({ proposalId, recordAt: proposal.recordAt }, now, transaction)
    await tell({ name: 'governance.roll_frozen', at: now, proposalId }, transaction)
  })
}

/** No ballot enters while the urn is held. */
async function holdUrn(proposalId: number, transaction: TransactionClientContract) {
  await transaction.rawQuery(`select pg_advisory_xact_lock(hashtextextended('ballots', ?))`, [
    proposalId,
  ])
}

/** Votes whose instant has come and that have no row yet in the table that says so, oldest first. */
function due(instant: 'record_at' | 'closes_at', table: string, now: Date) {
  return db
    .from('proposal_calls')
    .where(instant, '<=', now)
    .whereNotExists((query) =>
      query.from(table).whereColumn(`${table}.proposal_id`, 'proposal_calls.proposal_id')
    )
    .orderBy([instant, 'proposal_id'])
    .select('proposal_id as id')
}
