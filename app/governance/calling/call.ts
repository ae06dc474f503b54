import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { isRuleKey, ruleOf } from '#rulebook/declarations'
import { bookInTransaction } from '#rulebook/rule_book'
import { possibleVoters } from '#membership/eligibility'
import type { Majority } from '#rulebook/rule'
import { systemRandom } from '#shared/random'
import { done, refused, type Result } from '#shared/result'
import { enactmentOf, type Described } from '#shared/wiring/enactment'
import { tell } from '#shared/wiring/events'
import { CHARTER } from '../deciding/drafts.js'
import { PROPOSALS } from '../kinds.js'
import { hold } from '../proposing/proposal.js'
import { readProposal, type ProposalRead } from '../proposing/read_proposal.js'
import { DAYS_TO_ANSWER, wasHeard } from '../proposing/exclusion_answer.js'
import { calendarOf } from './calling_rules.js'
import { collegesRefused } from './colleges_refused.js'
import { consultativeBecause, type Network } from './consultative.js'
import { methodOf } from './method_of.js'
import type { Option } from '../closing/counted.js'
import { remoteClause } from '../statutes/remote_clause.js'
import { optionsOf } from './options_of.js'
import { mayDoWithout, supportNeeded } from './support_needed.js'

/** Why a vote cannot be called: a key under `decide.refusals`, with its words. */
export type CallRefusal = Described

/** Who calls, and whether they may without waiting for supporters (board, founder). */
export interface Caller {
  personId: number
  convenes: boolean
}

/** What a call says; the roll is taken when the vote opens, or when it closes for who comes late. */
export interface VoteCall {
  proposalId: number
  caller: Caller
  record?: 'opening' | 'close'
  /** When it opens and closes, for a vote that a measure's end fixes; else the rule book says. */
  calendar?: { opensAt: Date; closesAt: Date }
}

/**
 * Calls the vote: freezes what is asked, says when it opens and closes and when the roll is taken.
 * Refused while supporters are missing, nobody stands, or what is asked could not be done.
 */
export async function callVote(
  { proposalId, caller, record = 'opening', calendar: fixed }: VoteCall,
  at: Date,
  transaction: TransactionClientContract
): Promise<Result<null, CallRefusal>> {
  await hold(proposalId, transaction)
  const proposal = await readProposal(proposalId, at, transaction)
  if (!proposal) throw new Error(`There is no proposal ${proposalId}`)
  if (proposal.stage !== 'discussion') return refused({ key: 'not_in_discussion', words: {} })
  const missing = await supportMissing(proposal, caller, at, transaction)
  if (missing > 0) return refused({ key: 'support_missing', words: { count: missing } })
  const possible = await enactmentOf(proposal.kind).validate(proposal.payload, at, transaction)
  if (!possible.ok) return possible

  if (proposal.kind === 'exclusion' && !(await wasHeard(proposal, at, transaction))) {
    return refused({ key: 'not_heard', words: { days: DAYS_TO_ANSWER } })
  }
  const { secrecy } = PROPOSALS[proposal.kind]
  const book = await bookInTransaction(transaction, at)
  const majority = majorityOf(proposal)
  const options = await optionsOf(proposal, at, transaction)
  if (options.length === 0 && PROPOSALS[proposal.kind].candidates) {
    return refused({ key: 'nobody_stands', words: {} })
  }
  if (proposal.kind === 'budget') {
    const dear = options.find(
      ({ payload }) => Number(payload.cents) > Number(proposal.payload.cents)
    )
    if (options.length === 0) return refused({ key: 'no_project', words: {} })
    if (dear) return refused({ key: 'project_dear', words: { title: dear.label } })
  }
  const calendar = fixed ?? calendarOf(book, majority, at)
  const { method, parameters } = methodOf(proposal, majority, book)
  const unweighed = await collegesRefused(parameters, at, transaction)
  if (unweighed) return refused(unweighed)
  await transaction.table('proposal_calls').insert({
    proposal_id: proposalId,
    version: proposal.version,
    called_by_id: caller.personId,
    majority,
    method,
    parameters: JSON.stringify({
      ...parameters,
      proxies: book.value('votes.proxies_per_holder'),
      ...(proposal.article === null ? {} : { article: proposal.article }),
      ...(proposal.secondCallOf === null ? {} : { secondCall: true }),
    }),
    secrecy,
    consultative: consultativeBecause(proposal, await networkNow(transaction)),
    lot_seed: systemRandom.bytes(32).toString('hex'),
    options: options.length,
    called_at: at,
    record_at: record === 'close' ? calendar.closesAt : calendar.opensAt,
    opens_at: calendar.opensAt,
    closes_at: calendar.closesAt,
  })
  await writeOptions(proposalId, options, transaction)
  await tell({ name: 'governance.vote_called', at, proposalId }, transaction)
  return done(null)
}

async function networkNow(transaction: TransactionClientContract): Promise<Network> {
  const organisation = await transaction.from('organisation').select('legal_form').first()
  return {
    form: organisation?.legal_form ?? null,
    remoteClause: (await remoteClause(transaction)) !== null,
  }
}

/** How many supporters are still missing before the vote can be called; 0 for who may convene. */
export async function supportMissing(
  proposal: ProposalRead,
  caller: Caller,
  at: Date,
  transaction: TransactionClientContract
): Promise<number> {
  if (caller.convenes && mayDoWithout(proposal.kind)) return 0
  // The first call found its supporters.
  if (proposal.secondCallOf !== null) return 0
  const book = await bookInTransaction(transaction, at)
  const voters = await possibleVoters(at, transaction)
  const members = voters.filter(({ voice }) => voice.votes).length
  const needed = supportNeeded(proposal.kind, book, members)
  return Math.max(0, needed - proposal.seconds)
}

/** The majority that a proposal needs; a rule says its own, unless an article of the statutes fixes it. */
export function majorityOf({
  kind,
  payload,
  article = null,
}: Pick<ProposalRead, 'kind' | 'payload'> & { article?: string | null }): Majority {
  const { majority } = PROPOSALS[kind]
  if (majority) return majority
  // What the statutes fix changes only as they do.
  if (article !== null) return 'extraordinary'
  const key = String(payload.key)
  if (kind === 'drafts' && key === CHARTER) return PROPOSALS.charter.majority ?? 'extraordinary'
  if (!isRuleKey(key)) throw new Error(`No rule ${key} is declared`)
  return ruleOf(key).majority
}

async function writeOptions(
  proposalId: number,
  options: Option[],
  transaction: TransactionClientContract
) {
  if (options.length === 0) return
  await transaction.table('proposal_options').multiInsert(
    options.map(({ number, label, personId, payload }) => ({
      proposal_id: proposalId,
      number,
      label,
      person_id: personId,
      payload: JSON.stringify(payload),
    }))
  )
}
