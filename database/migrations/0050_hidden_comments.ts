import { BaseSchema } from '@adonisjs/lucid/schema'
import { ordinary } from '#database/grants'

/** A comment hidden by a decision: a marker with its reason takes its place, as it does for a post. */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw(
      'alter table comments add column hidden_at timestamptz, add column hidden_clause text'
    )
    this.schema.raw(`alter table comments add constraint comments_hidden_whole
      check ((hidden_at is null) = (hidden_clause is null))`)
    this.schema.raw(`create table comment_hidings (
      id bigint generated always as identity constraint comment_hidings_pkey primary key,
      comment_id bigint not null constraint comment_hidings_comment_fkey references comments on delete cascade,
      clause text not null,
      hidden_at timestamptz not null,
      lifted_at timestamptz,
      constraint comment_hidings_end_after_start check (lifted_at >= hidden_at)
    )`)
    this.schema
      .raw(`create unique index comment_hidings_one_in_force on comment_hidings (comment_id)
      where lifted_at is null`)
    ordinary(this, 'comment_hidings')
  }

  override async down() {
    this.schema.raw('drop table comment_hidings')
    this.schema.raw('alter table comments drop column hidden_at, drop column hidden_clause')
  }
}
