import { BaseSchema } from '@adonisjs/lucid/schema'
import { allow, history } from '#database/grants'

const STANDING = [
  'voting_roll_lines',
  'voting_rolls',
  'voting_roll_flags',
  'proxies',
  'proxy_revocations',
  'attendances',
  'proposal_results',
  'counted_ballots',
  'enactments',
]

/** The three tables where an act names the vote it comes from, and the column that names it. */
const DECIDED = [
  ['rule_values', 'adopted_by_proposal_id'],
  ['organisation', 'adopted_by_proposal_id'],
  ['mandates', 'granted_by_proposal_id'],
  ['mandate_endings', 'ended_by_proposal_id'],
] as const

/**
 * The vote itself: the roll frozen with each person's reason, proxies, attendance, ballots, the result
 * with its transcript, and what was enacted. A ballot of a secret vote has neither voter, instant nor
 * number; at close all are written again in an order of chance, in one transaction.
 */
export default class extends BaseSchema {
  override async up() {
    this.roll()
    this.proxies()
    this.ballots()
    this.result()
    this.casting()
    this.counting()
    this.decided()
    for (const table of STANDING) {
      this.schema.raw(`create trigger ${table}_stand before update or delete or truncate on ${table}
        for each statement execute function refuse_change()`)
    }
    history(this, ...STANDING)
    allow(this, 'select, insert, update (choice), delete', 'ballots')
  }

  private roll() {
    this.schema.raw(`create table voting_rolls (
      proposal_id bigint constraint voting_rolls_pkey primary key
        constraint voting_rolls_call_fkey references proposal_calls,
      voters integer not null constraint voting_rolls_voters check (voters >= 0),
      hash text not null constraint voting_rolls_hash check (hash ~ '^[0-9a-f]{64}$'),
      frozen_at timestamptz not null
    )`)
    this.schema.raw(`create table voting_roll_lines (
      proposal_id bigint not null constraint voting_roll_lines_call_fkey references proposal_calls,
      member_id bigint not null constraint voting_roll_lines_member_fkey references members,
      person_id bigint constraint voting_roll_lines_person_fkey references people,
      votes boolean not null,
      reason jsonb not null,
      college text,
      constraint voting_roll_lines_pkey primary key (proposal_id, member_id)
    )`)
    this.schema
      .raw(`create unique index voting_roll_lines_one_voice on voting_roll_lines (proposal_id, person_id)
      where person_id is not null`)
    this.schema.raw(`create table voting_roll_flags (
      id bigint generated always as identity constraint voting_roll_flags_pkey primary key,
      proposal_id bigint not null,
      member_id bigint not null,
      cause text not null constraint voting_roll_flags_cause check (cause in ('payment_lost')),
      flagged_at timestamptz not null,
      constraint voting_roll_flags_line_fkey foreign key (proposal_id, member_id) references voting_roll_lines
    )`)
  }

  private proxies() {
    this.schema.raw(`create table proxies (
      id bigint generated always as identity constraint proxies_pkey primary key,
      proposal_id bigint not null constraint proxies_call_fkey references proposal_calls,
      giver_id bigint not null constraint proxies_giver_fkey references members,
      holder_id bigint not null constraint proxies_holder_fkey references members,
      given_at timestamptz not null,
      constraint proxies_to_another check (giver_id <> holder_id)
    )`)
    this.schema.raw('create index proxies_proposal on proxies (proposal_id, giver_id)')
    this.schema.raw(`create table proxy_revocations (
      proxy_id bigint constraint proxy_revocations_pkey primary key
        constraint proxy_revocations_proxy_fkey references proxies,
      revoked_at timestamptz not null
    )`)
  }

  private ballots() {
    this.schema.raw(`create table attendances (
      proposal_id bigint not null,
      member_id bigint not null,
      proxy_id bigint constraint attendances_proxy_fkey references proxies,
      constraint attendances_pkey primary key (proposal_id, member_id),
      constraint attendances_line_fkey foreign key (proposal_id, member_id) references voting_roll_lines
    )`)
    this.schema.raw(`create table ballots (
      id uuid constraint ballots_pkey primary key,
      proposal_id bigint not null constraint ballots_call_fkey references proposal_calls,
      member_id bigint constraint ballots_member_fkey references members,
      college text,
      choice jsonb not null constraint ballots_choice_size check (pg_column_size(choice) < 20000)
    )`)
    this.schema.raw('create index ballots_proposal on ballots (proposal_id)')
    this.schema.raw(`create unique index ballots_one_each on ballots (proposal_id, member_id)
      where member_id is not null`)
  }

  private result() {
    this.schema.raw(`create table proposal_results (
      proposal_id bigint constraint proposal_results_pkey primary key
        constraint proposal_results_call_fkey references proposal_calls,
      outcome text not null constraint proposal_results_outcome check
        (outcome in ('adopted', 'refused', 'no_quorum', 'tied', 'no_candidate', 'impossible')),
      adopted boolean not null,
      voters integer not null,
      attended integer not null,
      transcript text not null,
      transcript_hash text not null constraint proposal_results_hash check
        (transcript_hash = encode(sha256(convert_to(transcript, 'UTF8')), 'hex')),
      refusal text,
      closed_at timestamptz not null,
      constraint proposal_results_adopted check (adopted = (outcome = 'adopted'))
    )`)
    this.schema.raw(`create table counted_ballots (
      proposal_id bigint not null constraint counted_ballots_call_fkey references proposal_calls,
      position integer not null,
      member_id bigint constraint counted_ballots_member_fkey references members,
      college text,
      choice jsonb not null,
      constraint counted_ballots_pkey primary key (proposal_id, position)
    )`)
    this.schema.raw(`create table enactments (
      proposal_id bigint constraint enactments_pkey primary key
        constraint enactments_result_fkey references proposal_results,
      effective_at timestamptz not null,
      done jsonb not null,
      enacted_at timestamptz not null
    )`)
  }

  /** A ballot enters while the vote is open, with one attendance of someone on the roll. */
  private casting() {
    this.schema.raw(`create function ballots_while_open() returns trigger language plpgsql as $$
      declare proposal bigint := case when tg_op = 'DELETE' then old.proposal_id else new.proposal_id end;
      begin
        perform pg_advisory_xact_lock_shared(hashtextextended('ballots', proposal));
        if tg_op <> 'DELETE' and exists (select from proposal_results where proposal_id = proposal) then
          raise exception 'ballots_while_open: proposal % is counted', proposal
            using errcode = 'integrity_constraint_violation', constraint = 'ballots_while_open';
        end if;
        if tg_op = 'DELETE' and not exists (select from counted_ballots where proposal_id = proposal) then
          raise exception 'ballots_while_open: a ballot of proposal % cannot be taken out', proposal
            using errcode = 'integrity_constraint_violation', constraint = 'ballots_while_open';
        end if;
        if tg_op = 'INSERT' and (new.member_id is null)
             <> (select secrecy = 'secret' from proposal_calls where proposal_id = proposal) then
          raise exception 'ballots_while_open: a ballot names its voter in an open vote, and only there'
            using errcode = 'integrity_constraint_violation', constraint = 'ballots_while_open';
        end if;
        if tg_op = 'UPDATE' and (new.member_id is null or
             (to_jsonb(new) - 'choice') is distinct from (to_jsonb(old) - 'choice')) then
          raise exception 'ballots_while_open: only the choice of an open vote changes'
            using errcode = 'integrity_constraint_violation', constraint = 'ballots_while_open';
        end if;
        return case when tg_op = 'DELETE' then old else new end;
      end $$`)
    this.schema.raw(`create trigger ballots_while_open before insert or update or delete on ballots
      for each row execute function ballots_while_open()`)
    this.schema.raw(`create trigger ballots_not_emptied before truncate on ballots
      for each statement execute function refuse_change()`)
    this.schema.raw(`create function attendances_of_voters() returns trigger language plpgsql as $$
      begin
        perform pg_advisory_xact_lock_shared(hashtextextended('ballots', new.proposal_id));
        if exists (select from proposal_results where proposal_id = new.proposal_id) then
          raise exception 'attendances_of_voters: proposal % is counted', new.proposal_id
            using errcode = 'integrity_constraint_violation', constraint = 'attendances_of_voters';
        end if;
        if not (select votes from voting_roll_lines where proposal_id = new.proposal_id and member_id = new.member_id) then
          raise exception 'attendances_of_voters: member % does not vote on proposal %', new.member_id, new.proposal_id
            using errcode = 'integrity_constraint_violation', constraint = 'attendances_of_voters';
        end if;
        if new.proxy_id is not null and not exists (select from proxies p where p.id = new.proxy_id
             and p.proposal_id = new.proposal_id and p.giver_id = new.member_id
             and not exists (select from proxy_revocations r where r.proxy_id = p.id)) then
          raise exception 'attendances_of_voters: no proxy of member % stands for proposal %', new.member_id, new.proposal_id
            using errcode = 'integrity_constraint_violation', constraint = 'attendances_of_voters';
        end if;
        return new;
      end $$`)
    this.schema.raw(`create trigger attendances_of_voters before insert on attendances
      for each row execute function attendances_of_voters()`)
    this.schema
      .raw(`create function ballots_match_attendance() returns trigger language plpgsql as $$
      declare
        cast_ bigint; attended bigint; proposal bigint := new.proposal_id;
      begin
        if exists (select from proposal_results where proposal_id = proposal) then return null; end if;
        select (select count(*) from ballots where proposal_id = proposal),
               (select count(*) from attendances where proposal_id = proposal) into cast_, attended;
        if cast_ <> attended then
          raise exception 'ballots_match_attendance: proposal % has % ballots for % attendances', proposal, cast_, attended
            using errcode = 'integrity_constraint_violation', constraint = 'ballots_match_attendance';
        end if;
        return null;
      end $$`)
    for (const table of ['ballots', 'attendances']) {
      this.schema.raw(`create constraint trigger ${table}_match after insert on ${table}
        deferrable initially deferred for each row execute function ballots_match_attendance()`)
    }
  }

  /** A result counts each ballot once, and what is kept of them is what was in the urn. */
  private counting() {
    this.schema.raw(`create function results_count_the_urn() returns trigger language plpgsql as $$
      begin
        if (select count(*) from counted_ballots where proposal_id = new.proposal_id) <> new.attended
           or exists (select from ballots where proposal_id = new.proposal_id)
           or (select count(*) from attendances where proposal_id = new.proposal_id) <> new.attended then
          raise exception 'results_count_the_urn: the result of proposal % does not count its urn', new.proposal_id
            using errcode = 'integrity_constraint_violation', constraint = 'results_count_the_urn';
        end if;
        return null;
      end $$`)
    this.schema
      .raw(`create constraint trigger results_count_the_urn after insert on proposal_results
      deferrable initially deferred for each row execute function results_count_the_urn()`)
    this.schema
      .raw(`create function counted_with_the_result() returns trigger language plpgsql as $$
      begin
        if (select count(*) from counted_ballots where proposal_id = new.proposal_id)
           is distinct from (select attended from proposal_results where proposal_id = new.proposal_id)::bigint then
          raise exception 'counted_with_the_result: ballots of proposal % are counted with its result', new.proposal_id
            using errcode = 'integrity_constraint_violation', constraint = 'counted_with_the_result';
        end if;
        return null;
      end $$`)
    this.schema
      .raw(`create constraint trigger counted_with_the_result after insert on counted_ballots
      deferrable initially deferred for each row execute function counted_with_the_result()`)
    this.schema.raw(`create function results_after_closing() returns trigger language plpgsql as $$
      begin
        perform pg_advisory_xact_lock(hashtextextended('ballots', new.proposal_id));
        if new.closed_at < (select closes_at from proposal_calls where proposal_id = new.proposal_id) then
          raise exception 'results_after_closing: proposal % is still open', new.proposal_id
            using errcode = 'integrity_constraint_violation', constraint = 'results_after_closing';
        end if;
        return new;
      end $$`)
    this.schema.raw(`create trigger results_after_closing before insert on proposal_results
      for each row execute function results_after_closing()`)
    this.schema
      .raw(`create function enactments_of_the_adopted() returns trigger language plpgsql as $$
      begin
        if not (select adopted from proposal_results where proposal_id = new.proposal_id)
           or (select consultative from proposal_calls where proposal_id = new.proposal_id) is not null then
          raise exception 'enactments_of_the_adopted: proposal % decides nothing', new.proposal_id
            using errcode = 'integrity_constraint_violation', constraint = 'enactments_of_the_adopted';
        end if;
        return new;
      end $$`)
    this.schema.raw(`create trigger enactments_of_the_adopted before insert on enactments
      for each row execute function enactments_of_the_adopted()`)
  }

  /** What says that a vote decided it names a vote that was adopted and enacted. */
  private decided() {
    this.schema.raw(`alter table mandate_endings add column ended_by_proposal_id bigint,
      drop constraint mandate_endings_cause, add constraint mandate_endings_cause check
        (cause in ('resigned', 'recalled', 'departed', 'succeeded', 'excluded')),
      add constraint mandate_endings_recalled_by_vote check
        (cause <> 'recalled' or ended_by_proposal_id is not null) not valid`)
    this.schema.raw(`create function decided_by_a_vote() returns trigger language plpgsql as $$
      declare proposal bigint := (to_jsonb(new) ->> tg_argv[0])::bigint;
      begin
        if proposal is not null and not exists (select from enactments where proposal_id = proposal)
           and not (tg_op = 'UPDATE' and (to_jsonb(old) ->> tg_argv[0])::bigint is not distinct from proposal) then
          raise exception 'decided_by_a_vote: proposal % was not adopted, % does not follow from it', proposal, tg_table_name
            using errcode = 'integrity_constraint_violation', constraint = 'decided_by_a_vote';
        end if;
        return null;
      end $$`)
    for (const [table, column] of DECIDED) {
      this.schema.raw(`create constraint trigger ${table}_decided after insert or update on ${table}
        deferrable initially deferred for each row execute function decided_by_a_vote('${column}')`)
    }
  }

  override async down() {
    for (const [table] of DECIDED) this.schema.raw(`drop trigger ${table}_decided on ${table}`)
    this.schema.raw(`alter table mandate_endings drop constraint mandate_endings_recalled_by_vote,
      drop constraint mandate_endings_cause, drop column ended_by_proposal_id,
      add constraint mandate_endings_cause check (cause in ('resigned', 'recalled', 'departed'))`)
    for (const table of [...STANDING.toReversed(), 'ballots'])
      this.schema.raw(`drop table ${table} cascade`)
    for (const name of [
      'ballots_while_open',
      'attendances_of_voters',
      'ballots_match_attendance',
      'results_count_the_urn',
      'counted_with_the_result',
      'results_after_closing',
      'enactments_of_the_adopted',
      'decided_by_a_vote',
    ])
      this.schema.raw(`drop function ${name}()`)
  }
}
