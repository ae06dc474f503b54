import { BaseSchema } from '@adonisjs/lucid/schema'
import { history } from '#database/grants'

/** What is put to the members: its words may change until the call, and only by a new version. */
const BEFORE_THE_CALL = [
  'proposal_versions',
  'proposal_candidacies',
  'proposal_candidacy_withdrawals',
  'proposal_seconds',
]

const STANDING = [
  ...BEFORE_THE_CALL,
  'proposals',
  'proposal_discussions',
  'proposal_withdrawals',
  'proposal_remarks',
  'proposal_amendments',
  'proposal_amendment_answers',
  'proposal_calls',
  'proposal_options',
]

/**
 * Proposals: drafts, their versions, discussion with amendments, candidacies, seconders, and the call,
 * which freezes what is asked. Every step is a row that stands.
 */
export default class extends BaseSchema {
  override async up() {
    this.proposals()
    this.discussion()
    this.call()
    this.frozen()
    for (const table of STANDING) {
      this.schema.raw(`create trigger ${table}_stand before update or delete or truncate on ${table}
        for each statement execute function refuse_change()`)
    }
    history(this, ...STANDING)
  }

  private proposals() {
    this.schema.raw(`create table proposals (
      id bigint generated always as identity constraint proposals_pkey primary key,
      kind text not null constraint proposals_kind check (kind in ('rule_change', 'charter', 'name', 'legal_form',
        'drafts', 'election', 'recall', 'exclusion', 'budget', 'spend', 'year_closing', 'consultation',
        'emergency_ratification')),
      author_id bigint constraint proposals_author_fkey references people,
      second_call_of bigint constraint proposals_second_call_fkey references proposals
        constraint proposals_one_second_call unique,
      started_at timestamptz not null
    )`)
    this.schema.raw('create index proposals_author on proposals (author_id)')
    this.schema.raw(`create table proposal_versions (
      proposal_id bigint not null constraint proposal_versions_proposal_fkey references proposals,
      version integer not null constraint proposal_versions_from_one check (version >= 1),
      title text not null constraint proposal_versions_title check (char_length(title) between 3 and 120),
      reasons text not null constraint proposal_versions_reasons check (char_length(reasons) <= 10000),
      payload jsonb not null,
      author_id bigint constraint proposal_versions_author_fkey references people,
      written_at timestamptz not null,
      constraint proposal_versions_pkey primary key (proposal_id, version)
    )`)
    this.schema.raw(`create table proposal_discussions (
      proposal_id bigint constraint proposal_discussions_pkey primary key
        constraint proposal_discussions_proposal_fkey references proposals,
      opened_at timestamptz not null
    )`)
    this.schema.raw(`create table proposal_withdrawals (
      proposal_id bigint constraint proposal_withdrawals_pkey primary key
        constraint proposal_withdrawals_proposal_fkey references proposals,
      person_id bigint constraint proposal_withdrawals_person_fkey references people,
      withdrawn_at timestamptz not null
    )`)
    this.schema.raw(`create table proposal_candidacies (
      proposal_id bigint not null constraint proposal_candidacies_proposal_fkey references proposals,
      person_id bigint not null constraint proposal_candidacies_person_fkey references people,
      statement text not null constraint proposal_candidacies_statement check (char_length(statement) <= 2000),
      declared_at timestamptz not null,
      constraint proposal_candidacies_pkey primary key (proposal_id, person_id)
    )`)
    this.schema.raw(`create table proposal_candidacy_withdrawals (
      proposal_id bigint not null,
      person_id bigint not null,
      withdrawn_at timestamptz not null,
      constraint proposal_candidacy_withdrawals_pkey primary key (proposal_id, person_id),
      constraint proposal_candidacy_withdrawals_candidacy_fkey foreign key (proposal_id, person_id)
        references proposal_candidacies
    )`)
    this.schema.raw(`create table proposal_seconds (
      proposal_id bigint not null constraint proposal_seconds_proposal_fkey references proposals,
      person_id bigint not null constraint proposal_seconds_person_fkey references people,
      seconded_at timestamptz not null,
      constraint proposal_seconds_pkey primary key (proposal_id, person_id)
    )`)
  }

  private discussion() {
    this.schema.raw(`create table proposal_remarks (
      id bigint generated always as identity constraint proposal_remarks_pkey primary key,
      proposal_id bigint not null constraint proposal_remarks_proposal_fkey references proposals,
      author_id bigint constraint proposal_remarks_author_fkey references people,
      body text not null constraint proposal_remarks_body check (char_length(body) between 1 and 4000),
      said_at timestamptz not null
    )`)
    this.schema.raw('create index proposal_remarks_proposal on proposal_remarks (proposal_id, id)')
    this.schema.raw(`create table proposal_amendments (
      id bigint generated always as identity constraint proposal_amendments_pkey primary key,
      proposal_id bigint not null,
      version integer not null,
      author_id bigint constraint proposal_amendments_author_fkey references people,
      reason text not null constraint proposal_amendments_reason check (char_length(reason) between 1 and 2000),
      title text not null constraint proposal_amendments_title check (char_length(title) between 3 and 120),
      reasons text not null constraint proposal_amendments_reasons check (char_length(reasons) <= 10000),
      payload jsonb not null,
      proposed_at timestamptz not null,
      constraint proposal_amendments_version_fkey foreign key (proposal_id, version) references proposal_versions
    )`)
    this.schema.raw(
      'create index proposal_amendments_proposal on proposal_amendments (proposal_id, id)'
    )
    this.schema.raw(`create table proposal_amendment_answers (
      amendment_id bigint constraint proposal_amendment_answers_pkey primary key
        constraint proposal_amendment_answers_amendment_fkey references proposal_amendments,
      accepted boolean not null,
      made_version integer,
      person_id bigint constraint proposal_amendment_answers_person_fkey references people,
      answered_at timestamptz not null,
      constraint proposal_amendment_answers_version check (accepted = (made_version is not null))
    )`)
  }

  private call() {
    this.schema.raw(`create table proposal_calls (
      proposal_id bigint constraint proposal_calls_pkey primary key
        constraint proposal_calls_proposal_fkey references proposals,
      version integer not null,
      called_by_id bigint constraint proposal_calls_caller_fkey references people,
      majority text not null constraint proposal_calls_majority check (majority in ('ordinary', 'extraordinary')),
      method text not null constraint proposal_calls_method check (method in ('motion', 'consent', 'approval',
        'majority-judgment', 'irv', 'scottish-stv', 'meek-stv', 'schulze', 'equal-shares')),
      parameters jsonb not null,
      secrecy text not null constraint proposal_calls_secrecy check (secrecy in ('open', 'secret')),
      consultative text,
      lot_seed text not null constraint proposal_calls_lot_seed check (lot_seed ~ '^[0-9a-f]{64}$'),
      options integer not null constraint proposal_calls_options check (options >= 0),
      called_at timestamptz not null,
      record_at timestamptz not null,
      opens_at timestamptz not null,
      closes_at timestamptz not null,
      constraint proposal_calls_version_fkey foreign key (proposal_id, version) references proposal_versions,
      constraint proposal_calls_in_order check
        (called_at <= opens_at and opens_at < closes_at and record_at <= closes_at)
    )`)
    this.schema.raw('create index proposal_calls_closing on proposal_calls (closes_at)')
    this.schema.raw(`create table proposal_options (
      proposal_id bigint not null constraint proposal_options_call_fkey references proposal_calls,
      number integer not null constraint proposal_options_from_one check (number >= 1),
      label text not null constraint proposal_options_label check (char_length(label) between 1 and 200),
      person_id bigint constraint proposal_options_person_fkey references people,
      payload jsonb not null default '{}',
      constraint proposal_options_pkey primary key (proposal_id, number)
    )`)
  }

  /** What is asked is frozen at the call; a change is a new vote. */
  private frozen() {
    this.schema
      .raw(`create function proposals_freeze_at_the_call() returns trigger language plpgsql as $$
      begin
        perform pg_advisory_xact_lock(hashtextextended('proposal', new.proposal_id));
        if exists (select from proposal_calls where proposal_id = new.proposal_id)
           or exists (select from proposal_withdrawals where proposal_id = new.proposal_id) then
          raise exception 'proposals_freeze_at_the_call: proposal % is called or withdrawn, % stands', new.proposal_id, tg_table_name
            using errcode = 'integrity_constraint_violation', constraint = 'proposals_freeze_at_the_call';
        end if;
        return new;
      end $$`)
    for (const table of [...BEFORE_THE_CALL, 'proposal_calls', 'proposal_withdrawals']) {
      this.schema.raw(`create trigger ${table}_before_the_call before insert on ${table}
        for each row execute function proposals_freeze_at_the_call()`)
    }
    this.schema
      .raw(`create function proposal_calls_ask_the_last() returns trigger language plpgsql as $$
      begin
        if new.version <> (select max(version) from proposal_versions where proposal_id = new.proposal_id) then
          raise exception 'proposal_calls_ask_the_last: proposal % was written again since version %', new.proposal_id, new.version
            using errcode = 'integrity_constraint_violation', constraint = 'proposal_calls_ask_the_last';
        end if;
        return new;
      end $$`)
    this.schema.raw(`create trigger proposal_calls_ask_the_last before insert on proposal_calls
      for each row execute function proposal_calls_ask_the_last()`)
    this.schema
      .raw(`create function proposal_options_are_all() returns trigger language plpgsql as $$
      begin
        if (select options from proposal_calls where proposal_id = new.proposal_id)
           <> (select count(*) from proposal_options where proposal_id = new.proposal_id) then
          raise exception 'proposal_options_are_all: the options of proposal % are not those of its call', new.proposal_id
            using errcode = 'integrity_constraint_violation', constraint = 'proposal_options_are_all';
        end if;
        return null;
      end $$`)
    for (const table of ['proposal_calls', 'proposal_options']) {
      this.schema.raw(`create constraint trigger ${table}_are_all after insert on ${table}
        deferrable initially deferred for each row execute function proposal_options_are_all()`)
    }
  }

  override async down() {
    for (const table of STANDING.toReversed()) this.schema.raw(`drop table ${table} cascade`)
    this.schema.raw('drop function proposal_options_are_all()')
    this.schema.raw('drop function proposal_calls_ask_the_last()')
    this.schema.raw('drop function proposals_freeze_at_the_call()')
  }
}
