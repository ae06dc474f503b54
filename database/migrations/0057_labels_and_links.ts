import { BaseSchema } from '@adonisjs/lucid/schema'
import { ordinary } from '#database/grants'

/** What moderation decided of an account or a post, tied to its decision; and the label of a post. */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw('alter table posts add column labelled_clause text')
    this.schema.raw(`create table monthly_recipients (
      month date constraint monthly_recipients_pkey primary key
        constraint monthly_recipients_first check (extract(day from month) = 1),
      accounts integer not null constraint monthly_recipients_accounts check (accounts >= 0)
    )`)
    ordinary(this, 'monthly_recipients')
    this.schema.raw(`alter table restrictions add constraint restrictions_decision_fkey
      foreign key (decision_id) references decision_issues`)
    this.schema.raw(`alter table known_photos add constraint known_photos_case_fkey
      foreign key (case_id) references cases`)
  }

  override async down() {
    this.schema.raw('alter table known_photos drop constraint known_photos_case_fkey')
    this.schema.raw('alter table restrictions drop constraint restrictions_decision_fkey')
    this.schema.raw('drop table monthly_recipients')
    this.schema.raw('alter table posts drop column labelled_clause')
  }
}
