import { exportedRows, type PersonalData } from '#shared/wiring/personal_data'

const FILES = {
  'proposals.json': `select p.id, p.kind, p.started_at, v.version, v.title, v.reasons, v.payload, v.written_at
    from proposal_versions v join proposals p on p.id = v.proposal_id
   where p.author_id = $1 or v.author_id = $1 order by p.id, v.version`,
  'proposal_remarks.json': `select proposal_id, body, said_at from proposal_remarks
   where author_id = $1 order by id`,
  'proposal_amendments.json': `select a.proposal_id, a.version, a.reason, a.title, a.reasons, a.payload,
      a.proposed_at, r.accepted, r.answered_at
    from proposal_amendments a left join proposal_amendment_answers r on r.amendment_id = a.id
   where a.author_id = $1 order by a.id`,
  'budget_projects.json': `select k.proposal_id, k.title, k.body, k.cents, k.proposed_at, w.withdrawn_at
    from proposal_projects k left join proposal_project_withdrawals w on w.project_id = k.id
   where k.author_id = $1 order by k.id`,
  'candidacies.json': `select k.proposal_id, k.statement, k.declared_at, w.withdrawn_at
    from proposal_candidacies k left join proposal_candidacy_withdrawals w
      on w.proposal_id = k.proposal_id and w.person_id = k.person_id
   where k.person_id = $1 order by k.proposal_id`,
  'exclusion_answers.json': `select proposal_id, body, answered_at from exclusion_answers
   where person_id = $1 order by proposal_id`,
  'emergency_measures.json': `select m.id, m.rule_key, m.value, m.title, m.reasons, m.days, m.proposed_at,
      s.signed_at, s.ends_at from emergency_measures m
    left join emergency_measure_signatures s on s.measure_id = m.id
   where m.proposed_by_id = $1 or s.signed_by_id = $1 order by m.id`,
  'supported_proposals.json': `select proposal_id, seconded_at from proposal_seconds
   where person_id = $1 order by proposal_id`,
  // Whether one voted, never what: a secret ballot leads to nobody.
  'voting_rolls.json': `select l.proposal_id, l.votes, l.reason, l.college, a.member_id is not null as voted
    from voting_roll_lines l left join attendances a
      on a.proposal_id = l.proposal_id and a.member_id = l.member_id
   where l.person_id = $1 order by l.proposal_id`,
}

const STANDS = 'what the members put to each other and decided stands, by a row without name'
const kept = (column: string, exported: keyof typeof FILES) => ({
  ...{ column, exported, erased: false, because: STANDS },
})

/** Votes: what one proposed, said, supported and stood for, and where one was on the roll. */
export const governanceData: PersonalData = {
  room: 'governance',
  purpose: 'decide.personal_data.purpose',
  holds: [
    kept('proposals.author_id', 'proposals.json'),
    kept('proposal_versions.author_id', 'proposals.json'),
    kept('proposal_remarks.author_id', 'proposal_remarks.json'),
    kept('proposal_amendments.author_id', 'proposal_amendments.json'),
    kept('proposal_projects.author_id', 'budget_projects.json'),
    kept('proposal_candidacies.person_id', 'candidacies.json'),
    kept('exclusion_answers.person_id', 'exclusion_answers.json'),
    kept('emergency_measures.proposed_by_id', 'emergency_measures.json'),
    kept('emergency_measure_signatures.signed_by_id', 'emergency_measures.json'),
    kept('proposal_seconds.person_id', 'supported_proposals.json'),
    kept('voting_roll_lines.person_id', 'voting_rolls.json'),
  ],
  export: (personId) => exportedRows('governance', FILES, personId),
  erase: async () => {},
  expire: async () => 0,
}
