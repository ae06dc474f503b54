import { BaseSchema } from '@adonisjs/lucid/schema'
import { history } from '#database/grants'

/** What a restricted account may not add, with the column that says when it was written. */
const WRITTEN = [
  ['posts', 'author_id', 'created_at'],
  ['comments', 'author_id', 'created_at'],
  ['thanks', 'person_id', 'thanked_at'],
  ['invitations', 'sponsor_id', 'created_at'],
  ['proposal_remarks', 'author_id', 'said_at'],
  ['proposal_seconds', 'person_id', 'seconded_at'],
  ['proposal_candidacies', 'person_id', 'declared_at'],
  ['mandates', 'person_id', 'recorded_at'],
] as const

/**
 * What the network took from an account, and by which decision: excluded for good by a vote. Nothing
 * is written under a restricted account from that instant on, by whatever road.
 */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw(`create table restrictions (
      id bigint generated always as identity constraint restrictions_pkey primary key,
      person_id bigint not null constraint restrictions_person_fkey references people,
      kind text not null constraint restrictions_kind check (kind in ('excluded')),
      starts_at timestamptz not null,
      ends_at timestamptz,
      decided_by_proposal_id bigint constraint restrictions_proposal_fkey references proposals,
      recorded_at timestamptz not null,
      constraint restrictions_in_order check (ends_at is null or ends_at > starts_at),
      constraint restrictions_excluded_by_vote check
        (kind <> 'excluded' or (ends_at is null and decided_by_proposal_id is not null))
    )`)
    this.schema.raw('create index restrictions_person on restrictions (person_id, starts_at)')
    this.schema
      .raw(`create trigger restrictions_stand before update or delete or truncate on restrictions
      for each statement execute function refuse_change()`)
    this.schema
      .raw(`create function the_restricted_write_nothing() returns trigger language plpgsql as $$
      declare
        person bigint := (to_jsonb(new) ->> tg_argv[0])::bigint;
        at timestamptz := (to_jsonb(new) ->> tg_argv[1])::timestamptz;
      begin
        if exists (select from restrictions r where r.person_id = person and r.starts_at <= at
             and (r.ends_at is null or r.ends_at > at)) then
          raise exception 'the_restricted_write_nothing: person % writes nothing in %', person, tg_table_name
            using errcode = 'integrity_constraint_violation', constraint = 'the_restricted_write_nothing';
        end if;
        return new;
      end $$`)
    for (const [table, person, at] of WRITTEN) {
      this.schema.raw(`create trigger ${table}_of_the_restricted before insert on ${table}
        for each row execute function the_restricted_write_nothing('${person}', '${at}')`)
    }
    history(this, 'restrictions')
  }

  override async down() {
    for (const [table] of WRITTEN) {
      this.schema.raw(`drop trigger ${table}_of_the_restricted on ${table}`)
    }
    this.schema.raw('drop table restrictions')
    this.schema.raw('drop function the_restricted_write_nothing()')
  }
}
