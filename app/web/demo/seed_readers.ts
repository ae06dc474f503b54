import type { Client } from 'pg'
import { DEMO_HANDLES } from './roles.js'

/** How many posts each role of the demo has still to read. */
const UNREAD: Record<keyof typeof DEMO_HANDLES, number> = {
  newcomer: 3,
  member: 6,
  moderator: 4,
  treasurer: 11,
  board: 8,
}

/** What people of the demo keep, by tag, and the places that some of them chose. */
const KEPT = { awa: 'recette', emile: 'potager', fatou: 'velo' }
const CHOSEN = { tom_whitfield: ['coulon', 'sansais-la-garette'], blandine_pougnard: ['coulon'] }

/** What people were told lately of comments and mentions; what is older than two days, they read. */
const TOLD = `insert into notifications
    (person_id, notification_key, kind, actor_id, post_id, comment_id, happened_at, read_at)
  select person_id, notification_key, kind, actor_id, post_id, comment_id, happened_at,
      case when happened_at < $1::timestamptz - interval '2 days' then happened_at + interval '3 hours' end
    from (
      select p.author_id as person_id, 'comment:' || c.id as notification_key, 'commented' as kind,
          c.author_id as actor_id, p.id as post_id, c.id as comment_id, c.created_at as happened_at
        from comments c join posts p on p.id = c.post_id where c.author_id <> p.author_id
      union all
      select m.person_id, 'mention:post:' || p.id, 'mentioned', p.author_id, p.id, null, p.published_at
        from mentions m join posts p on p.id = m.post_id where m.person_id <> p.author_id
    ) told
   where happened_at > $1::timestamptz - interval '45 days' order by happened_at`

/** Reading markers a few posts back, posts kept for later, chosen places, what people were told. */
export async function seedReaders(client: Client, now: Date): Promise<void> {
  await client.query(TOLD, [now])
  for (const role of Object.keys(UNREAD) as Array<keyof typeof UNREAD>) {
    await client.query(
      `insert into reading_markers (person_id, seq, moved_at)
       select r.id, p.published_seq, $3 from people r, posts p where r.handle = $1
        order by p.published_seq desc offset $2 limit 1`,
      [DEMO_HANDLES[role], UNREAD[role], now]
    )
  }
  for (const [handle, tag] of Object.entries(KEPT)) {
    await client.query(
      `insert into bookmarks (post_id, person_id, kept_at)
       select t.post_id, r.id, p.published_at + interval '2 hours'
         from people r, post_tags t join posts p on p.id = t.post_id
        where r.handle = $1 and t.tag = $2 and p.published_at + interval '2 hours' < $3
        order by t.seq desc limit 4`,
      [handle, tag, now]
    )
  }
  for (const [handle, slugs] of Object.entries(CHOSEN)) {
    await client.query(
      `insert into chosen_places (person_id, place_id)
       select r.id, l.id from people r, places l where r.handle = $1 and l.slug = any($2)`,
      [handle, slugs]
    )
  }
}
