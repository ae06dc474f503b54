import type { PreparedStatement } from '#shared/prepared'
import { inForce } from './restriction.js'

/** Who holds a session: $1 hash of its token, $2 instant; with the mandates in force then. */
export const FIND_VIEWER: PreparedStatement = {
  name: 'people.find_viewer',
  text: `select p.id, s.id as session_id, p.name, p.handle, p.locale, p.portrait_key,
      s.second_factor_at, s.started_at, s.confirmed_at, s.signed_in_by, p.held_posts_left,
      exists (select from chosen_places c where c.person_id = p.id) as chooses_places,
      exists (select from notifications n where n.person_id = p.id and n.read_at is null) as has_news,
      exists (select from restrictions x where x.person_id = p.id and x.kind = 'excluded'
               and x.starts_at <= $2) as excluded,
      (select max(r.ends_at) from restrictions r where r.person_id = p.id and r.kind = 'paused'
               and ${inForce('$2')}) as paused_until,
      (select r.seq from reading_markers r where r.person_id = p.id) as read_up_to,
      array(select m.role from mandates m
             where m.person_id = p.id and m.starts_at <= $2 and m.ends_at > $2
               and not exists (select from mandate_endings e
                                where e.mandate_id = m.id and e.ended_at <= $2)) as roles
    from sessions s join people p on p.id = s.person_id
   where s.token_hash = $1 and s.expires_at > $2 and not s.awaits_second_factor`,
}
