import { BaseSchema } from '@adonisjs/lucid/schema'

/** People are found by the beginnings of their names, without accents. */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw(`create function person_words(name text, handle text) returns tsvector
      language sql immutable strict parallel safe as $$
        select to_tsvector('pg_catalog.simple'::regconfig, public.folded_words(name) || handle)
      $$`)
    this.schema.raw('create index people_words on people using gin (person_words(name, handle))')
  }

  override async down() {
    this.schema.raw('drop index people_words')
    this.schema.raw('drop function person_words(text, text)')
  }
}
