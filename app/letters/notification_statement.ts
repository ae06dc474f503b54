/**
 * $1 person, $2 below this one, $3 how many. What is behind a warning, or hidden, is not quoted; who
 * was blocked since is no longer heard of, and a post that is not out yet is its author's alone.
 */
export const NOTIFICATIONS = {
  name: 'letters.notifications',
  text: `select n.id, n.kind, n.happened_at, n.read_at is null as unread, n.actor_id, a.name, a.handle, a.portrait_key,
      n.post_id, n.comment_id, n.proposal_id,
      case when n.proposal_id is not null then (select v.title from proposal_versions v
             where v.proposal_id = n.proposal_id order by v.version desc limit 1)
           when p.hidden_at is not null and p.author_id <> $1 then ''
           when c.hidden_at is not null and c.author_id <> $1 then ''
           when n.comment_id is not null then left(c.body, 160)
           when p.content_warning <> '' then p.content_warning
           else left(coalesce(p.body, ''), 160) end as excerpt
    from notifications n
    left join people a on a.id = n.actor_id
    left join posts p on p.id = n.post_id
    left join comments c on c.id = n.comment_id
   where n.person_id = $1 and n.id < $2
     and (p.id is null or p.published_seq is not null or p.author_id = $1)
     and not exists (select from blocks b where b.blocker_id = $1 and b.blocked_id = n.actor_id)
   order by n.id desc limit $3`,
}
