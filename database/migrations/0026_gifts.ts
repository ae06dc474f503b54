import { BaseSchema } from '@adonisjs/lucid/schema'
import { history } from '#database/grants'

/** Tables of history whose rows nobody changes: what was promised, counted or decided stands. */
const STANDING = [
  'campaigns',
  'campaign_closings',
  'campaign_refunds',
  'gift_money',
  'gift_thanks',
  'gift_hidings',
  'gift_in_kind_decisions',
  'donor_list_reads',
]

/**
 * Gifts: campaigns and how they ended, gifts of money and each cent counted for them (signed,
 * append-only), gifts in kind and what was decided of them, who was thanked, and who read the
 * list of those who give.
 */
export default class extends BaseSchema {
  override async up() {
    this.campaigns()
    this.gifts()
    this.inKind()
    for (const table of STANDING) {
      this.schema.raw(`create trigger ${table}_stand before update or delete or truncate on ${table}
        for each statement execute function refuse_change()`)
    }
    history(this, ...STANDING, 'gifts', 'gifts_in_kind')
  }

  private campaigns() {
    this.schema.raw(`create table campaigns (
      id bigint generated always as identity constraint campaigns_pkey primary key,
      slug text not null constraint campaigns_slug_unique unique
        constraint campaigns_slug_form check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and slug <> 'new'
          and char_length(slug) between 3 and 70),
      title_fr text not null default '',
      title_en text not null default '',
      text_fr text not null default '',
      text_en text not null default '',
      goal_cents bigint not null constraint campaigns_goal check (goal_cents between 100 and 100000000),
      starts_on date not null,
      ends_on date not null,
      missed_goal text not null constraint campaigns_missed_goal check
        (missed_goal in ('keep', 'refund', 'general_fund')),
      opened_by_id bigint constraint campaigns_opener_fkey references people,
      opened_at timestamptz not null,
      constraint campaigns_days check (ends_on >= starts_on),
      constraint campaigns_titled check (title_fr <> '' or title_en <> ''),
      constraint campaigns_lengths check (char_length(title_fr) <= 100 and char_length(title_en) <= 100
        and char_length(text_fr) <= 5000 and char_length(text_en) <= 5000)
    )`)
    this.schema.raw('create index campaigns_end on campaigns (ends_on)')
    this.schema.raw(`create table campaign_closings (
      campaign_id bigint constraint campaign_closings_pkey primary key
        constraint campaign_closings_campaign_fkey references campaigns,
      outcome text not null constraint campaign_closings_outcome check
        (outcome in ('reached', 'keep', 'refund', 'general_fund')),
      collected_cents bigint not null constraint campaign_closings_collected check (collected_cents >= 0),
      closed_by_id bigint constraint campaign_closings_closer_fkey references people,
      reason text not null default '' constraint campaign_closings_reason_length check (char_length(reason) <= 500),
      closed_at timestamptz not null,
      constraint campaign_closings_explained check (closed_by_id is null or reason <> '')
    )`)
  }

  private gifts() {
    this.schema.raw(`create table gifts (
      id bigint generated always as identity constraint gifts_pkey primary key,
      person_id bigint constraint gifts_person_fkey references people on delete set null,
      campaign_id bigint constraint gifts_campaign_fkey references campaigns,
      amount_cents bigint not null constraint gifts_amount check (amount_cents between 1 and 100000000),
      schedule text not null constraint gifts_schedule check (schedule in ('once', 'month')),
      anonymous boolean not null,
      public_name text not null default '' constraint gifts_name_length check (char_length(public_name) <= 60),
      words text not null default '' constraint gifts_words_length check (char_length(words) <= 500),
      offered_at timestamptz not null,
      constraint gifts_anonymous_unnamed check (not anonymous or public_name = ''),
      constraint gifts_named check (anonymous or public_name <> '')
    )`)
    this.schema.raw('create index gifts_person on gifts (person_id) where person_id is not null')
    this.schema.raw(
      'create index gifts_campaign on gifts (campaign_id) where campaign_id is not null'
    )
    this.schema.raw(`create table gift_money (
      id bigint generated always as identity constraint gift_money_pkey primary key,
      gift_id bigint not null constraint gift_money_gift_fkey references gifts,
      payment_id bigint not null constraint gift_money_payment_fkey references payments,
      campaign_id bigint constraint gift_money_campaign_fkey references campaigns,
      amount_cents bigint not null constraint gift_money_amount check (amount_cents <> 0),
      cause text not null constraint gift_money_cause check
        (cause in ('paid', 'failed', 'refund', 'dispute', 'restored', 'moved')),
      counted_at timestamptz not null
    )`)
    this.schema.raw('create index gift_money_payment on gift_money (payment_id, gift_id)')
    this.schema.raw('create index gift_money_gift on gift_money (gift_id)')
    this.schema.raw(`create index gift_money_campaign on gift_money (campaign_id, id)
      where campaign_id is not null`)
    // A payment never takes more out of a fund than it brought there.
    this.schema
      .raw(`create function gift_money_stays_above_zero() returns trigger language plpgsql as $$
      begin
        if (select sum(amount_cents) from gift_money where payment_id = new.payment_id
              and gift_id = new.gift_id and campaign_id is not distinct from new.campaign_id) < 0 then
          raise exception 'gift_money_stays_above_zero: payment % of gift %', new.payment_id, new.gift_id
            using errcode = 'check_violation', constraint = 'gift_money_stays_above_zero';
        end if;
        return null;
      end $$`)
    this.schema
      .raw(`create constraint trigger gift_money_stays_above_zero after insert on gift_money
      for each row execute function gift_money_stays_above_zero()`)
    this.schema.raw(`create table gift_thanks (
      payment_id bigint constraint gift_thanks_pkey primary key
        constraint gift_thanks_payment_fkey references payments,
      thanked_at timestamptz not null
    )`)
    this.schema.raw(`create table gift_hidings (
      gift_id bigint constraint gift_hidings_pkey primary key
        constraint gift_hidings_gift_fkey references gifts,
      hidden_by_id bigint not null constraint gift_hidings_person_fkey references people,
      reason text not null constraint gift_hidings_reason_length check (char_length(reason) between 3 and 500),
      hidden_at timestamptz not null
    )`)
    this.schema.raw(`create table campaign_refunds (
      campaign_id bigint not null constraint campaign_refunds_campaign_fkey references campaigns,
      payment_id bigint not null constraint campaign_refunds_payment_fkey references payments,
      amount_cents bigint not null constraint campaign_refunds_amount check (amount_cents > 0),
      asked_at timestamptz not null,
      constraint campaign_refunds_pkey primary key (campaign_id, payment_id)
    )`)
    this.schema.raw('create index campaign_refunds_payment on campaign_refunds (payment_id)')
    this.schema.raw(`create table donor_list_reads (
      id bigint generated always as identity constraint donor_list_reads_pkey primary key,
      reader_id bigint not null constraint donor_list_reads_reader_fkey references people,
      list text not null constraint donor_list_reads_list check (list in ('gifts', 'in_kind')),
      read_at timestamptz not null
    )`)
  }

  private inKind() {
    this.schema.raw(`create table gifts_in_kind (
      id bigint generated always as identity constraint gifts_in_kind_pkey primary key,
      person_id bigint constraint gifts_in_kind_person_fkey references people on delete set null,
      donor_name text not null constraint gifts_in_kind_name_length check (char_length(donor_name) between 1 and 60),
      donor_email text constraint gifts_in_kind_email_lower check
        (donor_email = lower(donor_email) and char_length(donor_email) <= 254),
      locale text not null constraint gifts_in_kind_locale check (locale in ('fr', 'en')),
      nature text not null constraint gifts_in_kind_nature check
        (nature in ('goods', 'services', 'volunteering', 'loan')),
      description text not null constraint gifts_in_kind_description_length check
        (char_length(description) between 3 and 500),
      quantity text not null constraint gifts_in_kind_quantity_length check (char_length(quantity) between 1 and 60),
      value_cents bigint not null constraint gifts_in_kind_value check (value_cents between 1 and 100000000),
      offered_at timestamptz not null
    )`)
    this.schema.raw(
      'create index gifts_in_kind_person on gifts_in_kind (person_id) where person_id is not null'
    )
    this.schema.raw(`create table gift_in_kind_decisions (
      gift_in_kind_id bigint constraint gift_in_kind_decisions_pkey primary key
        constraint gift_in_kind_decisions_gift_fkey references gifts_in_kind,
      accepted boolean not null,
      reason text not null default '' constraint gift_in_kind_decisions_reason_length check (char_length(reason) <= 500),
      decided_by_id bigint not null constraint gift_in_kind_decisions_person_fkey references people,
      decided_at timestamptz not null,
      constraint gift_in_kind_decisions_explained check (accepted or reason <> '')
    )`)
  }

  override async down() {
    this.schema
      .raw(`drop table gift_in_kind_decisions, gifts_in_kind, donor_list_reads, campaign_refunds,
      gift_hidings, gift_thanks, gift_money, gifts, campaign_closings, campaigns`)
    this.schema.raw('drop function gift_money_stays_above_zero()')
  }
}
