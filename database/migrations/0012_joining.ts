import { BaseSchema } from '@adonisjs/lucid/schema'
import { ordinary } from '#database/grants'

/**
 * What joining stands on: challenges that have served, first posts that others let through, who
 * invited whom in order; who added a quarter; and the ways back from a block or a mute.
 */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw(`create table spent_challenges (
      challenge_hash bytea constraint spent_challenges_pkey primary key,
      expires_at timestamptz not null
    )`)
    this.schema.raw(`alter table people add column held_posts_left smallint not null default 0
      constraint people_held_posts_left check (held_posts_left between 0 and 20)`)
    this.schema.raw(`create table post_approvals (
      post_id bigint not null constraint post_approvals_post_fkey references posts on delete cascade,
      approver_id bigint not null constraint post_approvals_approver_fkey references people on delete cascade,
      approved_at timestamptz not null,
      constraint post_approvals_pkey primary key (post_id, approver_id)
    )`)
    this.schema.raw('create index post_approvals_approver on post_approvals (approver_id)')
    this.schema.raw('create index people_invited on people (sponsor_id, id desc)')
    this.schema.raw('drop index people_sponsor')
    this.schema.raw(`alter table places add column added_by_id bigint
      constraint places_added_by_fkey references people on delete set null`)
    this.schema.raw('create index places_parent on places (parent_id) where parent_id is not null')
    this.schema.raw('create index blocks_blocked on blocks (blocked_id)')
    this.schema.raw('create index mutes_muted on mutes (muted_id)')
    ordinary(this, 'spent_challenges', 'post_approvals')
  }

  override async down() {
    this.schema.raw('drop index mutes_muted')
    this.schema.raw('drop index blocks_blocked')
    this.schema.raw('drop index places_parent')
    this.schema.raw('alter table places drop column added_by_id')
    this.schema.raw('create index people_sponsor on people (sponsor_id)')
    this.schema.raw('drop index people_invited')
    this.schema.raw('drop table post_approvals')
    this.schema.raw('alter table people drop column held_posts_left')
    this.schema.raw('drop table spent_challenges')
  }
}
