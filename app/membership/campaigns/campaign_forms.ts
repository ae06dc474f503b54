import vine from '@vinejs/vine'
import { tidyName } from '#shared/visible_text'

const tidied = (value: unknown) => (typeof value === 'string' ? tidyName(value) : value)
const title = () => vine.string().parse(tidied).maxLength(100).nullable().optional()
const text = () => vine.string().trim().maxLength(5000).nullable().optional()

export const campaignForm = vine.create({
  title_fr: title(),
  title_en: title(),
  text_fr: text(),
  text_en: text(),
  goal: vine.string().trim().maxLength(20),
  ends_on: vine.string().trim().maxLength(10),
})

export const closingForm = vine.create({
  reason: vine.string().trim().minLength(3).maxLength(500),
})
