import vine from '@vinejs/vine'
import { tidyName } from '#shared/visible_text'

const tidied = (value: unknown) => (typeof value === 'string' ? tidyName(value) : value)

export const quarterForm = vine.create({
  name: vine.string().parse(tidied).minLength(2).maxLength(60),
})
