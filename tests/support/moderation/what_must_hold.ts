import db from '@adonisjs/lucid/services/db'
import { verifyLog } from '#moderation/log/verify_log'
import { faultsOf } from '#moderation/statements/faults_of'

/**
 * Every invariant of moderation, read from the rows by statements of their own: none of them calls the
 * functions that the guards call. Each gives the rows that break it.
 */
const HELD = (mandate: string, person: string, at: string) => `exists (select from mandates m
    left join mandate_endings e on e.mandate_id = m.id
   where m.id = ${mandate} and m.person_id = ${person} and m.role = any (array['moderator', 'board', 'president'])
     and ${at} >= m.starts_at and ${at} < m.ends_at and (e.ended_at is null or e.ended_at > ${at}))`

/** Author, reporter, sponsor or invitee of either, blocked, or aside; of what was there before the act. */
const PART = (person: string, theCase: string, at: string) => `exists (
    select from (select c.author_id as id from cases c where c.id = ${theCase}
        union select r.reporter_id from reports r where r.case_id = ${theCase} and r.sent_at < ${at} and r.reporter_id is not null) party
     where party.id = ${person}
        or exists (select from people i where i.id = party.id and i.sponsor_id = ${person})
        or exists (select from people i where i.id = ${person} and i.sponsor_id = party.id)
        or exists (select from blocks b where (b.blocker_id, b.blocked_id) in ((${person}, party.id), (party.id, ${person}))))
  or exists (select from case_steps_aside s where s.case_id = ${theCase} and s.person_id = ${person} and s.stepped_at < ${at})`

const ACTS = [
  ['claim', 'case_claims x', 'x.case_id', 'x.person_id', 'x.mandate_id', 'x.claimed_at'],
  ['emergency', 'case_emergencies x', 'x.case_id', 'x.person_id', 'x.mandate_id', 'x.hidden_at'],
  [
    ...(['decision', '(select * from decisions where appeal_id is null) x', 'x.case_id'] as const),
    ...(['x.decided_by_id', 'x.mandate_id', 'x.decided_at'] as const),
  ],
  [
    ...(['signature', 'decision_signatures x join decisions d on d.id = x.decision_id'] as const),
    ...(['d.case_id', 'x.signer_id', 'x.mandate_id', 'x.signed_at'] as const),
  ],
  [
    'review',
    `(select * from appeal_outcomes where reviewer_id is not null) x join appeals a on a.id = x.appeal_id join decisions d on d.id = a.decision_id`,
    ...(['d.case_id', 'x.reviewer_id', 'x.mandate_id', 'x.decided_at'] as const),
  ],
] as const

const INVARIANTS: Record<string, string> = {
  ...Object.fromEntries(
    ACTS.flatMap(([name, from, theCase, person, mandate, at]) => [
      [
        `a ${name} without a mandate in force`,
        `select 1 from ${from} where not ${HELD(mandate, person, at)}`,
      ],
      [
        `a ${name} by somebody with a part in the case`,
        `select 1 from ${from} where ${PART(person, theCase, at)}`,
      ],
    ])
  ),
  'two claims at once': `select 1 from case_claims x join case_claims y on y.case_id = x.case_id and y.id > x.id
      left join case_claim_releases r on r.claim_id = x.id
     where y.claimed_at < least(x.expires_at, coalesce(r.released_at, 'infinity')) and ${HELD('x.mandate_id', 'x.person_id', 'y.claimed_at')}`,
  'a decision in a case that nobody held': `select 1 from decisions x where x.appeal_id is null and not exists
     (select from case_claims c left join case_claim_releases r on r.claim_id = c.id where c.case_id = x.case_id
       and c.person_id = x.decided_by_id and c.claimed_at <= x.decided_at and c.expires_at > x.decided_at
       and (r.released_at is null or r.released_at > x.decided_at))`,
  'a long pause, or an exclusion, of one signature': `select 1 from decisions x join decision_issues i on i.decision_id = x.id
     where x.appeal_id is null and (x.act = 'propose_exclusion' or (x.act = 'pause' and x.days > 7)) and not exists
       (select from decision_signatures s where s.decision_id = x.id and s.signer_id <> x.decided_by_id and s.signed_at <= i.issued_at)`,
  'somebody who signs for themselves': `select 1 from decision_signatures s join decisions x on x.id = s.decision_id
     where s.signer_id = x.decided_by_id`,
  'an issue after the mandate that bore it ended': `select 1 from decisions x join decision_issues i on i.decision_id = x.id
     where x.appeal_id is null and not ${HELD('x.mandate_id', 'x.decided_by_id', 'i.issued_at')}`,
  'a refused decision that was issued': `select 1 from decision_issues i join decision_refusals r using (decision_id)`,
  'a restriction without its one statement': `select 1 from decisions x join decision_issues i on i.decision_id = x.id
     where (x.act in ('label', 'hide', 'remove', 'pause')) <> exists (select from statements_of_reasons s where s.decision_id = x.id)`,
  'a restriction without an end': `select 1 from decisions x join decision_issues i on i.decision_id = x.id
     where x.act in ('label', 'hide', 'pause') and i.ends_at is null`,
  'less than six months to appeal': `select 1 from decision_issues where appeal_until < issued_at + interval '180 days'`,
  'a pause that no decision gave': `select 1 from restrictions r where r.kind = 'paused' and not exists
     (select from decisions x join decision_issues i on i.decision_id = x.id join cases c on c.id = x.case_id
       where x.id = r.decision_id and x.act = 'pause' and c.author_id = r.person_id and i.ends_at = r.ends_at)`,
  'an emergency over before its day': `select 1 from case_emergency_ends n join case_emergencies e using (case_id)
     where n.cause = 'lapsed' and (e.lapses_at is null or n.ended_at < e.lapses_at)`,
  'a case decided twice': `select x.case_id from decisions x join decision_issues i on i.decision_id = x.id
      left join decision_annulments a on a.decision_id = x.id where a.decision_id is null
     group by x.case_id having count(*) > 1`,
  'a post shown that a decision hides, or hidden by none': `select p.id from posts p
     where (p.hidden_at is not null) <> (exists (select from decisions x join decision_issues i on i.decision_id = x.id
         join cases c on c.id = x.case_id left join decision_annulments a on a.decision_id = x.id
        where c.post_id = p.id and x.act in ('hide', 'remove') and a.decision_id is null)
       or exists (select from case_emergencies e join cases c on c.id = e.case_id
        where c.post_id = p.id and not exists (select from case_emergency_ends n where n.case_id = e.case_id)))`,
  'a review by whoever decided or signed': `select 1 from appeal_outcomes o join appeals a on a.id = o.appeal_id
      join decisions x on x.id = a.decision_id left join decision_signatures s on s.decision_id = x.id
     where o.reviewer_id in (x.decided_by_id, s.signer_id)`,
  'a juror who decided, or has a part in it': `select 1 from jurors j join appeals a on a.id = j.appeal_id
      join decisions x on x.id = a.decision_id left join decision_signatures s on s.decision_id = x.id
     where j.person_id in (x.decided_by_id, s.signer_id) or ${PART('j.person_id', 'x.case_id', 'j.called_at')}`,
  'a jury on what abuses a child': `select 1 from juries j join appeals a on a.id = j.appeal_id
      join decisions x on x.id = a.decision_id where x.breach = 'child_abuse'`,
  'pictures opened by nobody’s mandate': `select 1 from case_evidence_openings x where not ${HELD('x.mandate_id', 'x.person_id', 'x.opened_at')}
     and not exists (select from jurors j where j.person_id = x.person_id)`,
  'pictures opened that are for the police': `select 1 from case_evidence_openings x join cases c on c.id = x.case_id
     where x.part = 'photos' and c.breach = 'child_abuse'`,
  'evidence gone while it may be asked for': `select 1 from cases c where not exists (select from case_evidence e where e.case_id = c.id)`,
  'a decision in no public log': `select 1 from decision_issues i where not exists
     (select from moderation_log l where l.decision_id = i.decision_id and l.kind = 'issued')`,
}

/** The names of the invariants that do not hold; empty when all do. */
export async function whatIsBroken(): Promise<string[]> {
  const broken: string[] = []
  const one = Object.entries(INVARIANTS)
    .map(([, text], index) => `select ${index} as index where exists (${text})`)
    .join(' union all ')
  const { rows } = await db.rawQuery(one)
  for (const { index } of rows as { index: number }[])
    broken.push(Object.keys(INVARIANTS)[index] ?? '')
  if ((await verifyLog()).fault !== null) broken.push('the log does not follow')
  const statements = await db.from('statements_of_reasons').select('statement')
  for (const { statement } of statements) {
    if (faultsOf(statement).length > 0) broken.push('a statement that the Union would refuse')
  }
  return broken
}
