import { BaseSchema } from '@adonisjs/lucid/schema'
import { ordinary } from '#database/grants'

/**
 * What a photo that a decision removed looked like, so that it does not come back: no picture, no
 * person. A post with such a photo is held until someone on duty has looked at it.
 */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw(`create table known_photos (
      id bigint generated always as identity constraint known_photos_pkey primary key,
      hash bytea not null constraint known_photos_hash check (octet_length(hash) = 8),
      breach text not null constraint known_photos_breach check (breach in ('intimate', 'illegal')),
      case_id bigint,
      recorded_at timestamptz not null,
      constraint known_photos_once unique nulls not distinct (hash, breach, case_id)
    )`)
    this.schema.raw('create index known_photos_recorded on known_photos (recorded_at)')
    ordinary(this, 'known_photos')
    this.schema.raw(`alter table posts
      add column held_for text constraint posts_held_for check (held_for in ('known_photo')),
      add constraint posts_held_for_while_held check (held_for is null or held_at is not null)`)
    // What was looked at once and let through is not held a second time.
    this.schema.raw('alter table photos add column let_through_at timestamptz')
  }

  override async down() {
    this.schema.raw('alter table photos drop column let_through_at')
    this.schema.raw('alter table posts drop column held_for')
    this.schema.raw('drop table known_photos')
  }
}
