/** What the room of people gives back to a person, `$1`: no secret, nor what others keep of them. */
export const PEOPLE_FILES = {
  'profile.json': `select p.name, p.handle, p.email, p.locale, p.bio, p.place, p.joined_at, p.age_attested_at,
      p.password_hash is not null as has_password, s.handle as sponsor, p.held_posts_left,
      array(select i.handle from people i where i.sponsor_id = p.id order by i.id) as sponsored
    from people p left join people s on s.id = p.sponsor_id where p.id = $1`,
  'restrictions.json': `select kind, starts_at, ends_at, decided_by_proposal_id from restrictions
    where person_id = $1 order by id`,
  'sessions.json': `select started_at, expires_at, user_agent, signed_in_by, confirmed_at, second_factor_at
    from sessions where person_id = $1 order by id`,
  'passkeys.json': `select name, added_at, last_used_at from passkeys where person_id = $1 order by id`,
  'authenticator.json': `select added_at, confirmed_at from authenticator_apps where person_id = $1`,
  'recovery_codes.json': `select made_at, used_at from recovery_codes where person_id = $1`,
  'email_changes.json': `select email, asked_at, expires_at, used_at from email_changes
    where person_id = $1 order by asked_at`,
  'join_request.json': `select r.name, r.handle, r.email, r.message, r.created_at, r.confirmed_at,
      a.admitted_at from admissions a join join_requests r on r.id = a.join_request_id
    where a.person_id = $1`,
  'join_decisions.json': `select 'approved' as decision, approved_at as decided_at, null as reason
      from join_approvals where approver_id = $1
    union all select 'refused', refused_at, reason from join_refusals where refuser_id = $1`,
  'invitations.json': `select i.note, i.seats, i.created_at, i.expires_at, r.revoked_at,
      (select count(*)::int from admissions a where a.invitation_id = i.id) as came
    from invitations i left join invitation_revocations r on r.invitation_id = i.id
    where i.sponsor_id = $1 order by i.id`,
  'mandates.json': `select m.role, m.starts_at, m.ends_at, m.recorded_at, e.ended_at, e.cause,
      array(select n.body from mandate_notes n where n.mandate_id = m.id order by n.id) as notes
    from mandates m left join mandate_endings e on e.mandate_id = m.id where m.person_id = $1 order by m.id`,
  'blocks.json': `select p.handle, b.blocked_at from blocks b join people p on p.id = b.blocked_id
    where b.blocker_id = $1 order by b.blocked_at`,
  'mutes.json': `select p.handle, m.muted_at, m.until from mutes m join people p on p.id = m.muted_id
    where m.muter_id = $1 order by m.muted_at`,
  'word_filters.json': `select phrase, set_at, until from word_filters where person_id = $1 order by id`,
  'chosen_places.json': `select l.name, l.slug from chosen_places c join places l on l.id = c.place_id
    where c.person_id = $1 order by l.name`,
  'places_added.json': `select name, slug, added_at from places where added_by_id = $1 order by id`,
}
