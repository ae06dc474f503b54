import { BaseSchema } from '@adonisjs/lucid/schema'
import { history } from '#database/grants'
import { standing } from '#database/guard'

/** What a paused account may not add; a mandate is lent by a vote, and stays open to it. */
const FUNCTION = (
  mandates: string,
  lifted: string
) => `create or replace function the_restricted_write_nothing()
      returns trigger language plpgsql as $$
      declare
        person bigint := (to_jsonb(new) ->> tg_argv[0])::bigint;
        at timestamptz := (to_jsonb(new) ->> tg_argv[1])::timestamptz;
      begin
        if exists (select from restrictions r where r.person_id = person and r.starts_at <= at
             and (r.ends_at is null or r.ends_at > at)${mandates}${lifted}) then
          raise exception 'the_restricted_write_nothing: person % writes nothing in %', person, tg_table_name
            using errcode = 'integrity_constraint_violation', constraint = 'the_restricted_write_nothing';
        end if;
        return new;
      end $$`

/**
 * A pause: an account reads, pays and appeals as before, and writes nothing until an instant written
 * down, by a decision of moderation. A pause that is lifted is a row of its own.
 */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw('alter table restrictions add column decision_id bigint')
    this.schema.raw('alter table restrictions drop constraint restrictions_kind')
    this.schema.raw('alter table restrictions drop constraint restrictions_excluded_by_vote')
    this.schema.raw(`alter table restrictions
      add constraint restrictions_kind check (kind in ('excluded', 'paused')),
      add constraint restrictions_decided check (case kind
        when 'excluded' then ends_at is null and decided_by_proposal_id is not null and decision_id is null
        else ends_at is not null and decided_by_proposal_id is null and decision_id is not null end),
      add constraint restrictions_pause_length check (ends_at <= starts_at + interval '366 days'),
      add constraint restrictions_one_per_decision unique (decision_id)`)
    this.schema.raw(`create table restriction_liftings (
      restriction_id bigint constraint restriction_liftings_pkey primary key
        constraint restriction_liftings_restriction_fkey references restrictions,
      lifted_at timestamptz not null
    )`)
    this.schema.raw(
      FUNCTION(
        ` and (r.kind = 'excluded' or tg_table_name <> 'mandates')`,
        ` and not exists (select from restriction_liftings l where l.restriction_id = r.id and l.lifted_at <= at)`
      )
    )
    standing(this, 'restriction_liftings')
    history(this, 'restriction_liftings')
  }

  override async down() {
    this.schema.raw(FUNCTION('', ''))
    this.schema.raw('drop table restriction_liftings')
    this.schema.raw(`alter table restrictions drop constraint restrictions_one_per_decision,
      drop constraint restrictions_pause_length, drop constraint restrictions_decided, drop constraint restrictions_kind`)
    this.schema.raw(`alter table restrictions drop column decision_id,
      add constraint restrictions_kind check (kind in ('excluded')),
      add constraint restrictions_excluded_by_vote check
        (kind <> 'excluded' or (ends_at is null and decided_by_proposal_id is not null))`)
  }
}
