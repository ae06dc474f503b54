import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'
import type { Parties, Ties } from '../procedure/conflict.js'

const CIRCUMSTANCES = {
  name: 'moderation.circumstances',
  text: `with parties as (
      select author_id as id from cases where id = $1
      union select reporter_id from reports where case_id = $1 and reporter_id is not null
    ), founding as (
      select founder_id, coalesce(charter_adopted_at, 'infinity') as ended_at from organisation
    )
    select c.author_id as "authorId",
      to_json(array(select distinct reporter_id from reports where case_id = c.id and reporter_id is not null)) as "reporterIds",
      coalesce((select json_agg(json_build_object('sponsorId', p.sponsor_id, 'inviteeId', p.id)) from people p
        where p.sponsor_id is not null and (p.id in (select id from parties) or p.sponsor_id in (select id from parties))
          and not exists (select from founding f where f.founder_id = p.sponsor_id and p.joined_at < f.ended_at)), '[]') as sponsorships,
      coalesce((select json_agg(json_build_object('blockerId', b.blocker_id, 'blockedId', b.blocked_id)) from blocks b
        where b.blocked_at < c.opened_at
          and (b.blocker_id in (select id from parties) or b.blocked_id in (select id from parties))), '[]') as blocks,
      to_json(array(select person_id from case_steps_aside s where s.case_id = c.id)) as "steppedAside"
    from cases c where c.id = $1`,
}

interface Row extends Ties {
  authorId: number
  reporterIds: number[]
}

/** Whom a case concerns, and what ties others to them: a block counts when it was there before. */
export async function circumstances(
  caseId: number,
  transaction?: TransactionClientContract
): Promise<{ parties: Parties; ties: Ties }> {
  const [row] = await prepared<Row>(CIRCUMSTANCES, [caseId], transaction)
  if (!row) throw new Error(`There is no case ${caseId}`)
  const { authorId, reporterIds, ...ties } = row
  return { parties: { authorId, reporterIds }, ties }
}
