import vine from '@vinejs/vine'
import { tidyName } from '#shared/visible_text'
import { SURPLUS_CHOICES } from './surplus.js'

const tidied = (value: unknown) => (typeof value === 'string' ? tidyName(value) : value)
const ids = (value: unknown) => (value === undefined || value === '' ? [] : [value].flat())

/** What is chosen on the first page of paying dues, and said again on the next. */
export const duesForm = vine.create({
  plan: vine.string().maxLength(30),
  amount: vine.string().maxLength(20).nullable().optional(),
  other_amount: vine.string().trim().maxLength(20).nullable().optional(),
  beyond: vine.enum(['dues', 'gift'] as const).optional(),
  recurring: vine.string().maxLength(3).nullable().optional(),
  instalments: vine.number().withoutDecimals().range([1, 12]).optional(),
  with: vine.array(vine.number().withoutDecimals().positive()).parse(ids).maxLength(10).optional(),
  also: vine.string().parse(tidied).maxLength(120).nullable().optional(),
})

export const surplusForm = vine.create({
  choice: vine.enum(SURPLUS_CHOICES),
})

export const claimForm = vine.create({
  email: vine.string().trim().toLowerCase().maxLength(254).email(),
})

export const resignationForm = vine.create({
  reason: vine.string().trim().minLength(3).maxLength(500).nullable().optional(),
  sure: vine.accepted(),
})
