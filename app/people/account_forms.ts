import vine from '@vinejs/vine'
import { tidyName } from '#shared/visible_text'

const email = () => vine.string().trim().maxLength(254).email()
const tidied = (value: unknown) => (typeof value === 'string' ? tidyName(value) : value)
const name = () => vine.string().parse(tidied).minLength(1).maxLength(60)
/** NIST SP 800-63B: length counts, composition rules do not. */
const password = () => vine.string().minLength(10).maxLength(200)
const handle = () =>
  vine
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9_]{2,30}$/)

export const joinForm = vine.create({
  name: name(),
  handle: handle(),
  email: email(),
  message: vine.string().maxLength(1000).nullable().optional(),
  password: vine.string().maxLength(200).nullable().optional(),
  age: vine.accepted(),
  invitation: vine.string().maxLength(100).optional(),
})

export const signInForm = vine.create({
  email: email(),
  password: vine.string().maxLength(200).nullable().optional(),
  next: vine.string().maxLength(500).optional(),
})

export const profileForm = vine.create({
  name: name(),
  bio: vine.string().maxLength(500).nullable().optional(),
})

export const passwordForm = vine.create({
  password: password(),
  current_password: vine.string().maxLength(200).optional(),
})

export const invitationForm = vine.create({
  note: vine.string().maxLength(200).nullable().optional(),
  seats: vine.number().withoutDecimals().range([1, 1000]).optional(),
})

export const refusalForm = vine.create({
  reason: vine.string().trim().minLength(3).maxLength(500),
})

export const handleForm = vine.create({ handle: handle().optional() })

/** A code of the application (spaces allowed) or one kept for a bad day. */
export const codeForm = vine.create({
  code: vine.string().trim().minLength(6).maxLength(30),
})

export const confirmForm = vine.create({
  code: vine.string().trim().maxLength(30).nullable().optional(),
  password: vine.string().maxLength(200).nullable().optional(),
})

export const emailForm = vine.create({
  email: email(),
})
