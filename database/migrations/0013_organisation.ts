import { BaseSchema } from '@adonisjs/lucid/schema'
import { allow } from '#database/grants'

/**
 * The network's own facts, their versions, and the end of the founding phase: once the charter is
 * adopted, only a vote (or an emergency measure) changes a rule or what the network is.
 */
export default class extends BaseSchema {
  override async up() {
    this.facts()
    this.versions()
    this.lastingFacts()
    this.lastingRules()
  }

  private facts() {
    this.schema.raw(`alter table organisation
      add column founder_id bigint constraint organisation_founder_fkey references people,
      add column languages text[] not null default '{fr,en}' constraint organisation_languages
        check (cardinality(languages) > 0 and languages <@ array['fr', 'en']),
      add column about_fr text not null default '',
      add column about_en text not null default '',
      add column charter_fr text not null default '',
      add column charter_en text not null default '',
      add column address text not null default '',
      add column telephone text not null default '',
      add column registration text not null default '',
      add column publication_director text not null default '',
      add column host text not null default '',
      add column adopted_by_proposal_id bigint,
      add column revised_by_id bigint constraint organisation_reviser_fkey references people,
      add column revised_at timestamptz,
      add constraint organisation_accent check
        (accent in ('chamois', 'sevre', 'angelica', 'ink', 'brick', 'plum')),
      add constraint organisation_texts_length check (greatest(char_length(about_fr), char_length(about_en),
        char_length(charter_fr), char_length(charter_en)) <= 20000)`)
    this.schema.raw(
      `alter table rule_values add column emergency_measure_id bigint,
        add constraint rule_values_one_source check
          (adopted_by_proposal_id is null or emergency_measure_id is null)`
    )
  }

  /** Written by the database itself, so that no change is ever without its version. */
  private versions() {
    this.schema.raw(`create table organisation_versions (
      version integer constraint organisation_versions_pkey primary key,
      facts jsonb not null,
      changed_by_id bigint constraint organisation_versions_person_fkey references people,
      changed_at timestamptz not null
    )`)
    this.schema
      .raw(`create function organisation_is_remembered() returns trigger language plpgsql security definer
      set search_path = public as $$
      declare of_before jsonb := '{}';
      begin
        if tg_op = 'UPDATE' then
          of_before := to_jsonb(old) - array['id', 'revised_by_id', 'revised_at'];
        end if;
        if of_before is distinct from to_jsonb(new) - array['id', 'revised_by_id', 'revised_at'] then
          insert into organisation_versions (version, facts, changed_by_id, changed_at)
          select 1 + coalesce(max(version), 0), to_jsonb(new) - array['id', 'revised_by_id', 'revised_at'],
                 coalesce(new.revised_by_id, new.founder_id), coalesce(new.revised_at, new.founded_at)
            from organisation_versions;
        end if;
        return null;
      end $$`)
    this.schema
      .raw(`create trigger organisation_is_remembered after insert or update on organisation
      for each row execute function organisation_is_remembered()`)
    this.schema.raw(`create trigger organisation_versions_stand
      before update or delete or truncate on organisation_versions
      for each statement execute function refuse_change()`)
    allow(this, 'select', 'organisation_versions')
  }

  private lastingFacts() {
    this.schema
      .raw(`create function organisation_changes_by_vote() returns trigger language plpgsql as $$
      begin
        if tg_op <> 'UPDATE' then
          raise exception 'organisation_changes_by_vote: a network is not unmade'
            using errcode = 'integrity_constraint_violation';
        end if;
        if new.founded_at <> old.founded_at or new.founder_id is distinct from old.founder_id
           or (old.charter_adopted_at is not null and new.charter_adopted_at is distinct from old.charter_adopted_at) then
          raise exception 'organisation_changes_by_vote: who founded the network, when, and the end of that phase stand'
            using errcode = 'integrity_constraint_violation';
        end if;
        if old.charter_adopted_at is not null
           and (new.adopted_by_proposal_id is null or new.adopted_by_proposal_id is not distinct from old.adopted_by_proposal_id)
           and (new.name, new.place, new.legal_form, new.charter_fr, new.charter_en)
               is distinct from (old.name, old.place, old.legal_form, old.charter_fr, old.charter_en) then
          raise exception 'organisation_changes_by_vote: the charter is adopted, only a vote changes what the network is'
            using errcode = 'integrity_constraint_violation';
        end if;
        return new;
      end $$`)
    this.schema
      .raw(`create trigger organisation_changes_by_vote before update or delete on organisation
      for each row execute function organisation_changes_by_vote()`)
  }

  private lastingRules() {
    this.schema
      .raw(`create function rule_values_change_by_vote() returns trigger language plpgsql as $$
      begin
        if new.adopted_by_proposal_id is null and new.emergency_measure_id is null
           and exists (select from organisation where charter_adopted_at is not null) then
          raise exception 'rule_values_change_by_vote: the charter is adopted, only a vote or an emergency measure changes %', new.rule_key
            using errcode = 'integrity_constraint_violation';
        end if;
        return new;
      end $$`)
    this.schema.raw(`create trigger rule_values_change_by_vote before insert on rule_values
      for each row execute function rule_values_change_by_vote()`)
    // To end a value without another one would give the rule back its default, in silence.
    this.schema
      .raw(`create function rule_values_leave_no_gap() returns trigger language plpgsql as $$
      begin
        if new.emergency_measure_id is null
           and exists (select from organisation where charter_adopted_at is not null)
           and not exists (select from rule_values where rule_key = new.rule_key and superseded_at is null) then
          raise exception 'rule_values_leave_no_gap: % is left without a value', new.rule_key
            using errcode = 'integrity_constraint_violation';
        end if;
        return null;
      end $$`)
    this.schema.raw(`create constraint trigger rule_values_leave_no_gap after update on rule_values
      deferrable initially deferred for each row execute function rule_values_leave_no_gap()`)
  }

  override async down() {
    this.schema.raw('drop trigger rule_values_leave_no_gap on rule_values')
    this.schema.raw('drop function rule_values_leave_no_gap()')
    this.schema.raw('drop trigger rule_values_change_by_vote on rule_values')
    this.schema.raw('drop function rule_values_change_by_vote()')
    this.schema.raw('drop trigger organisation_changes_by_vote on organisation')
    this.schema.raw('drop function organisation_changes_by_vote()')
    this.schema.raw('drop trigger organisation_is_remembered on organisation')
    this.schema.raw('drop function organisation_is_remembered()')
    this.schema.raw('drop table organisation_versions')
    this.schema.raw('alter table rule_values drop column emergency_measure_id')
    this.schema.raw(`alter table organisation drop constraint organisation_accent,
      drop constraint organisation_texts_length,
      drop column founder_id, drop column languages, drop column about_fr, drop column about_en,
      drop column charter_fr, drop column charter_en, drop column address, drop column telephone,
      drop column registration, drop column publication_director, drop column host,
      drop column adopted_by_proposal_id, drop column revised_by_id, drop column revised_at`)
  }
}
