import { BaseSchema } from '@adonisjs/lucid/schema'
import { history, ordinary } from '#database/grants'

/**
 * The append-only hash chain of every room that keeps one. The database recomputes each link, so
 * that neither a mistake nor the application's role can bend it.
 */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw(`create table chain_entries (
      chain text not null,
      sequence bigint not null constraint chain_entries_sequence_positive check (sequence > 0),
      kind text not null,
      subject_id bigint not null,
      content_hash bytea not null constraint chain_entries_content_sha256 check (octet_length(content_hash) = 32),
      recorded_at timestamptz not null constraint chain_entries_whole_milliseconds
        check (date_trunc('milliseconds', recorded_at) = recorded_at),
      previous_hash bytea not null,
      hash bytea not null,
      constraint chain_entries_pkey primary key (chain, sequence)
    )`)
    this.schema.raw(`create index chain_entries_subject on chain_entries (subject_id, kind)`)
    this.schema.raw(`create table chain_pending (
      id bigint generated always as identity constraint chain_pending_pkey primary key,
      chain text not null,
      kind text not null,
      subject_id bigint not null,
      content_hash bytea not null constraint chain_pending_content_sha256 check (octet_length(content_hash) = 32)
    )`)
    this.schema
      .raw(`create function chain_entry_hash(chain text, sequence bigint, kind text, subject_id bigint,
        content_hash bytea, recorded_at timestamptz, previous_hash bytea) returns bytea
      language sql immutable strict parallel safe as $$
        select sha256(convert_to(concat_ws('|', chain, sequence, kind, subject_id, encode(content_hash, 'hex'),
          (extract(epoch from recorded_at) * 1000)::bigint, encode(previous_hash, 'hex')), 'UTF8'))
      $$`)
    this.schema.raw(`create function chain_entries_follow() returns trigger language plpgsql as $$
      declare wrong record;
      begin
        select a.chain, a.sequence into wrong
          from (select added.*,
                  lag(added.sequence) over link as before_sequence,
                  lag(added.hash) over link as before_hash
                from added window link as (partition by added.chain order by added.sequence)) a
          left join chain_entries p on a.before_hash is null and p.chain = a.chain and p.sequence = a.sequence - 1
         where a.hash is distinct from chain_entry_hash(a.chain, a.sequence, a.kind, a.subject_id,
                 a.content_hash, a.recorded_at, a.previous_hash)
            or (a.before_hash is not null and (a.before_sequence <> a.sequence - 1 or a.before_hash <> a.previous_hash))
            or (a.before_hash is null and a.previous_hash is distinct from
                 case when a.sequence = 1 then decode(repeat('00', 32), 'hex') else p.hash end)
         limit 1;
        if found then
          raise exception 'chain_entries_follow: link % of % does not follow the one before it', wrong.sequence, wrong.chain
            using errcode = 'integrity_constraint_violation';
        end if;
        return null;
      end $$`)
    this.schema.raw(`create trigger chain_entries_follow after insert on chain_entries
      referencing new table as added for each statement execute function chain_entries_follow()`)
    this.schema.raw(`create function refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception '% of % is refused: it is history', tg_op, tg_table_name using errcode = 'integrity_constraint_violation';
      end $$`)
    this.schema
      .raw(`create trigger chain_entries_stand before update or delete or truncate on chain_entries
      for each statement execute function refuse_change()`)
    history(this, 'chain_entries')
    ordinary(this, 'chain_pending')
  }

  override async down() {
    this.schema.raw('drop table chain_pending')
    this.schema.raw('drop table chain_entries')
    this.schema.raw('drop function chain_entries_follow()')
    this.schema.raw(
      'drop function chain_entry_hash(text, bigint, text, bigint, bytea, timestamptz, bytea)'
    )
    this.schema.raw('drop function refuse_change()')
  }
}
