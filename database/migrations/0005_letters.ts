import { BaseSchema } from '@adonisjs/lucid/schema'
import { ordinary } from '#database/grants'

/** The mail outbox (one row per letter, by its key) and the counters of rate limits. */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw(`create table outbox_letters (
      id bigint generated always as identity constraint outbox_letters_pkey primary key,
      letter_key text not null constraint outbox_letters_key_unique unique,
      kind text not null,
      recipient text not null,
      person_id bigint constraint outbox_letters_person_fkey references people on delete cascade,
      locale text not null,
      subject text not null,
      text_body text not null,
      html_body text not null,
      enqueued_at timestamptz not null,
      sent_at timestamptz
    )`)
    this.schema.raw(
      `create index outbox_letters_waiting on outbox_letters (id) where sent_at is null`
    )
    this.schema.raw(`create table rate_limits (
      key text constraint rate_limits_pkey primary key,
      points integer not null default 0,
      expire bigint
    )`)
    ordinary(this, 'outbox_letters', 'rate_limits')
  }

  override async down() {
    this.schema.raw('drop table rate_limits')
    this.schema.raw('drop table outbox_letters')
  }
}
