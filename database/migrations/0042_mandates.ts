import { BaseSchema } from '@adonisjs/lucid/schema'
import { history } from '#database/grants'

/** What holders of a mandate hand over to those after them, and the warnings that a term ends. */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw(`create table mandate_notes (
      id bigint generated always as identity constraint mandate_notes_pkey primary key,
      mandate_id bigint not null constraint mandate_notes_mandate_fkey references mandates,
      body text not null constraint mandate_notes_length check (char_length(body) <= 5000),
      written_at timestamptz not null
    )`)
    this.schema.raw('create index mandate_notes_mandate on mandate_notes (mandate_id, id)')
    this.schema.raw(`create table mandate_warnings (
      mandate_id bigint constraint mandate_warnings_mandate_fkey references mandates,
      days smallint not null constraint mandate_warnings_days check (days > 0),
      warned_at timestamptz not null,
      constraint mandate_warnings_pkey primary key (mandate_id, days)
    )`)
    for (const table of ['mandate_notes', 'mandate_warnings']) {
      this.schema.raw(`create trigger ${table}_stand before update or delete or truncate on ${table}
        for each statement execute function refuse_change()`)
    }
    history(this, 'mandate_notes', 'mandate_warnings')
  }

  override async down() {
    this.schema.raw('drop table mandate_warnings')
    this.schema.raw('drop table mandate_notes')
  }
}
