import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'

export type AppealOutcome = 'upheld' | 'varied' | 'reversed'

/** An appeal, as rows tell; the author's when no report is named. */
export interface AppealRead {
  id: number
  decisionId: number
  reportId: number | null
  reasons: string
  route: 'person' | 'jury'
  lodgedAt: Date
  outcome: AppealOutcome | null
  outcomeReasons: string | null
  decidedAt: Date | null
  jury: { size: number; asked: number; poolSize: number } | null
  /** Those called who have not declined. */
  jurors: { personId: number; calledAt: string; voted: boolean; outcome: AppealOutcome | null }[]
}

const COLUMNS = `select a.id, a.decision_id as "decisionId", a.report_id as "reportId", a.reasons, a.route,
      a.lodged_at as "lodgedAt", o.outcome, o.reasons as "outcomeReasons", o.decided_at as "decidedAt",
      (select json_build_object('size', j.size, 'asked', j.asked, 'poolSize', cardinality(j.pool))
        from juries j where j.appeal_id = a.id) as jury,
      coalesce((select json_agg(json_build_object('personId', r.person_id, 'calledAt', r.called_at,
          'voted', v.person_id is not null, 'outcome', v.outcome) order by r.called_at, r.person_id)
        from jurors r left join juror_votes v on v.appeal_id = r.appeal_id and v.person_id = r.person_id
       where r.appeal_id = a.id and not exists (select from juror_declines n
          where n.appeal_id = r.appeal_id and n.person_id = r.person_id)), '[]') as jurors
    from appeals a left join appeal_outcomes o on o.appeal_id = a.id`

const ONE = { name: 'moderation.appeal', text: `${COLUMNS} where a.id = $1` }
const OF_DECISION = {
  name: 'moderation.appeals_of_decision',
  text: `${COLUMNS} where a.decision_id = $1 order by a.id`,
}
const PENDING = {
  name: 'moderation.appeals_pending',
  text: `${COLUMNS} where o.appeal_id is null order by a.id`,
}

/** One appeal; null when there is none. */
export async function readAppeal(
  id: number,
  transaction?: TransactionClientContract
): Promise<AppealRead | null> {
  const [row] = await prepared<AppealRead>(ONE, [id], transaction)
  return row ?? null
}

/** What was appealed of a decision, the first first. */
export const appealsOf = (decisionId: number, transaction?: TransactionClientContract) =>
  prepared<AppealRead>(OF_DECISION, [decisionId], transaction)

/** Every appeal that waits for its outcome. */
export const pendingAppeals = (transaction?: TransactionClientContract) =>
  prepared<AppealRead>(PENDING, [], transaction)

/** Holds an appeal until the transaction ends, as the database does. */
export async function holdAppeal(id: number, transaction: TransactionClientContract) {
  await transaction.rawQuery(`select pg_advisory_xact_lock(hashtextextended('appeal', ?))`, [id])
}
