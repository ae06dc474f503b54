import vine from '@vinejs/vine'
import type { Infer, SchemaTypes } from '@vinejs/vine/types'

/** The chapters of the rule book, in the order in which it is read. */
export const CHAPTERS = [
  'join',
  'feed',
  'dues',
  'campaigns',
  'votes',
  'mandates',
  'moderation',
  'rota',
  'treasury',
  'privacy',
  'emergency',
] as const

export type Chapter = (typeof CHAPTERS)[number]

/** What a value counts; `choice` is one word of a list, `switch` yes or no, `sentence` a structure. */
export type Unit =
  | 'characters'
  | 'photos'
  | 'posts'
  | 'invitations'
  | 'proxies'
  | 'people'
  | 'minutes'
  | 'hours'
  | 'days'
  | 'months'
  | 'years'
  | 'cents'
  | 'choice'
  | 'switch'
  | 'sentence'

/** The majority that a change of the rule needs. */
export type Majority = 'ordinary' | 'extraordinary'

/** A rule as the software declares it, once: what values it may take and who may change it. */
export interface Rule<Key extends string = string, Value = unknown> {
  key: Key
  chapter: Chapter
  /** Type and bounds of the value. */
  schema: SchemaTypes
  unit: Unit
  /** The value that a network starts with. */
  founding: Value
  majority: Majority
  /** What bounds cannot say: the name of a contradiction inside the value, or null. */
  contradiction(value: Value): string | null
}

interface Terms<Schema extends SchemaTypes> {
  schema: Schema
  unit: Unit
  founding: Infer<Schema>
  majority: Majority
  contradiction?(value: Infer<Schema>): string | null
}

/** Declares a rule; its chapter is the first word of its key. */
export function declare<Name extends Chapter, Word extends string, Schema extends SchemaTypes>(
  key: `${Name}.${Word}`,
  terms: Terms<Schema>
): Rule<`${Name}.${Word}`, Infer<Schema>> {
  const chapter = CHAPTERS.find((name) => key.startsWith(`${name}.`))
  if (!chapter) throw new Error(`Rule ${key} belongs to no chapter`)
  return { contradiction: () => null, ...terms, key, chapter }
}

/** A whole number between two bounds, both allowed; text is never read as a number. */
export const whole = (least: number, most: number) =>
  vine.number({ strict: true }).withoutDecimals().range([least, most])

/** A share of people in percent; whatever it gives is rounded up to whole people. */
export const percent = () => whole(0, 100)

/** Yes or no, never a text that looks like it. */
export const yesOrNo = () => vine.boolean({ strict: true })

/** Translation keys of a rule's title and of its one-line description. */
export const titleKey = (key: string) => `rulebook.rules.${key}.title`
export const descriptionKey = (key: string) => `rulebook.rules.${key}.description`
