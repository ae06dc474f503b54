import { BaseSchema } from '@adonisjs/lucid/schema'
import { history } from '#database/grants'

const STANDING = ['legal_form_registrations', 'exclusion_answers']

/** Days that the person whom an exclusion concerns has to answer before the vote is called. */
const TO_ANSWER = 15

/**
 * A legal form that members decided counts from its registration on, which is written down once.
 * Nobody is excluded unheard: their answer, or the days they had to give one, come before the call.
 */
export default class extends BaseSchema {
  override async up() {
    this.forms()
    this.exclusions()
    for (const table of STANDING) {
      this.schema.raw(`create trigger ${table}_stand before update or delete or truncate on ${table}
        for each statement execute function refuse_change()`)
    }
    history(this, ...STANDING)
  }

  private forms() {
    this.schema.raw(`create table legal_form_registrations (
      proposal_id bigint constraint legal_form_registrations_pkey primary key
        constraint legal_form_registrations_enactment_fkey references enactments,
      form text not null,
      number text not null constraint legal_form_registrations_number check (char_length(number) between 3 and 120),
      registered_on date not null,
      recorded_at timestamptz not null
    )`)
    this.schema
      .raw(`create function legal_form_registrations_of_a_vote() returns trigger language plpgsql as $$
      begin
        if not exists (select from enactments e where e.proposal_id = new.proposal_id
             and e.done ->> 'kind' = 'legal_form' and e.done -> 'payload' ->> 'form' = new.form) then
          raise exception 'legal_form_registrations_of_a_vote: proposal % did not decide the form %', new.proposal_id, new.form
            using errcode = 'integrity_constraint_violation', constraint = 'legal_form_registrations_of_a_vote';
        end if;
        return new;
      end $$`)
    this.schema
      .raw(`create trigger legal_form_registrations_of_a_vote before insert on legal_form_registrations
      for each row execute function legal_form_registrations_of_a_vote()`)
    this.schema
      .raw(`create function organisation_form_is_registered() returns trigger language plpgsql as $$
      begin
        if old.charter_adopted_at is not null and new.legal_form <> old.legal_form
           and not exists (select from legal_form_registrations
             where proposal_id = new.adopted_by_proposal_id and form = new.legal_form) then
          raise exception 'organisation_form_is_registered: no registration makes this network a %', new.legal_form
            using errcode = 'integrity_constraint_violation', constraint = 'organisation_form_is_registered';
        end if;
        return new;
      end $$`)
    this.schema.raw(`create trigger organisation_form_is_registered before update on organisation
      for each row execute function organisation_form_is_registered()`)
  }

  private exclusions() {
    this.schema.raw(`create table exclusion_answers (
      proposal_id bigint constraint exclusion_answers_pkey primary key
        constraint exclusion_answers_proposal_fkey references proposals,
      person_id bigint not null constraint exclusion_answers_person_fkey references people,
      body text not null constraint exclusion_answers_body check (char_length(body) between 1 and 10000),
      answered_at timestamptz not null
    )`)
    this.schema
      .raw(`create function exclusion_answers_of_the_person() returns trigger language plpgsql as $$
      begin
        if not exists (select from proposals p join lateral (select payload from proposal_versions
               where proposal_id = p.id order by version desc limit 1) v on true
             where p.id = new.proposal_id and p.kind = 'exclusion'
               and v.payload ->> 'personId' = new.person_id::text) then
          raise exception 'exclusion_answers_of_the_person: proposal % does not concern %', new.proposal_id, new.person_id
            using errcode = 'integrity_constraint_violation', constraint = 'exclusion_answers_of_the_person';
        end if;
        return new;
      end $$`)
    this.schema
      .raw(`create trigger exclusion_answers_of_the_person before insert on exclusion_answers
      for each row execute function exclusion_answers_of_the_person()`)
    this.schema
      .raw(`create trigger exclusion_answers_before_the_call before insert on exclusion_answers
      for each row execute function proposals_freeze_at_the_call()`)
    this.schema.raw(`create function exclusions_hear_first() returns trigger language plpgsql as $$
      begin
        if (select kind from proposals where id = new.proposal_id) = 'exclusion'
           and not exists (select from exclusion_answers where proposal_id = new.proposal_id)
           and new.called_at < (select opened_at + interval '${TO_ANSWER} days' from proposal_discussions
             where proposal_id = new.proposal_id) then
          raise exception 'exclusions_hear_first: whom proposal % concerns was not heard', new.proposal_id
            using errcode = 'integrity_constraint_violation', constraint = 'exclusions_hear_first';
        end if;
        return new;
      end $$`)
    this.schema.raw(`create trigger exclusions_hear_first before insert on proposal_calls
      for each row execute function exclusions_hear_first()`)
    this.schema.raw(`alter table standing_overrides add column decided_by_proposal_id bigint,
      add constraint standing_overrides_vote_excludes check
        (decided_by_proposal_id is null or kind = 'excluded')`)
    this.schema
      .raw(`create constraint trigger standing_overrides_decided after insert or update on standing_overrides
      deferrable initially deferred for each row execute function decided_by_a_vote('decided_by_proposal_id')`)
    this.schema
      .raw(`alter table mandate_endings add constraint mandate_endings_excluded_by_vote check
      (cause <> 'excluded' or ended_by_proposal_id is not null) not valid`)
  }

  override async down() {
    this.schema.raw('alter table mandate_endings drop constraint mandate_endings_excluded_by_vote')
    this.schema.raw('drop trigger standing_overrides_decided on standing_overrides')
    this.schema
      .raw(`alter table standing_overrides drop constraint standing_overrides_vote_excludes,
      drop column decided_by_proposal_id`)
    this.schema.raw('drop trigger exclusions_hear_first on proposal_calls')
    this.schema.raw('drop trigger organisation_form_is_registered on organisation')
    for (const table of STANDING) this.schema.raw(`drop table ${table} cascade`)
    for (const name of [
      'exclusions_hear_first',
      'exclusion_answers_of_the_person',
      'organisation_form_is_registered',
      'legal_form_registrations_of_a_vote',
    ]) {
      this.schema.raw(`drop function ${name}()`)
    }
  }
}
