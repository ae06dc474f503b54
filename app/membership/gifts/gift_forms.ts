import vine from '@vinejs/vine'
import { blankAsNull } from '#shared/http/blank'
import { tidyName } from '#shared/visible_text'
import { GIFT_SURPLUS_CHOICES } from './gift_surplus.js'
import { NATURES } from './gift_in_kind.js'

const tidied = (value: unknown) => (typeof value === 'string' ? tidyName(value) : value)
const email = () =>
  vine.string().parse(blankAsNull).trim().toLowerCase().maxLength(254).email().nullable().optional()

export const giftForm = vine.create({
  schedule: vine.enum(['once', 'month'] as const),
  amount: vine.string().maxLength(20).nullable().optional(),
  other_amount: vine.string().trim().maxLength(20).nullable().optional(),
  campaign: vine.string().maxLength(70).nullable().optional(),
  payer_name: vine.string().parse(tidied).maxLength(60).nullable().optional(),
  payer_email: email(),
  named: vine.string().nullable().optional(),
  words: vine.string().trim().maxLength(500).nullable().optional(),
})

export const giftSurplusForm = vine.create({
  choice: vine.enum(GIFT_SURPLUS_CHOICES),
})

export const inKindForm = vine.create({
  nature: vine.enum(NATURES),
  description: vine.string().trim().minLength(3).maxLength(500),
  quantity: vine.string().parse(tidied).minLength(1).maxLength(60),
  value: vine.string().trim().maxLength(20),
  donor_name: vine.string().parse(tidied).maxLength(60).nullable().optional(),
  donor_email: email(),
})

export const decisionForm = vine.create({
  accepted: vine.enum(['yes', 'no'] as const),
  reason: vine.string().trim().maxLength(500).nullable().optional(),
})

export const hidingForm = vine.create({
  reason: vine.string().trim().minLength(3).maxLength(500),
})
