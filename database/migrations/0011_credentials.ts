import { BaseSchema } from '@adonisjs/lucid/schema'
import { ordinary } from '#database/grants'

/**
 * How a person proves who they are: passkeys, codes of an application, recovery codes; when each
 * session was last confirmed and how it began; a new e-mail address on its way.
 */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw(`create table passkeys (
      id bigint generated always as identity constraint passkeys_pkey primary key,
      person_id bigint not null constraint passkeys_person_fkey references people on delete cascade,
      credential_id text not null constraint passkeys_credential_unique unique,
      public_key bytea not null,
      counter bigint not null default 0 constraint passkeys_counter check (counter >= 0),
      transports text[] not null default '{}',
      name text not null constraint passkeys_name_length check (char_length(name) between 1 and 60),
      added_at timestamptz not null,
      last_used_at timestamptz
    )`)
    this.schema.raw('create index passkeys_person on passkeys (person_id)')
    this.schema.raw(`create table passkey_challenges (
      challenge_hash bytea constraint passkey_challenges_pkey primary key,
      purpose text not null constraint passkey_challenges_purpose check (purpose in ('sign_in', 'add', 'confirm')),
      person_id bigint constraint passkey_challenges_person_fkey references people on delete cascade,
      expires_at timestamptz not null,
      constraint passkey_challenges_whose check ((purpose = 'sign_in') = (person_id is null))
    )`)
    this.schema.raw('create index passkey_challenges_expiry on passkey_challenges (expires_at)')
    this.schema.raw(`create table authenticator_apps (
      person_id bigint constraint authenticator_apps_pkey primary key
        constraint authenticator_apps_person_fkey references people on delete cascade,
      sealed_secret text not null,
      added_at timestamptz not null,
      confirmed_at timestamptz,
      last_step bigint not null default 0
    )`)
    this.schema.raw(`create table recovery_codes (
      person_id bigint not null constraint recovery_codes_person_fkey references people on delete cascade,
      code_hash bytea not null,
      made_at timestamptz not null,
      used_at timestamptz,
      constraint recovery_codes_pkey primary key (person_id, code_hash)
    )`)
    this.schema.raw(`create table email_changes (
      token_hash bytea constraint email_changes_pkey primary key,
      person_id bigint not null constraint email_changes_person_fkey references people on delete cascade,
      email text not null constraint email_changes_lower check (email = lower(email) and char_length(email) <= 254),
      asked_at timestamptz not null,
      expires_at timestamptz not null,
      used_at timestamptz
    )`)
    this.schema.raw('create index email_changes_person on email_changes (person_id)')
    this.schema.raw(`alter table sessions
      add column signed_in_by text not null default 'link' constraint sessions_signed_in_by
        check (signed_in_by in ('link', 'password', 'passkey', 'demo')),
      add column confirmed_at timestamptz,
      add column awaits_second_factor boolean not null default false`)
    ordinary(this, 'passkeys', 'passkey_challenges', 'authenticator_apps', 'recovery_codes')
    ordinary(this, 'email_changes')
  }

  override async down() {
    this.schema.raw(`alter table sessions drop column signed_in_by, drop column confirmed_at,
      drop column awaits_second_factor`)
    for (const table of [
      'email_changes',
      'recovery_codes',
      'authenticator_apps',
      'passkey_challenges',
      'passkeys',
    ]) {
      this.schema.raw(`drop table ${table}`)
    }
  }
}
