import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared, type PreparedStatement } from '#shared/prepared'
import { listenInTransaction, type DomainEvent } from '#shared/wiring/events'

/**
 * What happened to a person, written with the fact itself, once. Comments are the exception: the
 * statement that writes one tells the post's author (app/feed/feed_statements.ts).
 */
export function listenToTheFeed(): void {
  listenInTransaction('feed.people_mentioned', told(MENTIONED, ['postId', 'authorId', 'at']))
  listenInTransaction(
    'feed.people_mentioned_in_comment',
    told(MENTIONED_IN_COMMENT, ['commentId', 'authorId', 'at'])
  )
  listenInTransaction(
    'feed.scheduled_post_published',
    told(SCHEDULED_PUBLISHED, ['postId', 'draftId', 'at'])
  )
  listenInTransaction(
    'feed.scheduled_post_refused',
    told(SCHEDULED_REFUSED, ['authorId', 'draftId', 'publishAt', 'at'])
  )
  listenInTransaction('feed.held_post_approved', told(LET_THROUGH, ['postId', 'at']))
  listenInTransaction(
    'feed.held_post_refused',
    told(HELD_BACK, ['authorId', 'draftId', 'readerId', 'at'])
  )
}

/** Runs a statement with these facts of the event as $1, $2… */
function told(statement: PreparedStatement, facts: string[]) {
  return async (event: DomainEvent, transaction: TransactionClientContract) => {
    const values = facts.map((fact) => event[fact])
    await prepared(statement, values, transaction)
  }
}

const COLUMNS = `insert into notifications
    (person_id, notification_key, kind, actor_id, post_id, comment_id, happened_at)`

const ONCE = 'on conflict (person_id, notification_key) do nothing'

/** Never of one's own acts, nor of someone whom one blocks or mutes at that instant. */
const heard = (actor: string, at: string) => `m.person_id <> ${actor}
      and not exists (select from blocks b where b.blocker_id = m.person_id and b.blocked_id = ${actor})
      and not exists (select from mutes u where u.muter_id = m.person_id and u.muted_id = ${actor}
        and (u.until is null or u.until > ${at}))`

const MENTIONED = {
  name: 'letters.mentioned',
  text: `${COLUMNS}
    select m.person_id, 'mention:post:' || m.post_id, 'mentioned', $2::bigint, m.post_id, null, $3::timestamptz
      from mentions m where m.post_id = $1 and ${heard('$2', '$3')} ${ONCE}`,
}

// The author of the post is told of the comment itself.
const MENTIONED_IN_COMMENT = {
  name: 'letters.mentioned_in_comment',
  text: `${COLUMNS}
    select m.person_id, 'mention:comment:' || c.id, 'mentioned_in_comment', $2::bigint, c.post_id, c.id, $3::timestamptz
      from comment_mentions m join comments c on c.id = m.comment_id join posts p on p.id = c.post_id
     where c.id = $1 and m.person_id <> p.author_id and ${heard('$2', '$3')} ${ONCE}`,
}

const SCHEDULED_PUBLISHED = {
  name: 'letters.scheduled_published',
  text: `${COLUMNS}
    select p.author_id, 'scheduled:' || $2::bigint, 'scheduled_published', null, p.id, null, $3::timestamptz
      from posts p where p.id = $1 ${ONCE}`,
}

const SCHEDULED_REFUSED = {
  name: 'letters.scheduled_refused',
  text: `${COLUMNS}
    values ($1, 'refused:' || $2::bigint || ':' || extract(epoch from $3::timestamptz)::bigint,
      'scheduled_refused', null, null, null, $4::timestamptz) ${ONCE}`,
}

const LET_THROUGH = {
  name: 'letters.let_through',
  text: `${COLUMNS}
    select p.author_id, 'held:' || p.id, 'held_approved', null, p.id, null, $2::timestamptz
      from posts p where p.id = $1 ${ONCE}`,
}

const HELD_BACK = {
  name: 'letters.held_back',
  text: `${COLUMNS}
    values ($1, 'held_back:' || $2::bigint, 'held_refused', $3::bigint, null, null, $4::timestamptz) ${ONCE}`,
}
