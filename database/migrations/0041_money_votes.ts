import { BaseSchema } from '@adonisjs/lucid/schema'
import { history, ordinary } from '#database/grants'

const STANDING = [
  'proposal_projects',
  'proposal_project_withdrawals',
  'budgets',
  'budget_lines',
  'spend_approvals',
  'year_approvals',
]

/** Tables whose rows name the vote that they come from. */
const DECIDED = ['budgets', 'budget_lines', 'spend_approvals', 'year_approvals', 'ledger_closings']

const MOST_CENTS = 100_000_000_000

/**
 * What members decide about money: projects of a budget and the lines that a vote makes of them,
 * spends that a vote unlocks, once, and years whose accounts a vote approves. The books then name the
 * line or the vote that an entry is paid by.
 */
export default class extends BaseSchema {
  override async up() {
    this.projects()
    this.approvals()
    this.entries()
    this.withinTotal()
    this.paidBy()
    for (const table of STANDING) {
      this.schema.raw(`create trigger ${table}_stand before update or delete or truncate on ${table}
        for each statement execute function refuse_change()`)
    }
    for (const table of DECIDED) {
      this.schema.raw(`create constraint trigger ${table}_decided after insert or update on ${table}
        deferrable initially deferred for each row execute function decided_by_a_vote('adopted_by_proposal_id')`)
    }
    history(this, ...STANDING)
    ordinary(this, 'year_closing_signatures')
  }

  private projects() {
    this.schema.raw(`create table proposal_projects (
      id bigint generated always as identity constraint proposal_projects_pkey primary key,
      proposal_id bigint not null constraint proposal_projects_proposal_fkey references proposals,
      author_id bigint constraint proposal_projects_author_fkey references people,
      title text not null constraint proposal_projects_title check (char_length(title) between 3 and 120),
      body text not null constraint proposal_projects_body check (char_length(body) <= 2000),
      cents bigint not null constraint proposal_projects_cents check (cents between 1 and ${MOST_CENTS}),
      proposed_at timestamptz not null,
      constraint proposal_projects_of unique (proposal_id, id)
    )`)
    this.schema.raw(`create table proposal_project_withdrawals (
      project_id bigint constraint proposal_project_withdrawals_pkey primary key,
      proposal_id bigint not null,
      withdrawn_at timestamptz not null,
      constraint proposal_project_withdrawals_project_fkey foreign key (proposal_id, project_id)
        references proposal_projects (proposal_id, id)
    )`)
    for (const table of ['proposal_projects', 'proposal_project_withdrawals']) {
      this.schema.raw(`create trigger ${table}_before_the_call before insert on ${table}
        for each row execute function proposals_freeze_at_the_call()`)
    }
  }

  private approvals() {
    this.schema.raw(`create table budgets (
      adopted_by_proposal_id bigint constraint budgets_pkey primary key
        constraint budgets_proposal_fkey references proposals,
      year smallint not null,
      cents bigint not null constraint budgets_cents check (cents between 1 and ${MOST_CENTS}),
      adopted_at timestamptz not null
    )`)
    this.schema.raw('create index budgets_year on budgets (year)')
    this.schema.raw(`create table budget_lines (
      id bigint generated always as identity constraint budget_lines_pkey primary key,
      adopted_by_proposal_id bigint not null constraint budget_lines_budget_fkey references budgets,
      option integer not null,
      label text not null constraint budget_lines_label check (char_length(label) between 1 and 200),
      cents bigint not null constraint budget_lines_cents check (cents between 1 and ${MOST_CENTS}),
      constraint budget_lines_once unique (adopted_by_proposal_id, option),
      constraint budget_lines_option_fkey foreign key (adopted_by_proposal_id, option)
        references proposal_options (proposal_id, number)
    )`)
    this.schema.raw(`create table spend_approvals (
      adopted_by_proposal_id bigint constraint spend_approvals_pkey primary key
        constraint spend_approvals_proposal_fkey references proposals,
      cents bigint not null constraint spend_approvals_cents check (cents between 1 and ${MOST_CENTS}),
      purpose text not null constraint spend_approvals_purpose check (char_length(purpose) between 1 and 200),
      party text not null constraint spend_approvals_party check (char_length(party) between 1 and 80),
      approved_at timestamptz not null
    )`)
    this.schema.raw(`create table year_approvals (
      adopted_by_proposal_id bigint constraint year_approvals_pkey primary key
        constraint year_approvals_proposal_fkey references proposals,
      year smallint not null constraint year_approvals_year_fkey references ledger_years
        constraint year_approvals_once unique,
      appropriation text not null constraint year_approvals_appropriation
        check (appropriation in ('reserve', 'carry_forward')),
      approved_at timestamptz not null,
      constraint year_approvals_of unique (adopted_by_proposal_id, year, appropriation)
    )`)
    this.schema.raw(`create table year_closing_signatures (
      year smallint not null constraint year_closing_signatures_year_fkey references ledger_years,
      person_id bigint not null constraint year_closing_signatures_person_fkey references people,
      appropriation text not null constraint year_closing_signatures_appropriation
        check (appropriation in ('reserve', 'carry_forward')),
      signed_at timestamptz not null,
      constraint year_closing_signatures_pkey primary key (year, person_id)
    )`)
  }

  /** Which line, or which vote, pays an entry; in a draft it may still change. */
  private entries() {
    this.schema.raw(`alter table ledger_closings add column adopted_by_proposal_id bigint,
      add column appropriation text,
      add constraint ledger_closings_approval_fkey foreign key (adopted_by_proposal_id, year, appropriation)
        references year_approvals (adopted_by_proposal_id, year, appropriation)`)
    for (const table of ['ledger_drafts', 'ledger_entries']) {
      this.schema.raw(`alter table ${table}
        add column budget_line_id bigint constraint ${table}_budget_line_fkey references budget_lines,
        add column spend_proposal_id bigint constraint ${table}_spend_fkey references spend_approvals,
        add column member_vote_needed boolean not null default false`)
    }
    this.schema.raw(`create index ledger_entries_budget_line on ledger_entries (budget_line_id)
      where budget_line_id is not null`)
    this.schema.raw(`create index ledger_entries_spend on ledger_entries (spend_proposal_id)
      where spend_proposal_id is not null`)
  }

  private withinTotal() {
    this.schema
      .raw(`create function budget_lines_within_total() returns trigger language plpgsql as $$
      begin
        if (select sum(cents) from budget_lines where adopted_by_proposal_id = new.adopted_by_proposal_id)
           > (select cents from budgets where adopted_by_proposal_id = new.adopted_by_proposal_id) then
          raise exception 'budget_lines_within_total: the lines of budget % are more than it', new.adopted_by_proposal_id
            using errcode = 'check_violation', constraint = 'budget_lines_within_total';
        end if;
        return null;
      end $$`)
    this.schema
      .raw(`create constraint trigger budget_lines_within_total after insert on budget_lines
      deferrable initially deferred for each row execute function budget_lines_within_total()`)
  }

  /** What leaves is counted where money lies: the banks, the providers, the cash box. */
  private paidBy() {
    this.schema
      .raw(`create function ledger_entry_leaving(of_year smallint, of_number integer) returns bigint
      language sql stable as $$
        select coalesce(sum(credit_cents - debit_cents), 0)::bigint from ledger_lines
         where year = of_year and number = of_number and account ~ '^(512|53)'
      $$`)
    this.schema.raw(`create function ledger_entries_paid_by() returns trigger language plpgsql as $$
      begin
        if new.member_vote_needed and new.spend_proposal_id is null and new.budget_line_id is null then
          raise exception 'ledger_entries_voted: entry % of % waits for a vote of the members', new.number, new.year
            using errcode = 'check_violation', constraint = 'ledger_entries_voted';
        end if;
        if new.spend_proposal_id is not null then
          perform pg_advisory_xact_lock(hashtextextended('spend', new.spend_proposal_id));
          if ledger_entry_leaving(new.year, new.number)
             > (select cents from spend_approvals where adopted_by_proposal_id = new.spend_proposal_id) then
            raise exception 'spend_within_the_vote: entry % of % is more than vote %', new.number, new.year, new.spend_proposal_id
              using errcode = 'check_violation', constraint = 'spend_within_the_vote';
          end if;
          if exists (select from ledger_entries e where e.spend_proposal_id = new.spend_proposal_id
               and (e.year, e.number) <> (new.year, new.number)
               and not exists (select from ledger_entries r
                 where r.reverses_year = e.year and r.reverses_number = e.number)) then
            raise exception 'spend_used_once: vote % has paid another entry', new.spend_proposal_id
              using errcode = 'unique_violation', constraint = 'spend_used_once';
          end if;
        end if;
        if new.budget_line_id is not null then
          perform pg_advisory_xact_lock(hashtextextended('budget_line', new.budget_line_id));
          if (select b.year from budget_lines l join budgets b using (adopted_by_proposal_id)
               where l.id = new.budget_line_id) <> new.year then
            raise exception 'budget_lines_of_the_year: line % is not of %', new.budget_line_id, new.year
              using errcode = 'check_violation', constraint = 'budget_lines_of_the_year';
          end if;
          if (select sum(ledger_entry_leaving(e.year, e.number)) from ledger_entries e
               where e.budget_line_id = new.budget_line_id)
             > (select cents from budget_lines where id = new.budget_line_id) then
            raise exception 'budget_lines_not_overspent: line % has less left', new.budget_line_id
              using errcode = 'check_violation', constraint = 'budget_lines_not_overspent';
          end if;
        end if;
        return null;
      end $$`)
    this.schema.raw(`create constraint trigger ledger_entries_paid_by after insert on ledger_entries
      deferrable initially deferred for each row execute function ledger_entries_paid_by()`)
  }

  override async down() {
    this.schema.raw('drop trigger ledger_entries_paid_by on ledger_entries')
    this.schema.raw('drop trigger ledger_closings_decided on ledger_closings')
    for (const table of ['ledger_drafts', 'ledger_entries']) {
      this.schema
        .raw(`alter table ${table} drop column budget_line_id, drop column spend_proposal_id,
        drop column member_vote_needed`)
    }
    this.schema.raw(`alter table ledger_closings drop constraint ledger_closings_approval_fkey,
      drop column adopted_by_proposal_id, drop column appropriation`)
    this.schema.raw('drop table year_closing_signatures')
    for (const table of STANDING.toReversed()) this.schema.raw(`drop table ${table}`)
    for (const name of ['ledger_entries_paid_by', 'budget_lines_within_total']) {
      this.schema.raw(`drop function ${name}()`)
    }
    this.schema.raw('drop function ledger_entry_leaving(smallint, integer)')
  }
}
