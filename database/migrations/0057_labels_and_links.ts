import { BaseSchema } from '@adonisjs/lucid/schema'
import { history, ordinary } from '#database/grants'
import { guard, refuse, standing } from '#database/guard'

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
    // Whoever brought somebody hears of a decision when that person says so, and only then.
    this.schema.raw(`create table decision_sponsor_tellings (
      decision_id bigint constraint decision_sponsor_tellings_pkey primary key
        constraint decision_sponsor_tellings_decision_fkey references decision_issues,
      told_at timestamptz not null
    )`)
    standing(this, 'decision_sponsor_tellings')
    history(this, 'decision_sponsor_tellings')
    this.schema.raw(`alter table restrictions add constraint restrictions_decision_fkey
      foreign key (decision_id) references decision_issues`)
    this.schema.raw(`alter table known_photos add constraint known_photos_case_fkey
      foreign key (case_id) references cases`)
    guard(this, {
      name: 'restrictions_follow_decisions',
      when: 'before insert on restrictions',
      body: `if new.kind = 'paused' and not exists (select from decisions d join decision_issues i on i.decision_id = d.id
             join cases c on c.id = d.case_id where d.id = new.decision_id and d.act = 'pause' and c.author_id = new.person_id
               and i.issued_at = new.starts_at and i.ends_at = new.ends_at) then
          ${refuse('decision % does not pause %', 'new.decision_id, new.person_id')}
        end if;
        return new;`,
    })
    guard(this, {
      name: 'decision_issues_pause',
      when: 'after insert on decision_issues deferrable initially deferred',
      deferred: true,
      body: `if exists (select from decisions where id = new.decision_id and act = 'pause')
           and not exists (select from restrictions where decision_id = new.decision_id) then
          ${refuse('decision % pauses nobody', 'new.decision_id')}
        end if;
        return null;`,
    })
  }

  override async down() {
    for (const [name, table] of [
      ['restrictions_follow_decisions', 'restrictions'],
      ['decision_issues_pause', 'decision_issues'],
    ]) {
      this.schema.raw(`drop trigger ${name} on ${table}`)
      this.schema.raw(`drop function ${name}()`)
    }
    this.schema.raw('alter table known_photos drop constraint known_photos_case_fkey')
    this.schema.raw('alter table restrictions drop constraint restrictions_decision_fkey')
    this.schema.raw('drop table decision_sponsor_tellings')
    this.schema.raw('drop table monthly_recipients')
    this.schema.raw('alter table posts drop column labelled_clause')
  }
}
