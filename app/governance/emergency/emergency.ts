import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { RULES } from '#rulebook/declarations'
import { CHAPTERS, type Chapter } from '#rulebook/rule'

/** How long a measure waits for its second signature. */
export const DAYS_TO_SIGN = 7

/** How long a rule that was under a measure is left to the members alone. */
export const DAYS_BETWEEN = 90

/** Chapters that no measure touches: how one votes, holds a mandate, signs for money, or acts in haste. */
const UNTOUCHED: readonly Chapter[] = ['votes', 'mandates', 'treasury', 'emergency']

/** The rules that a measure may set, chapter by chapter. */
export const rulesInReach = () =>
  CHAPTERS.filter((chapter) => !UNTOUCHED.includes(chapter)).map((chapter) => ({
    chapter,
    rules: RULES.filter((rule) => rule.chapter === chapter),
  }))

/** Whether a measure may set this rule at all. */
export const isInReach = (key: string): boolean =>
  rulesInReach().some(({ rules }) => rules.some((rule) => rule.key === key))

const DAY = 86_400_000

/**
 * When a measure signed now ends, and its ratifying vote with it: the vote opens as many days before
 * as the rule book gives any vote, at once when the measure is shorter than that.
 */
export function measureCalendar(days: number, openDays: number, signedAt: Date) {
  const closesAt = new Date(signedAt.getTime() + days * DAY)
  const opensAt = new Date(Math.max(signedAt.getTime(), closesAt.getTime() - openDays * DAY))
  return { opensAt, closesAt }
}

/** A mandate of the board that this person holds at an instant; null without one. */
export async function boardMandate(
  personId: number,
  at: Date,
  transaction: TransactionClientContract
): Promise<number | null> {
  const row = await transaction
    .from('mandates')
    .where('person_id', personId)
    .whereIn('role', ['board', 'president'])
    .where('starts_at', '<=', at)
    .where('ends_at', '>', at)
    .whereNotExists((query) =>
      query
        .from('mandate_endings')
        .whereColumn('mandate_id', 'mandates.id')
        .where('ended_at', '<=', at)
    )
    .orderBy('ends_at', 'desc')
    .select('id')
    .first()
  return row ? Number(row.id) : null
}
