import vine from '@vinejs/vine'
import { blankAsNull } from '#shared/http/blank'
import { tidyName } from '#shared/visible_text'
import { OVERRIDES, STANDINGS } from '../dues/standing.js'
import { REGISTER_COLUMNS } from './register_file.js'

const tidied = (value: unknown) => (typeof value === 'string' ? tidyName(value) : value)
const text = (most: number) => vine.string().parse(tidied).maxLength(most)
const list = (value: unknown) => (value === undefined || value === '' ? [] : [value].flat())
const none = (value: unknown) => (value === '' ? undefined : value)

/** Which entries are asked for; an empty choice is none. */
export const filtersForm = vine.create({
  q: text(100).nullable().optional(),
  standing: vine
    .enum([...STANDINGS, 'voters'] as const)
    .parse(none)
    .optional(),
  kind: vine
    .enum(['person', 'organisation'] as const)
    .parse(none)
    .optional(),
  college: vine.string().parse(none).maxLength(60).optional(),
  page: vine.number().withoutDecimals().range([1, 100_000]).parse(none).optional(),
  columns: vine.array(vine.enum(REGISTER_COLUMNS)).parse(list).maxLength(20).optional(),
})

export const entryForm = vine.create({
  kind: vine.enum(['person', 'organisation'] as const),
  name: text(120).minLength(1),
  email: vine
    .string()
    .parse(blankAsNull)
    .trim()
    .toLowerCase()
    .maxLength(254)
    .email()
    .nullable()
    .optional(),
  representative: text(120).nullable().optional(),
  college: text(60).nullable().optional(),
})

const day = () =>
  vine
    .string()
    .parse(blankAsNull)
    .regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)

export const overrideForm = vine.create({
  kind: vine.enum(OVERRIDES),
  reason: vine.string().trim().minLength(3).maxLength(500),
  from: day(),
  until: day().nullable().optional(),
})
