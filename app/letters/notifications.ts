import { prepared } from '#shared/prepared'

export const NOTIFICATION_KINDS = [
  'commented',
  'mentioned',
  'mentioned_in_comment',
  'scheduled_published',
  'scheduled_refused',
  'held_approved',
] as const

export type NotificationKind = (typeof NOTIFICATION_KINDS)[number]

/** Something that happened to a person, as its row tells. */
export interface Notification {
  id: number
  kind: NotificationKind
  happened_at: Date
  unread: boolean
  /** Who did it; null when nobody in particular did. */
  actor_id: number | null
  name: string | null
  handle: string | null
  portrait_key: string | null
  post_id: number | null
  comment_id: number | null
  /** The beginning of what was said; empty when there is nothing to quote. */
  excerpt: string
}

export interface NotificationPage {
  notifications: Notification[]
  /** The key of the page that follows, or null at the end. */
  before: number | null
}

const PAGE_SIZE = 30
const NEWEST = Number.MAX_SAFE_INTEGER

/**
 * $1 person, $2 below this one, $3 how many. What is behind a warning, or hidden, is not quoted; who
 * was blocked since is no longer heard of, and a post that is not out yet is its author's alone.
 */
const PAGE = {
  name: 'letters.notifications',
  text: `select n.id, n.kind, n.happened_at, n.read_at is null as unread, n.actor_id, a.name, a.handle, a.portrait_key,
      n.post_id, n.comment_id,
      case when p.hidden_at is not null and p.author_id <> $1 then ''
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

const READ = {
  name: 'letters.read_notifications',
  text: 'update notifications set read_at = $3 where person_id = $1 and id <= $2 and read_at is null',
}

/** What happened to a person, newest first. */
export async function notificationPage(
  personId: number,
  before: number = NEWEST
): Promise<NotificationPage> {
  const rows = await prepared<Notification>(PAGE, [personId, before, PAGE_SIZE + 1])
  const notifications = rows.slice(0, PAGE_SIZE)
  const last = notifications.at(-1)
  return { notifications, before: rows.length > PAGE_SIZE && last ? last.id : null }
}

/** Everything up to this one has been read: what came since the page was shown stays new. */
export async function readNotifications(personId: number, upTo: number, at: Date): Promise<void> {
  await prepared(READ, [personId, upTo, at])
}

/** Where a notification leads. */
export function placeOf({ kind, post_id: post, comment_id: comment }: Notification): string {
  if (kind === 'scheduled_refused' || post === null) return '/drafts'
  return comment === null ? `/posts/${post}` : `/posts/${post}#comment-${comment}`
}
