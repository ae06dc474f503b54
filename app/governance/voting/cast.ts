import { randomUUID } from 'node:crypto'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { possibleVoters } from '#membership/eligibility'
import { done, refused, type Result } from '#shared/result'
import { writeLines } from '../roll/freeze_roll.js'
import { weighedIn } from '../roll/weighed.js'
import type { Choice } from './choice.js'
import { proxiesOf } from './proxy.js'

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

export type CastRefusal =
  'not_open' | 'closed' | 'not_on_roll' | 'already_voted' | 'given_away' | 'proxy_gone'

/** A ballot of a member, or one that they cast for whoever gave them their voice. */
export interface Casting {
  vote: OpenVote
  memberId: number
  choice: Choice
  proxyId?: number | null
}

/**
 * Puts one ballot in the urn and one attendance beside it, both or neither. In an open vote a member
 * may change their choice until the close; in a secret vote nothing says which ballot was theirs, so
 * that they cannot.
 */
export async function cast(
  { vote, memberId: casterId, choice, proxyId = null }: Casting,
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
  const mandate = await mandateOf({ proposalId, casterId, proxyId }, transaction)
  if (!mandate.ok) return mandate
  const memberId = mandate.value
  const line = await lineOf(vote, memberId, at, transaction)
  if (!line) return refused('not_on_roll')
  if (memberId !== casterId && !(await lineOf(vote, casterId, at, transaction))) {
    return refused('not_on_roll')
  }

  const attended = await transaction
    .table('attendances')
    .knexQuery.insert({ proposal_id: proposalId, member_id: memberId, proxy_id: proxyId })
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

/** For whom a ballot is cast: the member themselves, or who gave them their voice. */
async function mandateOf(
  {
    proposalId,
    casterId,
    proxyId,
  }: { proposalId: number; casterId: number; proxyId: number | null },
  transaction: TransactionClientContract
): Promise<Result<number, 'given_away' | 'proxy_gone'>> {
  const proxies = await proxiesOf(proposalId, casterId, transaction)
  if (proxyId === null) {
    const given = proxies.some(({ giverId }) => giverId === casterId)
    return given ? refused('given_away') : done(casterId)
  }
  const proxy = proxies.find(({ id, holderId }) => id === proxyId && holderId === casterId)
  return proxy ? done(proxy.giverId) : refused('proxy_gone')
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
  const possible = await possibleVoters(then, transaction, memberId)
  const [now] = await weighedIn(proposalId, possible, transaction)
  if (!now?.voice.votes) return null
  await writeLines(proposalId, [now], transaction)
  return now
}
