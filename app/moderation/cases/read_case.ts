import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'
import type { Breach } from './breaches.js'
import type { CaseSource } from './open_case.js'

/** A case as rows tell. */
export interface CaseRead {
  id: number
  number: string
  subjectKind: 'post' | 'comment' | 'account'
  postId: number | null
  commentId: number | null
  authorId: number
  breach: Breach
  source: CaseSource
  openedAt: Date
  acknowledgeBy: Date
  open: boolean
  reports: ReportRead[]
  /** When it was first held by anyone; null before. */
  acknowledgedAt: Date | null
  photos: number
  emergency: { clause: string; hiddenAt: string; lapsesAt: string | null; over: boolean } | null
}

/** A report as who handles it reads it: never who sent it. */
export interface ReportRead {
  id: number
  breach: Breach
  explanation: string
  sentAt: string
  hasAccount: boolean
}

const COLUMNS = `select c.id, c.number, c.subject_kind as "subjectKind", c.post_id as "postId", c.comment_id as "commentId",
      c.author_id as "authorId", c.breach, c.source, c.opened_at as "openedAt", c.acknowledge_by as "acknowledgeBy",
      case_is_open(c.id) as open,
      coalesce((select json_agg(json_build_object('id', r.id, 'breach', r.breach, 'explanation', r.explanation,
          'sentAt', r.sent_at, 'hasAccount', r.reporter_id is not null) order by r.id)
        from reports r where r.case_id = c.id), '[]') as reports,
      (select min(claimed_at) from case_claims l where l.case_id = c.id) as "acknowledgedAt",
      (select count(*) from case_evidence e where e.case_id = c.id and e.part = 'photo') as photos,
      (select json_build_object('clause', e.clause, 'hiddenAt', e.hidden_at, 'lapsesAt', e.lapses_at,
          'over', exists (select from case_emergency_ends x where x.case_id = e.case_id))
        from case_emergencies e where e.case_id = c.id) as emergency
    from cases c`

const ONE = { name: 'moderation.case', text: `${COLUMNS} where c.id = $1` }
const OPEN = {
  name: 'moderation.open_cases',
  text: `${COLUMNS} where case_is_open(c.id) order by c.id limit 500`,
}

/** One case; null when there is none. */
export async function readCase(
  id: number,
  transaction?: TransactionClientContract
): Promise<CaseRead | null> {
  const [row] = await prepared<CaseRead>(ONE, [id], transaction)
  return row ?? null
}

/** Every case that nothing final was decided in. */
export const openCases = (transaction?: TransactionClientContract) =>
  prepared<CaseRead>(OPEN, [], transaction)
