import { BaseSchema } from '@adonisjs/lucid/schema'

const TABLES = ['rule_values', 'organisation']

/** What every process keeps in memory tells all of them when it changes, by its table's name. */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw(`create function tell_change() returns trigger language plpgsql as $$
      begin
        perform pg_notify('changed', tg_table_name);
        return null;
      end $$`)
    for (const table of TABLES) {
      this.schema.raw(`create trigger ${table}_tell after insert or update on ${table}
        for each statement execute function tell_change()`)
    }
  }

  override async down() {
    for (const table of TABLES) this.schema.raw(`drop trigger ${table}_tell on ${table}`)
    this.schema.raw('drop function tell_change()')
  }
}
