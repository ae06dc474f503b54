import { BaseSchema } from '@adonisjs/lucid/schema'
import { history } from '#database/grants'

/** Who signed for money that goes back: two persons from an amount on, never the same one twice. */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw(`alter table refunds add column signatures_needed smallint not null default 0
        constraint refunds_signatures check (signatures_needed between 0 and 2),
      add column refusal text`)
    this.schema.raw(`create table refund_signatures (
      refund_id bigint not null constraint refund_signatures_refund_fkey references refunds on delete cascade,
      person_id bigint not null constraint refund_signatures_person_fkey references people,
      signed_at timestamptz not null,
      constraint refund_signatures_pkey primary key (refund_id, person_id)
    )`)
    this.schema.raw('create index refund_signatures_person on refund_signatures (person_id)')
    history(this, 'refund_signatures')
    // The provider hears of it with the signatures that it needs, or not at all.
    this.schema.raw(`create function refunds_are_signed() returns trigger language plpgsql as $$
      begin
        if new.ref is not null and new.signatures_needed >
           (select count(*) from refund_signatures where refund_id = new.id) then
          raise exception 'refunds_are_signed: refund % lacks a signature', new.id
            using errcode = 'check_violation', constraint = 'refunds_are_signed';
        end if;
        return new;
      end $$`)
    this.schema.raw(`create trigger refunds_are_signed before update on refunds
      for each row execute function refunds_are_signed()`)
  }

  override async down() {
    this.schema.raw('drop trigger refunds_are_signed on refunds')
    this.schema.raw('drop function refunds_are_signed()')
    this.schema.raw('drop table refund_signatures')
    this.schema.raw('alter table refunds drop column signatures_needed, drop column refusal')
  }
}
