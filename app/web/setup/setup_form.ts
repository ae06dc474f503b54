import vine from '@vinejs/vine'
import { tidyName } from '#shared/visible_text'
import { networkForm, networkName, networkPlace } from '#organisation/organisation_form'

const tidied = (value: unknown) => (typeof value === 'string' ? tidyName(value) : value)

/** What it takes to found a network: its name, its place, its form, and its founder's account. */
export const setupForm = vine.create({
  token: vine.string().maxLength(200),
  network_name: networkName(),
  network_place: networkPlace(),
  legal_form: networkForm(),
  name: vine.string().parse(tidied).minLength(1).maxLength(60),
  handle: vine
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9_]{2,30}$/),
  email: vine.string().trim().maxLength(254).email(),
  password: vine.string().minLength(10).maxLength(200),
  age: vine.accepted(),
})
