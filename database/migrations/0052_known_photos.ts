import { BaseSchema } from '@adonisjs/lucid/schema'
import { ordinary } from '#database/grants'

/**
 * What pictures looked like that a decision removed for good: 64 bits each, no picture and nobody. A post
 * that shows one again is held before anyone reads it.
 */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw(`create table known_photos (
      id bigint generated always as identity constraint known_photos_pkey primary key,
      hash bytea not null constraint known_photos_hash check (octet_length(hash) = 8),
      breach text not null constraint known_photos_breach check (breach in ('intimate', 'illegal')),
      case_id bigint not null,
      recorded_at timestamptz not null,
      constraint known_photos_once unique (case_id, hash)
    )`)
    this.schema.raw('create index known_photos_recorded on known_photos (recorded_at)')
    this.schema.raw(`alter table posts add column held_for text constraint posts_held_for
      check (held_for = 'known_photo')`)
    ordinary(this, 'known_photos')
  }

  override async down() {
    this.schema.raw('alter table posts drop column held_for')
    this.schema.raw('drop table known_photos')
  }
}
