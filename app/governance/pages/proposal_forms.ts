import vine from '@vinejs/vine'
import { tidyName } from '#shared/visible_text'

/** Counted as the database counts: in characters, not in halves of emoji. */
const titled = (value: unknown) => {
  const text = typeof value === 'string' ? tidyName(value) : value
  return typeof text === 'string' && [...text].length < 3 ? '' : text
}

const title = () => vine.string().parse(titled).minLength(3).maxLength(120)
const reasons = () => vine.string().trim().minLength(1).maxLength(10_000)

export const wordsForm = vine.create({ title: title(), reasons: reasons() })

export const amendmentForm = vine.create({
  title: title(),
  reasons: reasons(),
  reason: vine.string().trim().minLength(1).maxLength(2000),
})

export const remarkForm = vine.create({
  body: vine.string().trim().minLength(1).maxLength(4000),
})

export const projectForm = vine.create({
  title: title(),
  body: vine.string().trim().minLength(1).maxLength(2000),
})

export const candidacyForm = vine.create({
  statement: vine.string().trim().minLength(1).maxLength(2000),
})

export const exclusionAnswerForm = vine.create({
  answer: vine.string().trim().minLength(1).maxLength(10_000),
})

export const registrationForm = vine.create({
  number: vine.string().parse(titled).minLength(3).maxLength(120),
  on: vine.string().regex(/^\d{4}-\d{2}-\d{2}$/),
})

export const articleForm = vine.create({
  article: vine.string().trim().maxLength(2000).optional(),
})

export const declarationForm = vine.create({ on: vine.string().regex(/^\d{4}-\d{2}-\d{2}$/) })
