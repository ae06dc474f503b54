import { BaseSchema } from '@adonisjs/lucid/schema'

/** Nobody signs that money goes back to themselves, whoever asked for it. */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw(signaturesOfOthers(true))
  }

  override async down() {
    this.schema.raw(signaturesOfOthers(false))
  }
}

function signaturesOfOthers(norOfThePayer: boolean): string {
  const payer = norOfThePayer
    ? `or exists (select from refunds r join payments p on p.id = r.payment_id
           join payment_intents i on i.id = p.intent_id
          where r.id = new.refund_id and i.person_id = new.person_id)`
    : ''
  return `create or replace function refund_signatures_of_others() returns trigger language plpgsql as $$
      begin
        if exists (select from refunds where id = new.refund_id and by_payer and asked_by_id = new.person_id)
           ${payer} then
          raise exception 'refund_signatures_of_others: whoever has refund % cannot sign it', new.refund_id
            using errcode = 'check_violation', constraint = 'refund_signatures_of_others';
        end if;
        return new;
      end $$`
}
