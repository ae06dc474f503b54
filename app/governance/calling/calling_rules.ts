import type { Book } from '#rulebook/book'
import type { Majority } from '#rulebook/rule'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Rounded up to whole people, as every share of people is. */
const shareOf = (people: number, percent: number) => Math.ceil((people * percent) / 100)

/**
 * Supporters that put a member's proposal to the vote: so many, or that share of the members when it
 * is fewer, the author not counted.
 */
export function secondersNeeded(book: Book, members: number): number {
  const { people, percent } = book.value('votes.seconders_needed')
  return Math.min(people, shareOf(members, percent), Math.max(0, members - 1))
}

/** Signatures that open a recall: that share and at least so many, never over half of the others. */
export function petitionNeeded(book: Book, members: number): number {
  const { percent, people } = book.value('mandates.recall_seconders')
  const half = Math.ceil(Math.max(0, members - 1) / 2)
  return Math.min(Math.max(people, shareOf(members, percent)), half)
}

/** The instants of a vote called now: opens after the notice, lasts as long as the rule says. */
export function calendarOf(book: Book, majority: Majority, calledAt: Date) {
  const opensAt = new Date(calledAt.getTime() + book.value('votes.notice_days')[majority] * DAY)
  const closesAt = new Date(opensAt.getTime() + book.value('votes.open_days') * DAY)
  return { opensAt, closesAt }
}

/** Seats of moderators for a network of so many members (mandates.moderator). */
export function moderatorSeats(book: Book, members: number): number {
  const { seats } = book.value('mandates.moderator')
  const more = Math.max(0, Math.ceil((members - seats.up_to_members) / seats.one_more_per))
  return Math.min(seats.at_most, seats.base + more)
}
