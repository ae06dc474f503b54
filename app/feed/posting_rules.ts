import { isVisible } from '#shared/visible_text'
import type { Book } from '#rulebook/book'

/** What the rule book allows of a post, read on the day it is written. */
export interface PostingLimits {
  /** `feed.post_max_characters` */
  characters: number
  /** `feed.photos_per_post` */
  photos: number
  /** `feed.posts_per_member_per_day` */
  postsPerDay: number
}

/** The limits of a book. */
export function limitsOf(book: Book): PostingLimits {
  return {
    characters: book.value('feed.post_max_characters'),
    photos: book.value('feed.photos_per_post'),
    postsPerDay: book.value('feed.posts_per_member_per_day'),
  }
}

export const WARNING_MAX_CHARACTERS = 200

export interface PostAttempt {
  body: string
  contentWarning?: string
  photoCount: number
  /** Posts that the author has written since midnight, Europe/Paris. */
  postsToday: number
}

export type PostingRefusal =
  'empty' | 'too_long' | 'warning_too_long' | 'too_many_photos' | 'too_many_today'

/** Why a post may not be published; empty when it may. Characters are Unicode code points. */
export function postingRefusals(attempt: PostAttempt, limits: PostingLimits): PostingRefusal[] {
  const refusals: PostingRefusal[] = []
  if (tidy(attempt.body) === '' && attempt.photoCount === 0) refusals.push('empty')
  if (countCharacters(attempt.body) > limits.characters) refusals.push('too_long')
  if (countCharacters(attempt.contentWarning ?? '') > WARNING_MAX_CHARACTERS) {
    refusals.push('warning_too_long')
  }
  if (attempt.photoCount > limits.photos) refusals.push('too_many_photos')
  if (attempt.postsToday >= limits.postsPerDay) refusals.push('too_many_today')
  return refusals
}

/** A text as it is kept: line breaks of one kind, nothing around; empty when nothing shows. */
export function tidy(text: string): string {
  return isVisible(text) ? text.replaceAll('\r\n', '\n').trim() : ''
}

/** Length as a reader counts it: code points, with a line break as one. */
export function countCharacters(text: string): number {
  return [...text.replaceAll('\r\n', '\n')].length
}

/** Whether a post may still be changed (`feed.edit_window_minutes`; null = always). */
export function mayStillEdit(publishedAt: Date | null, windowMinutes: number | null, at: Date) {
  if (publishedAt === null || windowMinutes === null) return true
  return at.getTime() - publishedAt.getTime() <= windowMinutes * 60_000
}
