import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import db from '@adonisjs/lucid/services/db'
import { optionsCalled, rulesOf } from '../closing/count_votes.js'
import type { CountedBallot, Counting, Option } from '../closing/counted.js'
import { publishedOf } from '../closing/published_of.js'
import type { Method } from '../methods/transcript.js'
import type { AnyCount } from '../recount/any_count.js'
import type { PublishedBallots } from '../recount/recount.js'

/** A vote that is counted: its transcript as it was written at the close, and the options. */
export interface CountedVote {
  count: AnyCount
  /** The transcript, byte for byte. */
  transcript: string
  hash: string
  options: Option[]
}

const KINDS: Record<Method, AnyCount['kind']> = {
  'motion': 'motion',
  'consent': 'consent',
  'approval': 'approval',
  'majority-judgment': 'merit',
  'irv': 'elimination',
  'scottish-stv': 'elimination',
  'meek-stv': 'elimination',
  'schulze': 'duels',
  'equal-shares': 'budget',
}

/** The count of a vote as it was recorded; null before the close. */
export async function countedVote(proposalId: number): Promise<CountedVote | null> {
  return db.transaction(async (transaction) => {
    const row = await transaction
      .from('proposal_results')
      .where('proposal_id', proposalId)
      .select('transcript', 'transcript_hash as hash')
      .first()
    if (!row) return null
    return {
      ...row,
      count: countWritten(row.transcript),
      options: await optionsCalled(proposalId, transaction),
    }
  })
}

/** A count read again from its transcript. */
export function countWritten(written: string): AnyCount {
  const transcript = JSON.parse(written) as AnyCount['transcript']
  return { kind: KINDS[transcript.method], transcript } as AnyCount
}

/** What a counted vote was counted from, as anyone may count it again; null before the close. */
export async function publishedVote(proposalId: number): Promise<PublishedBallots | null> {
  return db.transaction(async (transaction) => {
    const counting = await countingOf(proposalId, transaction)
    return counting && publishedOf(counting)
  })
}

async function countingOf(
  proposalId: number,
  transaction: TransactionClientContract
): Promise<Counting | null> {
  const result = await transaction
    .from('proposal_results')
    .where('proposal_id', proposalId)
    .select('voters')
    .first()
  if (!result) return null
  const ballots: CountedBallot[] = await transaction
    .from('counted_ballots')
    .where('proposal_id', proposalId)
    .select('member_id as memberId', 'college', 'choice')
    .orderBy('position')
  const rules = await rulesOf(proposalId, transaction)
  const options = await optionsCalled(proposalId, transaction)
  return { ...rules, voters: result.voters, options, ballots }
}
