import { prepared } from '#shared/prepared'
import { NOTIFICATIONS } from './notification_statement.js'
import { isModerationNews, MODERATION_NEWS, placeOfModeration } from './moderation_news.js'
import { VOTE_NEWS } from './vote_notifications.js'

export const NOTIFICATION_KINDS = [
  'commented',
  'mentioned',
  'mentioned_in_comment',
  'scheduled_published',
  'scheduled_refused',
  'held_approved',
  'held_refused',
  'measure_proposed',
  'measure_taken',
  ...MODERATION_NEWS,
  ...VOTE_NEWS,
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
  proposal_id: number | null
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

const READ = {
  name: 'letters.read_notifications',
  text: 'update notifications set read_at = $3 where person_id = $1 and id <= $2 and read_at is null',
}

/** What happened to a person, newest first. */
export async function notificationPage(
  personId: number,
  before: number = NEWEST
): Promise<NotificationPage> {
  const rows = await prepared<Notification>(NOTIFICATIONS, [personId, before, PAGE_SIZE + 1])
  const notifications = rows.slice(0, PAGE_SIZE)
  const last = notifications.at(-1)
  return { notifications, before: rows.length > PAGE_SIZE && last ? last.id : null }
}

/** Everything up to this one has been read: what came since the page was shown stays new. */
export async function readNotifications(personId: number, upTo: number, at: Date): Promise<void> {
  await prepared(READ, [personId, upTo, at])
}

/** Where a notification leads. */
export function placeOf({
  kind,
  post_id: post,
  comment_id: comment,
  proposal_id: proposal,
}: Notification): string {
  if (proposal !== null) return `/decide/${proposal}`
  if (isModerationNews(kind)) return placeOfModeration(kind)
  if (kind === 'measure_proposed') return '/decide/emergency'
  if (kind === 'scheduled_refused' || post === null) return '/drafts'
  return comment === null ? `/posts/${post}` : `/posts/${post}#comment-${comment}`
}
