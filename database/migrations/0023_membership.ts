import { BaseSchema } from '@adonisjs/lucid/schema'
import { allow, history, ordinary } from '#database/grants'

/** Tables of history whose rows nobody changes: what was covered, decided or sent stands. */
const STANDING = [
  'period_payments',
  'period_coverage',
  'dues_orders',
  'dues_order_members',
  'dues_intents',
  'dues_surplus_choices',
  'solidarity_pot_entries',
  'dues_reminders',
  'register_accesses',
]

/**
 * Members and their numbers, the periods that they belong for, each cent that covers one (signed,
 * append-only), what was ordered, what is recorded besides (resignation, exemption…), reminders,
 * and who read the register.
 */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw('create extension if not exists btree_gist')
    this.register()
    this.ordered()
    this.periods()
    this.around()
    for (const table of STANDING) {
      this.schema.raw(`create trigger ${table}_stand before update or delete or truncate on ${table}
        for each statement execute function refuse_change()`)
    }
    history(this, ...STANDING)
  }

  private register() {
    this.schema.raw(`create table member_numbers (
      id smallint constraint member_numbers_pkey primary key default 1 constraint member_numbers_single check (id = 1),
      last integer not null default 0
    )`)
    this.schema.raw('insert into member_numbers (id) values (1)')
    allow(this, 'select', 'member_numbers')
    this.schema.raw(`create table colleges (
      id bigint generated always as identity constraint colleges_pkey primary key,
      name text not null constraint colleges_name_unique unique
        constraint colleges_name_length check (char_length(name) between 1 and 60),
      opened_at timestamptz not null
    )`)
    this.schema.raw(`create table households (
      id bigint generated always as identity constraint households_pkey primary key,
      formed_at timestamptz not null
    )`)
    history(this, 'colleges', 'households')
    this.schema.raw(`create table members (
      id bigint generated always as identity constraint members_pkey primary key,
      number integer constraint members_number_unique unique,
      kind text not null constraint members_kind check (kind in ('person', 'organisation')),
      person_id bigint constraint members_person_unique unique
        constraint members_person_fkey references people on delete set null,
      name text not null constraint members_name_length check (char_length(name) between 1 and 120),
      email text constraint members_email_lower check (email = lower(email) and char_length(email) <= 254),
      representative text not null default '' constraint members_representative_length check
        (char_length(representative) <= 120),
      college_id bigint constraint members_college_fkey references colleges,
      household_id bigint constraint members_household_fkey references households,
      entered_on date not null,
      admitted_on date,
      check_code text not null constraint members_check_code_unique unique
        constraint members_check_code_form check (check_code ~ '^[A-Za-z0-9_-]{16,40}$'),
      entered_by_id bigint constraint members_enterer_fkey references people on delete set null,
      created_at timestamptz not null,
      constraint members_numbered_when_admitted check ((number is null) = (admitted_on is null)),
      constraint members_represented check (representative = '' or kind = 'organisation'),
      constraint members_organisation_without_account check (person_id is null or kind = 'person')
    )`)
    this.schema.raw('create index members_email on members (email) where email is not null')
    this.schema.raw(
      'create index members_household on members (household_id) where household_id is not null'
    )
    this.schema
      .raw(`create function members_take_number() returns trigger language plpgsql security definer
        set search_path = public as $$
      begin
        new.number := case when tg_op = 'UPDATE' then old.number end;
        if new.admitted_on is not null and new.number is null then
          update member_numbers set last = last + 1 where id = 1 returning last into new.number;
        end if;
        return new;
      end $$`)
    this.schema.raw(`create trigger members_take_number before insert or update on members
      for each row execute function members_take_number()`)
    this.schema.raw(`create function members_keep_number() returns trigger language plpgsql as $$
      begin
        if (old.number is not null and new.admitted_on is distinct from old.admitted_on)
           or new.kind is distinct from old.kind or new.entered_on is distinct from old.entered_on then
          raise exception 'members_keep_number: member % keeps its number, kind and days', old.id
            using errcode = 'check_violation', constraint = 'members_keep_number';
        end if;
        return new;
      end $$`)
    this.schema.raw(`create trigger members_keep_number before update on members
      for each row execute function members_keep_number()`)
    allow(this, 'select, insert, update', 'members')
  }

  private ordered() {
    this.schema.raw(`create table dues_orders (
      id bigint generated always as identity constraint dues_orders_pkey primary key,
      payer_id bigint constraint dues_orders_payer_fkey references people on delete set null,
      plan_code text not null,
      plan_name text not null,
      kind text not null constraint dues_orders_kind check
        (kind in ('civil_year', 'rolling_year', 'month', 'lifetime')),
      schedule text not null constraint dues_orders_schedule check (schedule in ('once', 'month', 'year')),
      instalments smallint not null constraint dues_orders_instalments check (instalments between 1 and 12),
      ordered_at timestamptz not null,
      constraint dues_orders_parts_or_again check (instalments = 1 or schedule = 'once')
    )`)
    this.schema.raw(`create table dues_order_members (
      order_id bigint not null constraint dues_order_members_order_fkey references dues_orders,
      member_id bigint not null constraint dues_order_members_member_fkey references members,
      position smallint not null,
      due_cents bigint not null constraint dues_order_members_due check (due_cents between 0 and 1000000),
      floor_cents bigint not null constraint dues_order_members_floor check (floor_cents >= 0),
      shares_pot boolean not null,
      aims_on date not null,
      constraint dues_order_members_pkey primary key (order_id, member_id),
      constraint dues_order_members_position_unique unique (order_id, position)
    )`)
    this.schema.raw('create index dues_order_members_member on dues_order_members (member_id)')
    this.schema.raw(`create table dues_intents (
      intent_id uuid constraint dues_intents_pkey primary key
        constraint dues_intents_intent_fkey references payment_intents,
      order_id bigint not null constraint dues_intents_order_fkey references dues_orders,
      part smallint not null constraint dues_intents_part check (part between 1 and 12)
    )`)
    this.schema.raw('create index dues_intents_order on dues_intents (order_id)')
  }

  private periods() {
    this.schema.raw(`create table membership_periods (
      id bigint generated always as identity constraint membership_periods_pkey primary key,
      member_id bigint not null constraint membership_periods_member_fkey references members,
      order_id bigint constraint membership_periods_order_fkey references dues_orders,
      plan_code text not null,
      plan_name text not null,
      kind text not null constraint membership_periods_kind check
        (kind in ('civil_year', 'rolling_year', 'month', 'lifetime')),
      from_on date not null,
      to_on date,
      anchor_day smallint not null constraint membership_periods_anchor check (anchor_day between 1 and 31),
      due_cents bigint not null constraint membership_periods_due check (due_cents >= 0),
      floor_cents bigint not null default 0,
      shares_pot boolean not null default false,
      instalments smallint not null default 1 constraint membership_periods_instalments check
        (instalments between 1 and 12),
      asked_on date not null,
      source text not null constraint membership_periods_source check (source in ('payment', 'free', 'recorded')),
      recorded_by_id bigint constraint membership_periods_recorder_fkey references people on delete set null,
      created_at timestamptz not null,
      cancelled_at timestamptz,
      cancel_cause text constraint membership_periods_cancel_cause check
        (cancel_cause in ('never_paid', 'left', 'mistake')),
      constraint membership_periods_not_empty check (to_on >= from_on),
      constraint membership_periods_endless check ((to_on is null) = (kind = 'lifetime')),
      constraint membership_periods_cancelled check ((cancelled_at is null) = (cancel_cause is null)),
      constraint membership_periods_no_overlap exclude using gist
        (member_id with =, daterange(from_on, to_on, '[]') with &&) where (cancelled_at is null)
    )`)
    this.schema.raw('create index membership_periods_member on membership_periods (member_id)')
    this.schema.raw(`create index membership_periods_end on membership_periods (to_on)
      where cancelled_at is null`)
    allow(this, 'select, insert', 'membership_periods')
    allow(this, 'update (cancelled_at, cancel_cause)', 'membership_periods')
    this.schema.raw(`create table period_payments (
      period_id bigint not null constraint period_payments_period_fkey references membership_periods,
      payment_id bigint not null constraint period_payments_payment_fkey references payments,
      expected_cents bigint not null constraint period_payments_expected check (expected_cents > 0),
      linked_at timestamptz not null,
      constraint period_payments_pkey primary key (period_id, payment_id)
    )`)
    this.schema.raw('create index period_payments_payment on period_payments (payment_id)')
    this.schema.raw(`create table period_coverage (
      id bigint generated always as identity constraint period_coverage_pkey primary key,
      period_id bigint not null constraint period_coverage_period_fkey references membership_periods,
      payment_id bigint constraint period_coverage_payment_fkey references payments,
      amount_cents bigint not null constraint period_coverage_amount check (amount_cents <> 0),
      cause text not null constraint period_coverage_cause check
        (cause in ('paid', 'failed', 'refund', 'dispute', 'restored', 'recorded')),
      recorded_by_id bigint constraint period_coverage_recorder_fkey references people on delete set null,
      counted_at timestamptz not null,
      constraint period_coverage_origin check ((payment_id is null) = (cause = 'recorded')),
      constraint period_coverage_link foreign key (period_id, payment_id)
        references period_payments (period_id, payment_id)
    )`)
    this.schema.raw('create index period_coverage_period on period_coverage (period_id)')
    this.schema.raw('create index period_coverage_payment on period_coverage (payment_id)')
    this.schema
      .raw(`create function period_coverage_stays_above_zero() returns trigger language plpgsql as $$
      begin
        if (select sum(amount_cents) from period_coverage where period_id = new.period_id
              and payment_id is not distinct from new.payment_id) < 0 then
          raise exception 'period_coverage_stays_above_zero: payment % of period %', new.payment_id, new.period_id
            using errcode = 'check_violation', constraint = 'period_coverage_stays_above_zero';
        end if;
        return null;
      end $$`)
    this.schema
      .raw(`create constraint trigger period_coverage_stays_above_zero after insert on period_coverage
      for each row execute function period_coverage_stays_above_zero()`)
    this.schema.raw(`create table dues_surplus (
      id bigint generated always as identity constraint dues_surplus_pkey primary key,
      payment_id bigint not null constraint dues_surplus_payment_fkey references payments,
      order_id bigint not null constraint dues_surplus_order_fkey references dues_orders,
      member_id bigint not null constraint dues_surplus_member_fkey references members,
      amount_cents bigint not null constraint dues_surplus_amount check (amount_cents > 0),
      noticed_at timestamptz not null,
      constraint dues_surplus_once unique (payment_id, member_id)
    )`)
    history(this, 'dues_surplus')
    this.schema.raw(`create table dues_surplus_choices (
      surplus_id bigint constraint dues_surplus_choices_pkey primary key
        constraint dues_surplus_choices_surplus_fkey references dues_surplus,
      choice text not null constraint dues_surplus_choices_choice check (choice in
        ('refund', 'next_period', 'gift', 'gone')),
      chosen_by_id bigint constraint dues_surplus_choices_person_fkey references people on delete set null,
      chosen_at timestamptz not null
    )`)
  }

  private around() {
    this.schema.raw(`create table standing_overrides (
      id bigint generated always as identity constraint standing_overrides_pkey primary key,
      member_id bigint not null constraint standing_overrides_member_fkey references members,
      kind text not null constraint standing_overrides_kind check
        (kind in ('resigned', 'exempt', 'excluded', 'deceased')),
      reason text not null constraint standing_overrides_reason_length check (char_length(reason) between 3 and 500),
      from_on date not null,
      until_on date,
      recorded_by_id bigint constraint standing_overrides_recorder_fkey references people on delete set null,
      recorded_at timestamptz not null,
      ended_by_id bigint constraint standing_overrides_ender_fkey references people on delete set null,
      ended_at timestamptz
    )`)
    this.schema.raw('create index standing_overrides_member on standing_overrides (member_id)')
    allow(this, 'select, insert', 'standing_overrides')
    allow(this, 'update (until_on, ended_by_id, ended_at)', 'standing_overrides')
    this.schema.raw(`create table solidarity_pot_entries (
      id bigint generated always as identity constraint solidarity_pot_entries_pkey primary key,
      amount_cents bigint not null constraint solidarity_pot_entries_amount check (amount_cents <> 0),
      cause text not null constraint solidarity_pot_entries_cause check (cause in ('beyond_floor', 'price', 'given_back')),
      counted_on date not null
    )`)
    this.schema.raw(`create table dues_reminders (
      id bigint generated always as identity constraint dues_reminders_pkey primary key,
      member_id bigint not null constraint dues_reminders_member_fkey references members,
      ends_on date not null,
      step smallint not null,
      sent_at timestamptz not null,
      constraint dues_reminders_once unique (member_id, ends_on, step)
    )`)
    this.schema.raw(`create table dues_links (
      token_hash bytea constraint dues_links_pkey primary key,
      kind text not null constraint dues_links_kind check (kind in ('renew', 'claim')),
      member_id bigint constraint dues_links_member_fkey references members,
      person_id bigint constraint dues_links_person_fkey references people on delete cascade,
      email text,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      used_at timestamptz,
      constraint dues_links_target check
        ((kind = 'renew' and member_id is not null) or (kind = 'claim' and person_id is not null and email is not null))
    )`)
    ordinary(this, 'dues_links')
    this.schema.raw(`create table register_accesses (
      id bigint generated always as identity constraint register_accesses_pkey primary key,
      reader_id bigint not null constraint register_accesses_reader_fkey references people,
      form text not null constraint register_accesses_form check (form in ('page', 'csv', 'ods', 'attendance')),
      columns text not null,
      filters text not null default '',
      members integer not null,
      accessed_at timestamptz not null
    )`)
    this.schema.raw('create index register_accesses_latest on register_accesses (accessed_at desc)')
  }

  override async down() {
    this.schema
      .raw(`drop table register_accesses, dues_links, dues_reminders, solidarity_pot_entries,
      standing_overrides, dues_surplus_choices, dues_surplus, period_coverage, period_payments, membership_periods,
      dues_intents, dues_order_members, dues_orders, members, households, colleges, member_numbers`)
    for (const name of [
      'period_coverage_stays_above_zero',
      'members_keep_number',
      'members_take_number',
    ]) {
      this.schema.raw(`drop function ${name}()`)
    }
  }
}
