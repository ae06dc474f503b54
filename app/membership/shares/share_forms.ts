import vine from '@vinejs/vine'
import { tidyName } from '#shared/visible_text'
import { MOST_SHARES } from './share_subscription.js'

const tidied = (value: unknown) => (typeof value === 'string' ? tidyName(value) : value)

const choice = {
  shares: vine.number().withoutDecimals().range([1, MOST_SHARES]),
  paying: vine.enum(['whole', 'quarter'] as const),
}

/** How many shares, and how much of them is paid now. */
export const shareChoiceForm = vine.create(choice)

/** The form itself, signed by typing one's name. */
export const signingForm = vine.create({
  ...choice,
  share_cents: vine.number().withoutDecimals().range([1, 1_000_000]),
  signed_name: vine.string().parse(tidied).minLength(2).maxLength(120),
  sure: vine.accepted(),
})

export const withdrawalForm = vine.create({
  shares: vine.number().withoutDecimals().range([1, 1_000_000]),
  sure: vine.accepted(),
})

export const withdrawalDecisionForm = vine.create({
  accepted: vine.enum(['yes', 'no'] as const),
  reason: vine.string().trim().maxLength(500).nullable().optional(),
})

export const repaymentForm = vine.create({
  loss: vine.string().trim().maxLength(20).nullable().optional(),
  sure: vine.accepted(),
})
