import { BaseSchema } from '@adonisjs/lucid/schema'
import { history, ordinary } from '#database/grants'

/**
 * Money that comes without a provider: the bank details to send it to (sealed; two mandates change
 * them), what was asked for by transfer, cheque or in cash, what was received, and the cheques
 * taken to the bank together.
 */
export default class extends BaseSchema {
  override async up() {
    this.details()
    this.received()
    this.deposited()
  }

  private details() {
    this.schema.raw(`create table bank_details (
      id bigint generated always as identity constraint bank_details_pkey primary key,
      holder text not null constraint bank_details_holder check (char_length(holder) between 1 and 70),
      sealed_iban text not null,
      sealed_bic text,
      iban_end text not null constraint bank_details_end check (iban_end ~ '^[0-9A-Z]{4}$'),
      proposed_by_id bigint constraint bank_details_person_fkey references people on delete set null,
      proposed_at timestamptz not null
    )`)
    this.schema.raw(`create table bank_details_signatures (
      bank_details_id bigint constraint bank_details_signatures_pkey primary key
        constraint bank_details_signatures_details_fkey references bank_details,
      signed_by_id bigint constraint bank_details_signatures_person_fkey references people on delete set null,
      signed_at timestamptz not null
    )`)
    this.schema.raw(`create function bank_details_take_two() returns trigger language plpgsql as $$
      begin
        if new.signed_by_id is null or exists (select from bank_details
             where id = new.bank_details_id and proposed_by_id is not distinct from new.signed_by_id) then
          raise exception 'bank_details_take_two: whoever proposed these details cannot sign them'
            using errcode = 'check_violation', constraint = 'bank_details_take_two';
        end if;
        return new;
      end $$`)
    this.schema.raw(`create trigger bank_details_take_two before insert on bank_details_signatures
      for each row execute function bank_details_take_two()`)
    history(this, 'bank_details', 'bank_details_signatures')
  }

  private received() {
    this.schema.raw(`create table offline_orders (
      ref text constraint offline_orders_pkey primary key,
      provider text not null constraint offline_orders_provider check (provider in ('transfer', 'cash_cheque')),
      intent_id uuid not null constraint offline_orders_intent_fkey references payment_intents,
      amount_cents bigint not null constraint offline_orders_amount check (amount_cents > 0),
      bank_details_id bigint constraint offline_orders_details_fkey references bank_details,
      idempotency_key text not null constraint offline_orders_key_unique unique,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      canceled_at timestamptz
    )`)
    this.schema.raw('create index offline_orders_intent on offline_orders (intent_id)')
    this.schema.raw(`create index offline_orders_open on offline_orders (expires_at)
      where canceled_at is null`)
    ordinary(this, 'offline_orders')
    this.schema.raw(`create table offline_receipts (
      id bigint generated always as identity constraint offline_receipts_pkey primary key,
      ref text not null constraint offline_receipts_order_fkey references offline_orders,
      kind text not null constraint offline_receipts_kind check (kind in ('transfer', 'cash', 'cheque')),
      amount_cents bigint not null constraint offline_receipts_amount check (amount_cents between 1 and 100000000),
      received_on date not null,
      note text not null default '' constraint offline_receipts_note check (char_length(note) <= 120),
      form_key uuid not null constraint offline_receipts_once unique,
      entered_by_id bigint constraint offline_receipts_person_fkey references people on delete set null,
      entered_at timestamptz not null
    )`)
    this.schema.raw('create index offline_receipts_order on offline_receipts (ref)')
    this.schema.raw(`create table receipt_confirmations (
      receipt_id bigint constraint receipt_confirmations_pkey primary key
        constraint receipt_confirmations_receipt_fkey references offline_receipts,
      confirmed_by_id bigint constraint receipt_confirmations_person_fkey references people on delete set null,
      confirmed_at timestamptz not null
    )`)
    this.schema.raw(`create function cash_takes_two() returns trigger language plpgsql as $$
      begin
        if new.confirmed_by_id is null or exists (select from offline_receipts
             where id = new.receipt_id and entered_by_id is not distinct from new.confirmed_by_id) then
          raise exception 'cash_takes_two: whoever entered this cash cannot confirm it'
            using errcode = 'check_violation', constraint = 'cash_takes_two';
        end if;
        return new;
      end $$`)
    this.schema.raw(`create trigger cash_takes_two before insert on receipt_confirmations
      for each row execute function cash_takes_two()`)
    this.schema.raw(`create table receipt_reversals (
      receipt_id bigint constraint receipt_reversals_pkey primary key
        constraint receipt_reversals_receipt_fkey references offline_receipts,
      cause text not null constraint receipt_reversals_cause check (cause in ('mistake', 'unpaid')),
      reversed_by_id bigint constraint receipt_reversals_person_fkey references people on delete set null,
      reversed_at timestamptz not null
    )`)
    history(this, 'offline_receipts', 'receipt_confirmations', 'receipt_reversals')
  }

  private deposited() {
    this.schema.raw(`create table cheque_deposits (
      id bigint generated always as identity constraint cheque_deposits_pkey primary key,
      made_by_id bigint constraint cheque_deposits_person_fkey references people on delete set null,
      made_at timestamptz not null
    )`)
    this.schema.raw(`create table cheque_deposit_lines (
      receipt_id bigint constraint cheque_deposit_lines_pkey primary key
        constraint cheque_deposit_lines_receipt_fkey references offline_receipts,
      deposit_id bigint not null constraint cheque_deposit_lines_deposit_fkey references cheque_deposits
    )`)
    this.schema.raw(
      'create index cheque_deposit_lines_deposit on cheque_deposit_lines (deposit_id)'
    )
    history(this, 'cheque_deposits', 'cheque_deposit_lines')
  }

  override async down() {
    this.schema.raw(`drop table cheque_deposit_lines, cheque_deposits, receipt_reversals,
      receipt_confirmations, offline_receipts, offline_orders, bank_details_signatures, bank_details`)
    this.schema.raw('drop function cash_takes_two()')
    this.schema.raw('drop function bank_details_take_two()')
  }
}
