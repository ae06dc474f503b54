import type { BaseSchema } from '@adonisjs/lucid/schema'

/** A rule kept by the database: a function of its own and the trigger that calls it, of one name. */
export interface Guard {
  name: string
  /** `before insert on cases`, or for a deferred one `after insert on … deferrable initially deferred`. */
  when: string
  /** PL/pgSQL; `@name` stands for the guard’s own name. */
  body: string
  declare?: string
  /** Checked when the transaction ends. */
  deferred?: boolean
}

/** Puts a guard in place; whoever writes, and whatever they write, it is asked. */
export function guard(schema: BaseSchema, { name, when, body, declare = '', deferred }: Guard) {
  schema.schema.raw(`create function ${name}() returns trigger language plpgsql as $$
      ${declare}
      begin
        ${body.replaceAll('@name', name)}
      end $$`)
  const trigger = deferred ? 'constraint trigger' : 'trigger'
  schema.schema.raw(`create ${trigger} ${name} ${when} for each row execute function ${name}()`)
}

/** Refuses with a sentence; each `%` of it is filled by `words`, in order. */
export const refuse = (sentence: string, words = '') =>
  `raise exception '@name: ${sentence}'${words && `, ${words}`}
            using errcode = 'integrity_constraint_violation', constraint = '@name';`

/** What is written in these tables stands: no row of them changes or goes. */
export function standing(schema: BaseSchema, ...tables: string[]) {
  for (const table of tables) {
    schema.schema.raw(`create trigger ${table}_stand before update or delete or truncate on ${table}
        for each statement execute function refuse_change()`)
  }
}
