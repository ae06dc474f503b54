import { prepared } from '#shared/prepared'

/** A jury that somebody was drawn into and did not decline. */
export interface JuryOf {
  appealId: number
  caseNumber: string
  calledAt: Date
  voted: boolean
  over: boolean
}

const OF_PERSON = {
  name: 'moderation.juries_of',
  text: `select j.appeal_id as "appealId", c.number as "caseNumber", j.called_at as "calledAt",
      exists (select from juror_votes v where v.appeal_id = j.appeal_id and v.person_id = j.person_id) as voted,
      exists (select from appeal_outcomes o where o.appeal_id = j.appeal_id) as over
    from jurors j join appeals a on a.id = j.appeal_id join decisions d on d.id = a.decision_id join cases c on c.id = d.case_id
   where j.person_id = $1 and not exists (select from juror_declines n
      where n.appeal_id = j.appeal_id and n.person_id = j.person_id)
   order by j.appeal_id desc limit 50`,
}

/** The juries of a person, the last first. */
export const juriesOf = (personId: number) => prepared<JuryOf>(OF_PERSON, [personId])
