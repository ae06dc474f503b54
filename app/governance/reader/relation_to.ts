import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'
import type { ProposalRead } from '../proposing/read_proposal.js'
import type { Relation } from './proposal_policy.js'

const RELATION = {
  name: 'governance.relation',
  text: `select
      exists (select from proposal_seconds where proposal_id = $1 and person_id = $2) as supports,
      exists (select from proposal_candidacies k where k.proposal_id = $1 and k.person_id = $2
        and not exists (select from proposal_candidacy_withdrawals w
          where w.proposal_id = k.proposal_id and w.person_id = k.person_id)) as stands,
      exists (select from proposal_candidacies where proposal_id = $1 and person_id = $2) as stood`,
}

/** How a person stands to a proposal. */
export async function relationTo(
  { id, kind, stage, authorId, payload }: ProposalRead,
  personId: number,
  transaction?: TransactionClientContract
): Promise<Relation> {
  const [row] = await prepared<Pick<Relation, 'supports' | 'stands' | 'stood'>>(
    RELATION,
    [id, personId],
    transaction
  )
  if (!row) throw new Error(`Nothing is known of ${personId} and proposal ${id}`)
  const concerned = kind === 'exclusion' && Number(payload.personId) === personId
  return { kind, stage, authorId, concerned, ...row }
}
