import vine from '@vinejs/vine'

const DAY = 86_400_000
const DAYS = { day: 1, week: 7, month: 30 }

/** For how long one mutes someone or filters a phrase. */
export const SPANS = ['day', 'week', 'month', 'ever'] as const
export type Span = (typeof SPANS)[number]

/** The instant at which it ends; null when it does not. */
export function untilOf(span: Span, at: Date): Date | null {
  return span === 'ever' ? null : new Date(at.getTime() + DAYS[span] * DAY)
}

export const muteForm = vine.create({ span: vine.enum(SPANS) })

export const filterForm = vine.create({
  phrase: vine.string().trim().minLength(2).maxLength(80),
  span: vine.enum(SPANS),
})
