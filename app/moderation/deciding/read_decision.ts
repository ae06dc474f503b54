import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'
import type { Breach } from '../cases/breaches.js'
import type { CaseSource } from '../cases/open_case.js'
import type { Act } from './measure.js'

/** A decision with the case it closes, as rows tell; nobody is named. */
export interface DecisionRead {
  id: number
  number: string
  caseId: number
  caseNumber: string
  subjectKind: 'post' | 'comment' | 'account'
  postId: number | null
  commentId: number | null
  authorId: number
  source: CaseSource
  openedAt: Date
  decidedById: number | null
  mandateId: number | null
  appealId: number | null
  act: Act
  level: number
  days: number | null
  breach: Breach
  ground: 'charter' | 'law' | null
  clause: string | null
  facts: string
  why: string
  signaturesNeeded: number
  signerIds: number[]
  secondMandateIds: number[]
  decidedAt: Date
  issuedAt: Date | null
  endsAt: Date | null
  appealUntil: Date | null
  annulledAt: Date | null
  refusedAt: Date | null
  commitment: string | null
}

const COLUMNS = `select d.id, d.number, d.case_id as "caseId", c.number as "caseNumber", c.subject_kind as "subjectKind",
      c.post_id as "postId", c.comment_id as "commentId", c.author_id as "authorId", c.source, c.opened_at as "openedAt",
      d.decided_by_id as "decidedById", d.mandate_id as "mandateId", d.appeal_id as "appealId", d.act, d.level, d.days,
      d.breach, d.ground, d.clause, d.facts, d.why, d.signatures_needed as "signaturesNeeded",
      to_json(array(select s.signer_id from decision_signatures s where s.decision_id = d.id order by s.signed_at)) as "signerIds",
      to_json(array(select s.mandate_id from decision_signatures s where s.decision_id = d.id order by s.signed_at)) as "secondMandateIds",
      d.decided_at as "decidedAt", i.issued_at as "issuedAt", i.ends_at as "endsAt", i.appeal_until as "appealUntil",
      n.annulled_at as "annulledAt", r.refused_at as "refusedAt", l.commitment
    from decisions d join cases c on c.id = d.case_id
    left join decision_issues i on i.decision_id = d.id
    left join decision_annulments n on n.decision_id = d.id
    left join decision_refusals r on r.decision_id = d.id
    left join decision_lots l on l.decision_id = d.id`

const ONE = { name: 'moderation.decision', text: `${COLUMNS} where d.id = $1` }
const OF_CASE = {
  name: 'moderation.decisions_of_case',
  text: `${COLUMNS} where d.case_id = $1 order by d.id`,
}
const OF_AUTHOR = {
  name: 'moderation.decisions_of_author',
  text: `${COLUMNS} where c.author_id = $1 and i.issued_at is not null and d.act <> 'dismiss' order by d.id desc`,
}
const WAITING = {
  name: 'moderation.decisions_waiting',
  text: `${COLUMNS} where i.decision_id is null and r.decision_id is null order by d.id`,
}

/** A decision; null when there is none. */
export async function readDecision(
  id: number,
  transaction?: TransactionClientContract
): Promise<DecisionRead | null> {
  const [row] = await prepared<DecisionRead>(ONE, [id], transaction)
  return row ?? null
}

/** Every decision of a case, the first first. */
export const decisionsOfCase = (caseId: number, transaction?: TransactionClientContract) =>
  prepared<DecisionRead>(OF_CASE, [caseId], transaction)

/** What was decided of somebody's writing, dismissals aside, the last first. */
export const decisionsOfAuthor = (personId: number) => prepared<DecisionRead>(OF_AUTHOR, [personId])

/** What waits for a second signature. */
export const decisionsWaiting = (transaction?: TransactionClientContract) =>
  prepared<DecisionRead>(WAITING, [], transaction)
