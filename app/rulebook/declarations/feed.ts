import vine from '@vinejs/vine'
import { declare, whole } from '../rule.js'

/** What may be posted, and who sees it. */
export const feedRules = [
  declare('feed.visibility_default', {
    schema: vine.enum(['public', 'signed_in']),
    unit: 'choice',
    founding: 'public',
    majority: 'ordinary',
  }),
  declare('feed.post_max_characters', {
    schema: whole(140, 50_000),
    unit: 'characters',
    founding: 5000,
    majority: 'ordinary',
  }),
  declare('feed.photos_per_post', {
    schema: whole(1, 30),
    unit: 'photos',
    founding: 10,
    majority: 'ordinary',
  }),
  declare('feed.posts_per_member_per_day', {
    schema: whole(1, 200),
    unit: 'posts',
    founding: 20,
    majority: 'ordinary',
  }),
  // Null: an author may always edit.
  declare('feed.edit_window_minutes', {
    schema: whole(0, 525_600).nullable(),
    unit: 'minutes',
    founding: null,
    majority: 'ordinary',
  }),
] as const
