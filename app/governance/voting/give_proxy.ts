import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { possibleVoters } from '#membership/eligibility'
import { done, refused, type Result } from '#shared/result'
import { tell } from '#shared/wiring/events'
import type { ProposalRead } from '../proposing/read_proposal.js'
import { proxiesOf } from './proxy.js'

export type ProxyRefusal =
  | 'not_now'
  | 'none_allowed'
  | 'giver_does_not_vote'
  | 'holder_does_not_vote'
  | 'oneself'
  | 'voted'
  | 'given'
  | 'passed_on'
  | 'holder_gave'
  | 'full'

/** How many voices of others one member may hold in a vote, as its call fixed it. */
export const proxiesAllowed = ({ parameters }: Pick<ProposalRead, 'parameters'>): number =>
  Number(parameters?.proxies ?? 0)

interface Giving {
  proposal: ProposalRead
  giverId: number
  holderId: number
}

/**
 * Gives a member's voice to another for one vote, from the call to the close (votes.md §2): both vote
 * on it, nobody holds more than the call allows, nobody passes on what they hold.
 */
export async function giveProxy(
  { proposal, giverId, holderId }: Giving,
  at: Date,
  transaction: TransactionClientContract
): Promise<Result<number, ProxyRefusal>> {
  await holdProxies(proposal.id, transaction)
  if (!['called', 'open'].includes(proposal.stage)) return refused('not_now')
  const cap = proxiesAllowed(proposal)
  if (cap === 0) return refused('none_allowed')
  if (giverId === holderId) return refused('oneself')
  if (!(await votes(proposal, giverId, at, transaction))) return refused('giver_does_not_vote')
  if (!(await votes(proposal, holderId, at, transaction))) return refused('holder_does_not_vote')
  const attended = await transaction
    .from('attendances')
    .where({ proposal_id: proposal.id, member_id: giverId })
    .first()
  if (attended) return refused('voted')
  const own = await proxiesOf(proposal.id, giverId, transaction)
  if (own.some((one) => one.giverId === giverId)) return refused('given')
  if (own.length > 0) return refused('passed_on')
  const theirs = await proxiesOf(proposal.id, holderId, transaction)
  if (theirs.some((one) => one.giverId === holderId)) return refused('holder_gave')
  if (theirs.length >= cap) return refused('full')
  const [row] = await transaction
    .table('proxies')
    .insert({ proposal_id: proposal.id, giver_id: giverId, holder_id: holderId, given_at: at })
    .returning('id')
  const proxyId = Number(row.id)
  const facts = { proposalId: proposal.id, proxyId, giverId, holderId }
  await tell({ name: 'governance.proxy_given', at, ...facts }, transaction)
  return done(proxyId)
}

/** Takes a voice back from who holds it; too late once they voted with it. */
export async function takeProxyBack(
  { proposalId, giverId }: { proposalId: number; giverId: number },
  at: Date,
  transaction: TransactionClientContract
): Promise<Result<null, 'used' | 'not_given'>> {
  await holdProxies(proposalId, transaction)
  const own = await proxiesOf(proposalId, giverId, transaction)
  const given = own.find((one) => one.giverId === giverId)
  if (!given) return refused('not_given')
  if (given.used) return refused('used')
  await transaction.table('proxy_revocations').insert({ proxy_id: given.id, revoked_at: at })
  const facts = { proposalId, proxyId: given.id, giverId, holderId: given.holderId }
  await tell({ name: 'governance.proxy_taken_back', at, ...facts }, transaction)
  return done(null)
}

/** On the frozen roll or, before the freeze, with a voice now. */
async function votes(
  { id, voters }: ProposalRead,
  memberId: number,
  at: Date,
  transaction: TransactionClientContract
): Promise<boolean> {
  const line = await transaction
    .from('voting_roll_lines')
    .where({ proposal_id: id, member_id: memberId })
    .first()
  if (line || voters !== null) return line?.votes === true
  const [now] = await possibleVoters(at, transaction, memberId)
  return now?.voice.votes === true
}

/** No ballot enters, and no other voice is given, meanwhile. */
async function holdProxies(proposalId: number, transaction: TransactionClientContract) {
  await transaction.rawQuery(`select pg_advisory_xact_lock(hashtextextended('ballots', ?))`, [
    proposalId,
  ])
}
