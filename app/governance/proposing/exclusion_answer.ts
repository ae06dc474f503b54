import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'
import type { ProposalRead } from './read_proposal.js'

/** Days that someone has to answer before a vote on their exclusion is called; the database holds to it. */
export const DAYS_TO_ANSWER = 15
const DAY = 86_400_000

/** What the person whom an exclusion concerns says to it. */
export interface ExclusionAnswer {
  body: string
  answeredAt: Date
}

const ANSWER = {
  name: 'governance.exclusion_answer',
  text: `select body, answered_at as "answeredAt" from exclusion_answers where proposal_id = $1`,
}

/** The answer given to an exclusion; null while there is none. */
export async function exclusionAnswer(
  proposalId: number,
  transaction?: TransactionClientContract
): Promise<ExclusionAnswer | null> {
  const [row] = await prepared<ExclusionAnswer>(ANSWER, [proposalId], transaction)
  return row ?? null
}

/** Whether the person answered, or had the days to. */
export async function wasHeard(
  { id, discussedAt }: Pick<ProposalRead, 'id' | 'discussedAt'>,
  at: Date,
  transaction: TransactionClientContract
): Promise<boolean> {
  const waited = discussedAt && at.getTime() - discussedAt.getTime() >= DAYS_TO_ANSWER * DAY
  return waited === true || (await exclusionAnswer(id, transaction)) !== null
}

/** Keeps the answer of the person concerned, once; the members read it before they vote. */
export async function answerExclusion(
  { proposalId, personId, body }: { proposalId: number; personId: number; body: string },
  at: Date,
  transaction: TransactionClientContract
): Promise<void> {
  await transaction
    .table('exclusion_answers')
    .insert({ proposal_id: proposalId, person_id: personId, body, answered_at: at })
}
