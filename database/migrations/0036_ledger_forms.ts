import { BaseSchema } from '@adonisjs/lucid/schema'
import { allow } from '#database/grants'

/** Which draft a form has written: sending it twice writes one. Kept once the draft is an entry. */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw(`create table ledger_forms (
      form_key uuid constraint ledger_forms_pkey primary key,
      draft_id bigint not null,
      sent_at timestamptz not null
    )`)
    allow(this, 'select, insert', 'ledger_forms')
  }

  override async down() {
    this.schema.raw('drop table ledger_forms')
  }
}
