import { BaseSchema } from '@adonisjs/lucid/schema'
import { guard, refuse, standing } from '#database/guard'
import { history } from '#database/grants'

/**
 * The public log of moderation: what was done, under which mandate, without a name and without a word of
 * what was said. The database numbers and chains its lines; a correction is a line of its own.
 */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw(`create table moderation_log (
      sequence bigint constraint moderation_log_pkey primary key,
      kind text not null constraint moderation_log_kind check (kind in ('opened', 'hidden_at_once', 'shown_again',
        'issued', 'appealed', 'jury_drawn', 'appeal_decided', 'restored', 'purged', 'evidence_purged', 'corrected')),
      said jsonb not null,
      case_id bigint constraint moderation_log_case_fkey references cases,
      decision_id bigint constraint moderation_log_decision_fkey references decisions,
      appeal_id bigint constraint moderation_log_appeal_fkey references appeals,
      happened_at timestamptz not null constraint moderation_log_whole_milliseconds
        check (date_trunc('milliseconds', happened_at) = happened_at),
      previous_hash bytea not null,
      hash bytea not null,
      constraint moderation_log_no_words check (not jsonb_exists_any(said, array['name', 'text', 'why', 'facts', 'reasons', 'person']))
    )`)
    this.schema.raw('create index moderation_log_case on moderation_log (case_id)')
    this.schema
      .raw(`create function moderation_log_hash(previous bytea, sequence bigint, kind text, at timestamptz, said jsonb)
      returns bytea language sql immutable as $$
      select sha256(convert_to(concat_ws('|', encode(previous, 'hex'), sequence, kind,
        (extract(epoch from at) * 1000)::bigint, said::text), 'UTF8'))
    $$`)
    guard(this, {
      name: 'moderation_log_follows',
      when: 'before insert on moderation_log',
      declare: 'declare last moderation_log;',
      body: `perform pg_advisory_xact_lock(hashtextextended('moderation_log', 0));
        select * into last from moderation_log order by sequence desc limit 1;
        new.sequence := coalesce(last.sequence, 0) + 1;
        new.previous_hash := coalesce(last.hash, decode(repeat('00', 32), 'hex'));
        new.hash := moderation_log_hash(new.previous_hash, new.sequence, new.kind, new.happened_at, new.said);
        return new;`,
    })
    for (const [name, table, key, kinds] of [
      ['decision_issues_are_logged', 'decision_issues', 'decision_id', ['issued']],
      ['appeals_are_logged', 'appeals', 'appeal_id', ['appealed']],
      ['appeal_outcomes_are_logged', 'appeal_outcomes', 'appeal_id', ['appeal_decided']],
      ['case_emergencies_are_logged', 'case_emergencies', 'case_id', ['hidden_at_once']],
      ['case_purges_are_logged', 'case_purges', 'case_id', ['purged']],
    ] as const) {
      const own = table === 'appeals' ? 'new.id' : `new.${key}`
      guard(this, {
        name,
        when: `after insert on ${table} deferrable initially deferred`,
        deferred: true,
        body: `if not exists (select from moderation_log where ${key} = ${own} and kind = '${kinds[0]}') then
          ${refuse('% is in no public log', own)}
        end if;
        return null;`,
      })
    }
    standing(this, 'moderation_log')
    history(this, 'moderation_log')
  }

  override async down() {
    for (const [name, table] of [
      ['decision_issues_are_logged', 'decision_issues'],
      ['appeals_are_logged', 'appeals'],
      ['appeal_outcomes_are_logged', 'appeal_outcomes'],
      ['case_emergencies_are_logged', 'case_emergencies'],
      ['case_purges_are_logged', 'case_purges'],
    ]) {
      this.schema.raw(`drop trigger ${name} on ${table}`)
      this.schema.raw(`drop function ${name}()`)
    }
    this.schema.raw('drop table moderation_log')
    this.schema.raw('drop function moderation_log_follows()')
    this.schema.raw('drop function moderation_log_hash(bytea, bigint, text, timestamptz, jsonb)')
  }
}
