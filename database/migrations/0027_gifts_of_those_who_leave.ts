import { BaseSchema } from '@adonisjs/lucid/schema'
import { allow } from '#database/grants'

/** Lets the names and words of gifts be taken away when their giver leaves; the amounts stand. */
export default class extends BaseSchema {
  override async up() {
    allow(this, 'update (anonymous, public_name, words)', 'gifts')
    allow(this, 'update (donor_name, donor_email)', 'gifts_in_kind')
  }

  override async down() {
    this.schema.raw(`do $$ declare role text; begin
      for role in select distinct grantee from information_schema.column_privileges
         where table_name in ('gifts', 'gifts_in_kind') and privilege_type = 'UPDATE' and grantee <> current_user
      loop
        execute format('revoke update (anonymous, public_name, words) on gifts from %I', role);
        execute format('revoke update (donor_name, donor_email) on gifts_in_kind from %I', role);
      end loop;
    end $$`)
  }
}
