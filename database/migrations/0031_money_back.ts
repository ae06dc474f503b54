import { BaseSchema } from '@adonisjs/lucid/schema'
import { history } from '#database/grants'

/**
 * Money that goes back: what becomes of a gift paid twice, whose refund the payer asked for, and
 * refunds that no provider can make, which someone makes by hand once two others have signed.
 */
export default class extends BaseSchema {
  override async up() {
    this.surplus()
    this.asked()
    this.byHand()
  }

  private surplus() {
    this.schema.raw(`create table gift_surplus (
      id bigint generated always as identity constraint gift_surplus_pkey primary key,
      payment_id bigint not null constraint gift_surplus_payment_fkey references payments,
      gift_id bigint not null constraint gift_surplus_gift_fkey references gifts,
      amount_cents bigint not null constraint gift_surplus_amount check (amount_cents > 0),
      noticed_at timestamptz not null,
      constraint gift_surplus_once unique (payment_id, gift_id)
    )`)
    this.schema.raw('create index gift_surplus_gift on gift_surplus (gift_id)')
    this.schema.raw(`create table gift_surplus_choices (
      surplus_id bigint constraint gift_surplus_choices_pkey primary key
        constraint gift_surplus_choices_surplus_fkey references gift_surplus,
      choice text not null constraint gift_surplus_choices_choice check (choice in ('refund', 'gift')),
      gift_id bigint constraint gift_surplus_choices_gift_fkey references gifts,
      chosen_by_id bigint constraint gift_surplus_choices_person_fkey references people on delete set null,
      chosen_at timestamptz not null,
      constraint gift_surplus_choices_kept check ((choice = 'gift') = (gift_id is not null))
    )`)
    // Which gift a surplus of dues became: its money goes when the payment's does.
    this.schema.raw(`alter table dues_surplus_choices add column gift_id bigint
      constraint dues_surplus_choices_gift_fkey references gifts`)
    for (const table of ['gift_surplus', 'gift_surplus_choices']) this.stands(table)
    this.schema.raw('alter table dues_surplus_choices disable trigger user')
    this.schema.raw(`update dues_surplus_choices c set gift_id = m.gift_id
      from dues_surplus s, gift_money m
     where c.surplus_id = s.id and c.choice = 'gift' and m.payment_id = s.payment_id and m.cause = 'paid'
       and m.amount_cents = s.amount_cents and m.counted_at = c.chosen_at
       and not exists (select from payment_lines l where l.kind = 'gift' and l.subject_id = m.gift_id)`)
    this.schema.raw('alter table dues_surplus_choices enable trigger user')
    history(this, 'gift_surplus', 'gift_surplus_choices')
  }

  private asked() {
    this.schema.raw('alter table refunds add column by_payer boolean not null default false')
    // Asked of means that can give nothing back: these wait for two signatures and a hand.
    this.schema.raw(`update refunds set state = 'asked', refusal = null, signatures_needed = 2
      where state = 'failed' and refusal = 'not_offered' and ref is null and provider in ('transfer', 'cash_cheque')`)
    // Who asks for money of their own does not sign that it goes back.
    this.schema
      .raw(`create function refund_signatures_of_others() returns trigger language plpgsql as $$
      begin
        if exists (select from refunds where id = new.refund_id and by_payer and asked_by_id = new.person_id) then
          raise exception 'refund_signatures_of_others: whoever asks for refund % cannot sign it', new.refund_id
            using errcode = 'check_violation', constraint = 'refund_signatures_of_others';
        end if;
        return new;
      end $$`)
    this.schema.raw(`create trigger refund_signatures_of_others before insert on refund_signatures
      for each row execute function refund_signatures_of_others()`)
  }

  private byHand() {
    this.schema.raw(`create table hand_refunds (
      refund_id bigint constraint hand_refunds_pkey primary key
        constraint hand_refunds_refund_fkey references refunds,
      payment_id bigint not null constraint hand_refunds_payment_fkey references payments,
      amount_cents bigint not null constraint hand_refunds_amount check (amount_cents > 0),
      way text not null constraint hand_refunds_way check (way in ('transfer', 'cash')),
      made_on date not null,
      reference text not null constraint hand_refunds_reference check (char_length(reference) between 1 and 120),
      made_by_id bigint constraint hand_refunds_person_fkey references people on delete set null,
      made_at timestamptz not null
    )`)
    this.schema.raw('create index hand_refunds_payment on hand_refunds (payment_id)')
    this.schema.raw('create index hand_refunds_made on hand_refunds (made_at)')
    // Two persons signed for this very amount, and no more leaves than was paid.
    this.schema.raw(`create function hand_refunds_are_owed() returns trigger language plpgsql as $$
      declare paid bigint; back bigint;
      begin
        select gross_cents into paid from payments where id = new.payment_id for update;
        if not exists (select from refunds r where r.id = new.refund_id and r.payment_id = new.payment_id
             and r.amount_cents = new.amount_cents and r.state = 'asked'
             and r.provider in ('transfer', 'cash_cheque')) then
          raise exception 'hand_refunds_are_asked: refund % was not asked so', new.refund_id
            using errcode = 'check_violation', constraint = 'hand_refunds_are_asked';
        end if;
        if (select count(*) from refund_signatures where refund_id = new.refund_id) < 2 then
          raise exception 'hand_refunds_are_signed: refund % lacks a signature', new.refund_id
            using errcode = 'check_violation', constraint = 'hand_refunds_are_signed';
        end if;
        select coalesce(sum(amount_cents), 0) into back from hand_refunds where payment_id = new.payment_id;
        if back + new.amount_cents > paid then
          raise exception 'hand_refunds_within_payment: payment % would give more than it brought', new.payment_id
            using errcode = 'check_violation', constraint = 'hand_refunds_within_payment';
        end if;
        return new;
      end $$`)
    this.schema.raw(`create trigger hand_refunds_are_owed before insert on hand_refunds
      for each row execute function hand_refunds_are_owed()`)
    this.schema.raw(`create table refund_withdrawals (
      refund_id bigint constraint refund_withdrawals_pkey primary key
        constraint refund_withdrawals_refund_fkey references refunds,
      withdrawn_by_id bigint constraint refund_withdrawals_person_fkey references people on delete set null,
      withdrawn_at timestamptz not null
    )`)
    for (const table of ['hand_refunds', 'refund_withdrawals']) this.stands(table)
    history(this, 'hand_refunds', 'refund_withdrawals')
  }

  private stands(table: string) {
    this.schema.raw(`create trigger ${table}_stand before update or delete or truncate on ${table}
      for each statement execute function refuse_change()`)
  }

  override async down() {
    this.schema.raw('drop table refund_withdrawals, hand_refunds')
    this.schema.raw('drop function hand_refunds_are_owed()')
    this.schema.raw('drop trigger refund_signatures_of_others on refund_signatures')
    this.schema.raw('drop function refund_signatures_of_others()')
    this.schema.raw('alter table refunds drop column by_payer')
    this.schema.raw('alter table dues_surplus_choices drop column gift_id')
    this.schema.raw('drop table gift_surplus_choices, gift_surplus')
  }
}
