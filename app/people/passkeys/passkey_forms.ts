import vine from '@vinejs/vine'
import { tidyName } from '#shared/visible_text'
import { PURPOSES } from './challenge.js'

const tidied = (value: unknown) => (typeof value === 'string' ? tidyName(value) : value)
const name = () => vine.string().parse(tidied).minLength(1).maxLength(60)
const bytes = (characters: number) =>
  vine
    .string()
    .regex(/^[\w-]+$/)
    .maxLength(characters)

/** The fields of every credential: an id has 1023 bytes at most. */
const credential = { id: bytes(1400), rawId: bytes(1400), type: vine.literal('public-key') }

export const challengeForm = vine.create({ purpose: vine.enum(PURPOSES) })

export const addForm = vine.create({
  name: vine.string().parse(tidied).maxLength(60).nullable().optional(),
  credential: vine.object({
    ...credential,
    response: vine.object({
      clientDataJSON: bytes(8000),
      attestationObject: bytes(32_000),
      transports: vine
        .array(vine.string().regex(/^[a-z-]{1,20}$/))
        .maxLength(10)
        .optional(),
    }),
  }),
})

export const assertForm = vine.create({
  credential: vine.object({
    ...credential,
    response: vine.object({
      clientDataJSON: bytes(8000),
      authenticatorData: bytes(8000),
      signature: bytes(8000),
    }),
  }),
})

export const renameForm = vine.create({ name: name() })
