import { BaseSchema } from '@adonisjs/lucid/schema'
import { guard, refuse, standing } from '#database/guard'
import { allow, history } from '#database/grants'

const STANDING = [
  'decisions',
  'decision_signatures',
  'decision_refusals',
  'decision_issues',
  'decision_annulments',
  'decision_exclusions',
  'case_purges',
]

const GUARDS = [
  'decisions_by_who_holds_the_case',
  'decision_signatures_of_another',
  'decision_refusals_before_the_end',
  'decision_issues_are_borne',
  'decision_issues_take_effect',
  'statements_follow_decisions',
  'case_purges_after_the_window',
]

/** What a pending decision is not: issued, or refused by who should have signed it. */
const SETTLED = (id: string) => `exists (select from decision_issues i where i.decision_id = ${id})
         or exists (select from decision_refusals r where r.decision_id = ${id})`

/**
 * Decisions: drafted by who holds the case, signed by as many as the measure takes, issued with their one
 * statement of reasons, the restriction and the line of the public log that go with it, or not at all.
 */
export default class extends BaseSchema {
  override async up() {
    this.decisions()
    this.issues()
    this.statements()
    this.purges()
    standing(this, ...STANDING)
    history(this, ...STANDING, 'statements_of_reasons')
    allow(this, 'execute', 'function forget_statements(timestamptz, timestamptz)')
  }

  private decisions() {
    this.schema.raw(`create table decisions (
      id bigint generated always as identity constraint decisions_pkey primary key,
      case_id bigint not null constraint decisions_case_fkey references cases,
      number text not null constraint decisions_number_unique unique
        constraint decisions_number_form check (number ~ '^[0-9]{4}-[0-9]{4,}-[0-9]+$'),
      decided_by_id bigint constraint decisions_decider_fkey references people,
      mandate_id bigint constraint decisions_mandate_fkey references mandates,
      appeal_id bigint,
      act text not null constraint decisions_act check (act in
        ('dismiss', 'note', 'label', 'hide', 'remove', 'pause', 'propose_exclusion')),
      level smallint not null constraint decisions_level check (level between 0 and 11),
      days smallint constraint decisions_days check (days between 1 and 365),
      breach text not null,
      ground text constraint decisions_ground check (ground in ('charter', 'law')),
      clause text constraint decisions_clause check (char_length(clause) between 3 and 500),
      facts text not null constraint decisions_facts check (char_length(facts) between 1 and 5000),
      why text not null constraint decisions_why check (char_length(why) between 1 and 2000),
      signatures_needed smallint not null constraint decisions_signatures check (signatures_needed in (1, 2)),
      decided_at timestamptz not null,
      -- Every restriction has an end, except removal; what is illegal or intimate is removed, never lent back.
      constraint decisions_end check ((days is not null) = (act in ('label', 'hide', 'pause'))),
      constraint decisions_no_return check (act <> 'hide' or breach not in ('illegal', 'intimate', 'child_abuse', 'danger')),
      constraint decisions_grounded check ((ground is not null and clause is not null)
        or (act = 'dismiss' and ground is null and clause is null)),
      constraint decisions_someones check ((decided_by_id is null) <= (appeal_id is not null)),
      constraint decisions_exclusion_by_two check (act <> 'propose_exclusion' or signatures_needed = 2)
    )`)
    this.schema.raw('create index decisions_case on decisions (case_id, id)')
    this.schema.raw(`create table decision_signatures (
      decision_id bigint not null constraint decision_signatures_decision_fkey references decisions,
      signer_id bigint not null constraint decision_signatures_signer_fkey references people,
      mandate_id bigint constraint decision_signatures_mandate_fkey references mandates,
      signed_at timestamptz not null,
      constraint decision_signatures_pkey primary key (decision_id, signer_id)
    )`)
    this.schema.raw(`create table decision_refusals (
      decision_id bigint constraint decision_refusals_pkey primary key
        constraint decision_refusals_decision_fkey references decisions,
      cause text not null constraint decision_refusals_cause check (cause in ('refused', 'withdrawn')),
      person_id bigint not null constraint decision_refusals_person_fkey references people,
      mandate_id bigint constraint decision_refusals_mandate_fkey references mandates,
      reason text not null constraint decision_refusals_reason check (char_length(reason) <= 2000),
      refused_at timestamptz not null
    )`)
    this.schema.raw(`create table decision_issues (
      decision_id bigint constraint decision_issues_pkey primary key
        constraint decision_issues_decision_fkey references decisions,
      issued_at timestamptz not null,
      ends_at timestamptz,
      appeal_until timestamptz not null,
      constraint decision_issues_in_order check (ends_at is null or ends_at > issued_at)
    )`)
    this.schema.raw('create index decision_issues_window on decision_issues (appeal_until)')
    // A decision that an appeal reversed; the case is then open again, or over.
    this.schema.raw(`create table decision_annulments (
      decision_id bigint constraint decision_annulments_pkey primary key
        constraint decision_annulments_decision_fkey references decision_issues,
      appeal_id bigint not null,
      reopens boolean not null,
      annulled_at timestamptz not null
    )`)
    this.schema.raw(`create table decision_exclusions (
      decision_id bigint constraint decision_exclusions_pkey primary key
        constraint decision_exclusions_decision_fkey references decisions,
      proposal_id bigint not null constraint decision_exclusions_proposal_unique unique
        constraint decision_exclusions_proposal_fkey references proposals
    )`)
    this.schema
      .raw(`create or replace function case_is_open(the_case bigint) returns boolean language sql stable as $$
      select not exists (select from decisions d join decision_issues i on i.decision_id = d.id
          left join decision_annulments a on a.decision_id = d.id
         where d.case_id = the_case and (a.decision_id is null or not a.reopens))
    $$`)
    guard(this, {
      name: 'decisions_by_who_holds_the_case',
      when: 'before insert on decisions',
      declare: 'declare two_from integer;',
      body: `if new.appeal_id is not null then return new; end if;
        perform pg_advisory_xact_lock(hashtextextended('moderation_case', new.case_id));
        if not moderates(new.decided_by_id, new.mandate_id, new.decided_at) then
          ${refuse('% holds no mandate for it', 'new.decided_by_id')}
        end if;
        if case_conflict(new.case_id, new.decided_by_id) is not null then
          ${refuse('% has a part in case %', 'new.decided_by_id, new.case_id')}
        end if;
        if not case_is_open(new.case_id) then
          ${refuse('case % is closed', 'new.case_id')}
        end if;
        if not exists (select from case_claims c where c.case_id = new.case_id
             and c.person_id = new.decided_by_id and claim_holds(c.id, new.decided_at)) then
          ${refuse('% does not hold case %', 'new.decided_by_id, new.case_id')}
        end if;
        if exists (select from decisions d where d.case_id = new.case_id and not (${SETTLED('d.id')})) then
          ${refuse('a decision on case % waits for a signature', 'new.case_id')}
        end if;
        if exists (select from decisions d join decision_annulments a on a.decision_id = d.id
             left join decision_signatures s on s.decision_id = d.id
             where d.case_id = new.case_id and new.decided_by_id in (d.decided_by_id, s.signer_id)) then
          ${refuse('% decided case % before', 'new.decided_by_id, new.case_id')}
        end if;
        select coalesce((select (value #>> '{}')::integer from rule_values
            where rule_key = 'moderation.second_pair_of_eyes_from' and effective_from <= new.decided_at
              and (superseded_at is null or superseded_at > new.decided_at)
          order by effective_from desc, id desc limit 1), 7) into two_from;
        if new.signatures_needed < 2 and new.act = 'pause' and new.days > two_from then
          ${refuse('a pause of % days takes two', 'new.days')}
        end if;
        return new;`,
    })
    guard(this, {
      name: 'decision_signatures_of_another',
      when: 'before insert on decision_signatures',
      declare: 'declare decision decisions;',
      body: `select * into strict decision from decisions where id = new.decision_id;
        perform pg_advisory_xact_lock(hashtextextended('moderation_case', decision.case_id));
        if new.signer_id = decision.decided_by_id then
          ${refuse('decision % needs another person', 'new.decision_id')}
        end if;
        if not moderates(new.signer_id, new.mandate_id, new.signed_at) then
          ${refuse('% holds no mandate for it', 'new.signer_id')}
        end if;
        if case_conflict(decision.case_id, new.signer_id) is not null then
          ${refuse('% has a part in case %', 'new.signer_id, decision.case_id')}
        end if;
        if ${SETTLED('decision.id')} then
          ${refuse('decision % no longer waits', 'new.decision_id')}
        end if;
        return new;`,
    })
    guard(this, {
      name: 'decision_refusals_before_the_end',
      when: 'before insert on decision_refusals',
      declare: 'declare decision decisions;',
      body: `select * into strict decision from decisions where id = new.decision_id;
        perform pg_advisory_xact_lock(hashtextextended('moderation_case', decision.case_id));
        if not moderates(new.person_id, new.mandate_id, new.refused_at) then
          ${refuse('% holds no mandate for it', 'new.person_id')}
        end if;
        if (new.cause = 'withdrawn') <> (new.person_id = decision.decided_by_id) then
          ${refuse('a decision is withdrawn by who took it, and refused by another')}
        end if;
        if ${SETTLED('decision.id')} then
          ${refuse('decision % no longer waits', 'new.decision_id')}
        end if;
        return new;`,
    })
  }

  private issues() {
    guard(this, {
      name: 'decision_issues_are_borne',
      when: 'before insert on decision_issues',
      declare: 'declare decision decisions;',
      body: `select * into strict decision from decisions where id = new.decision_id;
        perform pg_advisory_xact_lock(hashtextextended('moderation_case', decision.case_id));
        if exists (select from decision_refusals where decision_id = new.decision_id) then
          ${refuse('decision % was refused', 'new.decision_id')}
        end if;
        if decision.appeal_id is null then
          if not moderates(decision.decided_by_id, decision.mandate_id, new.issued_at)
             or case_conflict(decision.case_id, decision.decided_by_id) is not null then
            ${refuse('decision % lost the mandate that bore it', 'new.decision_id')}
          end if;
          if decision.signatures_needed > 1 + (select count(*) from decision_signatures s
               where s.decision_id = decision.id and moderates(s.signer_id, s.mandate_id, new.issued_at)
                 and case_conflict(decision.case_id, s.signer_id) is null) then
            ${refuse('decision % is not signed by two', 'new.decision_id')}
          end if;
        end if;
        if new.appeal_until < (new.issued_at at time zone 'Europe/Paris' + interval '6 months') at time zone 'Europe/Paris' then
          ${refuse('decision % leaves less than six months', 'new.decision_id')}
        end if;
        if (new.ends_at is null) <> (decision.days is null) or new.ends_at > new.issued_at + make_interval(hours => 24 * decision.days) then
          ${refuse('decision % does not end as it says', 'new.decision_id')}
        end if;
        return new;`,
    })
  }

  private statements() {
    this.schema.raw(`create table statements_of_reasons (
      decision_id bigint constraint statements_of_reasons_pkey primary key
        constraint statements_of_reasons_decision_fkey references decision_issues,
      puid text not null constraint statements_of_reasons_puid unique,
      statement jsonb not null,
      made_at timestamptz not null,
      constraint statements_of_reasons_whole check (statement ->> 'puid' = puid
        and jsonb_exists_all(statement, array['decision_facts', 'decision_ground', 'category', 'content_date', 'application_date'])),
      constraint statements_of_reasons_grounded check (
        (statement ->> 'decision_ground' = 'DECISION_GROUND_ILLEGAL_CONTENT' and statement ->> 'illegal_content_legal_ground' <> '')
        or (statement ->> 'decision_ground' = 'DECISION_GROUND_INCOMPATIBLE_CONTENT'
            and statement ->> 'incompatible_content_ground' <> ''))
    )`)
    this.schema
      .raw(`create trigger statements_of_reasons_stand before update or truncate on statements_of_reasons
        for each statement execute function refuse_change()`)
    this.schema
      .raw(`create function forget_statements(before timestamptz, at timestamptz) returns integer language plpgsql
      security definer set search_path = public as $$
      declare gone integer;
      begin
        delete from statements_of_reasons s using decisions d
         where d.id = s.decision_id and s.made_at < before and not case_may_be_appealed(d.case_id, at);
        get diagnostics gone = row_count;
        return gone;
      end $$`)
    this.schema.raw(
      'revoke all on function forget_statements(timestamptz, timestamptz) from public'
    )
    guard(this, {
      name: 'statements_follow_decisions',
      when: 'before insert on statements_of_reasons',
      body: `if not exists (select from decisions where id = new.decision_id
             and act in ('label', 'hide', 'remove', 'pause')) then
          ${refuse('decision % restricts nothing', 'new.decision_id')}
        end if;
        return new;`,
    })
    guard(this, {
      name: 'decision_issues_take_effect',
      when: 'after insert on decision_issues deferrable initially deferred',
      deferred: true,
      declare: 'declare decision decisions; about cases;',
      body: `select * into strict decision from decisions where id = new.decision_id;
        select * into strict about from cases where id = decision.case_id;
        if decision.act in ('label', 'hide', 'remove', 'pause') and not exists
             (select from statements_of_reasons where decision_id = new.decision_id) then
          ${refuse('decision % restricts without a statement of reasons', 'new.decision_id')}
        end if;
        if decision.act in ('hide', 'remove') and exists (select from posts
             where id = about.post_id and about.subject_kind = 'post' and published_seq is not null and hidden_at is null)
           and not exists (select from decision_annulments where decision_id = new.decision_id) then
          ${refuse('decision % hides nothing', 'new.decision_id')}
        end if;
        if decision.act = 'propose_exclusion' and not exists
             (select from decision_exclusions where decision_id = new.decision_id) then
          ${refuse('decision % puts nothing to the vote', 'new.decision_id')}
        end if;
        return null;`,
    })
  }

  private purges() {
    this.schema.raw(`create table case_purges (
      case_id bigint constraint case_purges_pkey primary key
        constraint case_purges_case_fkey references cases,
      purged_at timestamptz not null
    )`)
    // Replaced once there are appeals.
    this.schema
      .raw(`create function case_may_be_appealed(the_case bigint, at timestamptz) returns boolean language sql stable as $$
      select case_is_open(the_case) or exists (select from decisions d join decision_issues i on i.decision_id = d.id
        where d.case_id = the_case and i.appeal_until > at)
    $$`)
    guard(this, {
      name: 'case_purges_after_the_window',
      when: 'before insert on case_purges',
      body: `if case_may_be_appealed(new.case_id, new.purged_at) then
          ${refuse('case % may still be appealed', 'new.case_id')}
        end if;
        return new;`,
    })
    this.schema
      .raw(`create or replace function purge_case_evidence(the_case bigint, at timestamptz) returns integer
      language plpgsql security definer set search_path = public as $$
      declare gone integer;
      begin
        if case_may_be_appealed(the_case, at) then
          raise exception 'purge_case_evidence: case % may still be appealed', the_case
            using errcode = 'integrity_constraint_violation', constraint = 'purge_case_evidence';
        end if;
        delete from case_evidence where case_id = the_case;
        get diagnostics gone = row_count;
        return gone;
      end $$`)
  }

  override async down() {
    this.schema.raw('drop function forget_statements(timestamptz, timestamptz)')
    this.schema
      .raw(`create or replace function purge_case_evidence(the_case bigint, at timestamptz) returns integer
      language plpgsql security definer set search_path = public as $$ begin return 0; end $$`)
    this.schema
      .raw(`create or replace function case_is_open(the_case bigint) returns boolean language sql stable as $$
      select true
    $$`)
    for (const table of [
      ...['case_purges', 'statements_of_reasons', 'decision_exclusions', 'decision_annulments'],
      ...['decision_issues', 'decision_refusals', 'decision_signatures'],
    ]) {
      this.schema.raw(`drop table ${table} cascade`)
    }
    this.schema.raw('drop function case_may_be_appealed(bigint, timestamptz)')
    this.schema.raw('drop table decisions cascade')
    for (const name of GUARDS) this.schema.raw(`drop function ${name}()`)
  }
}
