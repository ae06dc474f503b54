import { BaseSchema } from '@adonisjs/lucid/schema'
import { allow, history, ordinary } from '#database/grants'

/** The network's own facts (one row) and the rule book's values (superseded, never updated). */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw(`create table organisation (
      id integer constraint organisation_pkey primary key default 1 constraint organisation_single check (id = 1),
      name text not null constraint organisation_name_length check (char_length(name) between 1 and 80),
      place text not null,
      tagline_fr text not null default '',
      tagline_en text not null default '',
      accent text not null default 'chamois',
      legal_form text not null default 'collective' constraint organisation_legal_form
        check (legal_form in ('collective', 'association', 'cooperative', 'sole_trader')),
      contact_email text not null default '',
      charter_adopted_at timestamptz,
      founded_at timestamptz not null
    )`)
    this.schema.raw(`create table rule_values (
      id bigint generated always as identity constraint rule_values_pkey primary key,
      rule_key text not null,
      value jsonb not null,
      effective_from timestamptz not null,
      adopted_by_proposal_id bigint,
      superseded_at timestamptz,
      recorded_by_person_id bigint constraint rule_values_person_fkey references people,
      recorded_at timestamptz not null,
      constraint rule_values_supersession check (superseded_at is null or superseded_at >= effective_from)
    )`)
    this.schema.raw(
      `create unique index rule_values_one_in_force on rule_values (rule_key) where superseded_at is null`
    )
    this.schema
      .raw(`create function rule_values_only_supersede() returns trigger language plpgsql as $$
      begin
        if tg_op <> 'UPDATE' or old.superseded_at is not null or new.superseded_at is null
           or (to_jsonb(new) - 'superseded_at') is distinct from (to_jsonb(old) - 'superseded_at') then
          raise exception 'rule_values_only_supersede: a value of % can only be superseded, once', old.rule_key
            using errcode = 'integrity_constraint_violation';
        end if;
        return new;
      end $$`)
    this.schema
      .raw(`create trigger rule_values_only_supersede before update or delete on rule_values
      for each row execute function rule_values_only_supersede()`)
    this.schema.raw(`create trigger rule_values_stand before truncate on rule_values
      for each statement execute function refuse_change()`)
    ordinary(this, 'organisation')
    history(this, 'rule_values')
    allow(this, 'update (superseded_at)', 'rule_values')
  }

  override async down() {
    this.schema.raw('drop table rule_values')
    this.schema.raw('drop function rule_values_only_supersede()')
    this.schema.raw('drop table organisation')
  }
}
