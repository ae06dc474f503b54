import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'
import type { Author } from './read_discussion.js'

/** What a budget could pay for: a project with its cost, in cents. */
export interface Project {
  id: number
  title: string
  body: string
  cents: number
  authorId: number | null
  author: Author | null
  /** Taken back by whoever put it forward. */
  withdrawn: boolean
}

/** The most projects that one budget is asked to choose among. */
export const MOST_PROJECTS = 60

const PROJECTS = {
  name: 'governance.projects',
  text: `select k.id, k.title, k.body, k.cents, k.author_id as "authorId", w.project_id is not null as withdrawn,
      case when p.id is null then null else json_build_object('name', p.name, 'handle', p.handle) end as author
    from proposal_projects k
    left join proposal_project_withdrawals w on w.project_id = k.id
    left join people p on p.id = k.author_id where k.proposal_id = $1 order by k.id`,
}

/** The projects put forward for a budget, from the first; those taken back are marked. */
export const projectsOf = (
  proposalId: number,
  transaction?: TransactionClientContract
): Promise<Project[]> => prepared(PROJECTS, [proposalId], transaction)

/** Puts a project forward; the database refuses it once the vote is called. */
export async function putForward(
  proposalId: number,
  { title, body, cents, authorId }: Pick<Project, 'title' | 'body' | 'cents' | 'authorId'>,
  at: Date,
  transaction: TransactionClientContract
): Promise<void> {
  await transaction
    .table('proposal_projects')
    .insert({ proposal_id: proposalId, author_id: authorId, title, body, cents, proposed_at: at })
}

/** Takes a project of one's own back; false when it is not theirs or taken back already. */
export async function takeBack(
  { proposalId, projectId, personId }: Record<'proposalId' | 'projectId' | 'personId', number>,
  at: Date,
  transaction: TransactionClientContract
): Promise<boolean> {
  const own = (await projectsOf(proposalId, transaction)).some(
    ({ id, authorId, withdrawn }) => id === projectId && authorId === personId && !withdrawn
  )
  if (!own) return false
  await transaction
    .table('proposal_project_withdrawals')
    .insert({ project_id: projectId, proposal_id: proposalId, withdrawn_at: at })
  return true
}
