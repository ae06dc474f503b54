import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { exportedRows, type Holding, type PersonalData } from '#shared/wiring/personal_data'

const FILES = {
  'moderation_decisions.json': `select d.number, d.act, d.days, d.breach, d.clause, d.facts, d.why, i.issued_at, i.ends_at,
      i.appeal_until, s.statement
    from cases c join decisions d on d.case_id = c.id join decision_issues i on i.decision_id = d.id
    left join statements_of_reasons s on s.decision_id = d.id where c.author_id = $1 order by d.id`,
  'reports.json': `select c.number, r.breach, r.address, r.explanation, r.sent_at from reports r
    join cases c on c.id = r.case_id where r.reporter_id = $1 order by r.id`,
  'juries.json': `select j.appeal_id, j.called_at, v.outcome, v.reasons, v.voted_at from jurors j
    left join juror_votes v on v.appeal_id = j.appeal_id and v.person_id = j.person_id
   where j.person_id = $1 order by j.appeal_id`,
  'moderation_acts.json': `select 'decision' as act, c.number, d.decided_at as at from decisions d join cases c on c.id = d.case_id
      where d.decided_by_id = $1
    union all select 'claim', c.number, l.claimed_at from case_claims l join cases c on c.id = l.case_id where l.person_id = $1
    union all select 'signature', c.number, s.signed_at from decision_signatures s join decisions d on d.id = s.decision_id
      join cases c on c.id = d.case_id where s.signer_id = $1
    union all select 'hiding', c.number, e.hidden_at from case_emergencies e join cases c on c.id = e.case_id where e.person_id = $1
    union all select 'opening', c.number, o.opened_at from case_evidence_openings o join cases c on c.id = o.case_id where o.person_id = $1
    union all select 'stepping_aside', c.number, a.stepped_at from case_steps_aside a join cases c on c.id = a.case_id where a.person_id = $1
    union all select 'refusal', c.number, r.refused_at from decision_refusals r join decisions d on d.id = r.decision_id
      join cases c on c.id = d.case_id where r.person_id = $1
    union all select 'review', c.number, o.decided_at from appeal_outcomes o join appeals a on a.id = o.appeal_id
      join decisions d on d.id = a.decision_id join cases c on c.id = d.case_id where o.reviewer_id = $1
    order by at`,
}

const STANDS =
  'what was decided, and by whom, stands for whoever contests or audits it, by a row without name'

const stays = (column: string, exported: keyof typeof FILES): Holding => ({
  ...{ column, exported, erased: false, because: STANDS },
})

/** Reports, what was decided of them, and who decided. */
export const moderationData: PersonalData = {
  room: 'moderation',
  purpose: 'moderation.personal_data.purpose',
  holds: [
    stays('cases.author_id', 'moderation_decisions.json'),
    { column: 'reports.reporter_id', exported: 'reports.json', erased: true },
    stays('jurors.person_id', 'juries.json'),
    stays('case_claims.person_id', 'moderation_acts.json'),
    stays('case_steps_aside.person_id', 'moderation_acts.json'),
    stays('case_evidence_openings.person_id', 'moderation_acts.json'),
    stays('case_emergencies.person_id', 'moderation_acts.json'),
    stays('decisions.decided_by_id', 'moderation_acts.json'),
    stays('decision_signatures.signer_id', 'moderation_acts.json'),
    stays('decision_refusals.person_id', 'moderation_acts.json'),
    stays('appeal_outcomes.reviewer_id', 'moderation_acts.json'),
  ],
  export: (personId) => exportedRows('moderation', FILES, personId),
  erase,
  // What the rules no longer let us keep goes by night (`forgetModeration`), case by case.
  expire: async () => 0,
}

async function erase(personId: number, _at: Date, transaction: TransactionClientContract) {
  await transaction.rawQuery('select forget_reporter(?)', [personId])
}
