import vine from '@vinejs/vine'
import { tidyName } from '#shared/visible_text'
import { SPENDING_CATEGORIES } from '../chart/spending.js'
import { cleanLabel } from '../label.js'
import { MOST_LINES } from '../writing/expert_lines.js'
import { MEANS, PLACES } from '../writing/money_places.js'
import { INCOME_ORIGINS } from '../writing/simple_entry.js'

const tidied = (value: unknown) =>
  typeof value === 'string' ? cleanLabel(tidyName(value).slice(0, 400)) : value

const text = (most: number) => vine.string().parse(tidied).maxLength(most)
const day = () => vine.string().regex(/^\d{4}-\d\d-\d\d$/)

const money = {
  amount: vine.string().trim().maxLength(20),
  paid_on: day(),
  piece: text(60).nullable().optional(),
}

export const spentForm = vine.create({
  ...money,
  purpose: vine.enum(SPENDING_CATEGORIES),
  means: vine.enum(MEANS),
  party: text(80).minLength(1),
  campaign: vine
    .string()
    .regex(/^\d{0,15}$/)
    .nullable()
    .optional(),
})

export const receivedForm = vine.create({
  ...money,
  origin: vine.enum(INCOME_ORIGINS),
  into: vine.enum(PLACES),
  party: text(80).minLength(1),
})

export const movedForm = vine.create({
  ...money,
  out: vine.enum(PLACES),
  into: vine.enum(PLACES),
})

/** The journals in which someone writes by hand; the opening balances have their own. */
export const JOURNALS = ['BQ', 'CA', 'AC', 'CO', 'PP', 'OD'] as const

const column = () => vine.array(vine.string().maxLength(160)).maxLength(MOST_LINES)

export const expertForm = vine.create({
  journal: vine.enum(JOURNALS),
  entry_on: day(),
  piece: text(60).nullable().optional(),
  piece_on: vine
    .string()
    .regex(/^(\d{4}-\d\d-\d\d)?$/)
    .nullable()
    .optional(),
  label: text(200).minLength(1),
  accounts: column(),
  auxiliaries: column(),
  debits: column(),
  credits: column(),
})

/** Of the form itself: which sending it is, or which version of a draft it changes. */
export const sentForm = vine.create({ form_key: vine.string().uuid() })

const chosen = () =>
  vine
    .string()
    .regex(/^\d{0,15}$/)
    .nullable()
    .optional()

/** `spend` is the vote that allows what leaves. */
export const validationForm = vine.create({
  version: vine.number().withoutDecimals().positive(),
  spend: chosen(),
})

/** The line of a voted budget that pays, of any form of an entry. */
export const budgetLineForm = vine.create({ budget_line: chosen() })

export const versionForm = vine.create({ version: vine.number().withoutDecimals().positive() })

export const reasonForm = vine.create({ reason: text(140).minLength(3) })
