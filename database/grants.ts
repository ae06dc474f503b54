import type { BaseSchema } from '@adonisjs/lucid/schema'
import env from '#start/env'

/** The role that serves, when it is not the one that migrates; null with a single role. */
export function applicationRole(): string | null {
  const named = env.get('DATABASE_APP_ROLE')
  const owner = env.get('DATABASE_OWNER_URL')
  const application = new URL(env.get('DATABASE_URL')).username
  if (named) return named
  return owner && new URL(owner).username !== application ? application : null
}

/** Lets the application's role do `rights` on `object`; does nothing while that role is absent. */
function grant(schema: BaseSchema, rights: string, object: string) {
  const role = applicationRole()
  if (!role) return
  schema.schema.raw(`do $grant$ begin
    if exists (select from pg_roles where rolname = '${role}') then
      execute format('grant ${rights} on ${object} to %I', '${role}');
    end if;
  end $grant$`)
}

/** A table that the application reads and writes. */
export function ordinary(schema: BaseSchema, ...tables: string[]) {
  for (const table of tables) grant(schema, 'select, insert, update, delete', table)
}

/** A table of history: the application adds to it and reads it, and can do nothing else. */
export function history(schema: BaseSchema, ...tables: string[]) {
  for (const table of tables) grant(schema, 'select, insert', table)
}

/** Any other right, named. */
export function allow(schema: BaseSchema, rights: string, object: string) {
  grant(schema, rights, object)
}
