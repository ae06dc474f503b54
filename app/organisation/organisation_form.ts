import vine from '@vinejs/vine'
import { tidyName } from '#shared/visible_text'
import { blankAsNull } from '#shared/http/blank'
import { LOCALES } from '#shared/http/locale'

export const LEGAL_FORMS = ['collective', 'association', 'cooperative', 'sole_trader'] as const

/** Accent colours whose contrast is guaranteed, on paper and at night (`resources/css/tokens.css`). */
export const ACCENTS = ['chamois', 'sevre', 'angelica', 'ink', 'brick', 'plum'] as const

const tidied = (value: unknown) => (typeof value === 'string' ? tidyName(value) : value)
const short = (most: number) => vine.string().trim().maxLength(most).nullable().optional()
/** One line: it stands in titles and in the subjects of letters. */
const line = (most: number) => vine.string().parse(tidied).maxLength(most)
const text = () => vine.string().trim().maxLength(20_000).nullable().optional()

export const networkName = () => line(80).minLength(1)
export const networkPlace = () => line(120).minLength(1)
export const networkForm = () => vine.enum(LEGAL_FORMS)

/** Who answers for the network, and where: facts that no vote is needed to correct. */
const contactFields = () => ({
  contact_email: vine
    .string()
    .parse(blankAsNull)
    .trim()
    .maxLength(254)
    .email()
    .nullable()
    .optional(),
  telephone: short(40),
  address: short(400),
  publication_director: short(120),
  host: short(400),
})

export const contactForm = vine.create(contactFields())

/** All that a network says of itself. */
export const organisationForm = vine.create({
  name: networkName(),
  place: networkPlace(),
  tagline_fr: line(200).nullable().optional(),
  tagline_en: line(200).nullable().optional(),
  legal_form: networkForm(),
  accent: vine.enum(ACCENTS),
  // One box alone comes as a text, none at all as nothing.
  languages: vine
    .array(vine.enum(LOCALES))
    .minLength(1)
    .maxLength(LOCALES.length)
    .distinct()
    .parse((ticked) => [ticked ?? []].flat()),
  ...contactFields(),
  registration: short(120),
  about_fr: text(),
  about_en: text(),
  charter_fr: text(),
  charter_en: text(),
})
