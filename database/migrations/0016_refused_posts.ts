import { BaseSchema } from '@adonisjs/lucid/schema'

/** A newcomer's post that was not let through is a draft again: why, and who read it. */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw(`alter table drafts
      add column held_back_because text constraint drafts_held_back_because_length
        check (char_length(held_back_because) between 1 and 1000),
      add column held_back_by_id bigint constraint drafts_held_back_by_fkey
        references people on delete set null,
      add constraint drafts_held_back_whole
        check (held_back_by_id is null or held_back_because is not null)`)
    this.schema.raw(
      'create index drafts_held_back_by on drafts (held_back_by_id) where held_back_by_id is not null'
    )
  }

  override async down() {
    this.schema.raw(`alter table drafts drop column held_back_by_id, drop column held_back_because`)
  }
}
