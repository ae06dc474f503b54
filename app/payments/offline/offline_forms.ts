import vine from '@vinejs/vine'
import { tidyName } from '#shared/visible_text'
import { WAYS } from '../refunding/make_by_hand.js'

const tidied = (value: unknown) => (typeof value === 'string' ? tidyName(value) : value)

export const bankForm = vine.create({
  holder: vine.string().parse(tidied).minLength(2).maxLength(70),
  iban: vine.string().trim().maxLength(60),
  bic: vine.string().trim().maxLength(20).nullable().optional(),
})

export const signatureForm = vine.create({
  details: vine.number().withoutDecimals().positive(),
  iban: vine.string().trim().maxLength(60),
})

export const receiptForm = vine.create({
  kind: vine.enum(['transfer', 'cash', 'cheque'] as const),
  amount: vine.string().trim().maxLength(20),
  received_on: vine.string().regex(/^\d{4}-\d\d-\d\d$/),
  note: vine.string().parse(tidied).maxLength(120).nullable().optional(),
  form_key: vine.string().uuid(),
})

export const handRefundForm = vine.create({
  way: vine.enum(WAYS),
  made_on: vine.string().regex(/^\d{4}-\d\d-\d\d$/),
  reference: vine.string().parse(tidied).minLength(1).maxLength(120),
})

export const reversalForm = vine.create({
  cause: vine.enum(['mistake', 'unpaid'] as const),
})
