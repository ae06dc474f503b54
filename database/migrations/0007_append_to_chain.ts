import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Giving out a chain's numbers and hashes is one call: a batch costs one round trip and one commit.
 * The lock comes first, so that what is read after it is what earlier batches have committed. Posts
 * are found by `published_at`: the index over `published_seq` would lead through all that wait.
 */
export default class extends BaseSchema {
  override async up() {
    this.schema
      .raw(`create function append_to_chain(of_chain text, at timestamptz, most integer) returns chain_entries[]
      language plpgsql as $$
      declare
        pending record;
        link chain_entries;
        added chain_entries[] := '{}';
      begin
        perform pg_advisory_xact_lock(hashtext('chain:' || of_chain));
        select * into link from chain_entries where chain = of_chain order by sequence desc limit 1;
        if not found then
          link.chain := of_chain;
          link.sequence := 0;
          link.hash := decode(repeat('00', 32), 'hex');
        end if;
        link.recorded_at := date_trunc('milliseconds', at);
        for pending in
          with taken as (
            delete from chain_pending where id in
              (select id from chain_pending where chain = of_chain order by id limit most)
            returning id, kind, subject_id, content_hash
          ) select * from taken order by id
        loop
          link.sequence := link.sequence + 1;
          link.kind := pending.kind;
          link.subject_id := pending.subject_id;
          link.content_hash := pending.content_hash;
          link.previous_hash := link.hash;
          link.hash := chain_entry_hash(link.chain, link.sequence, link.kind, link.subject_id,
            link.content_hash, link.recorded_at, link.previous_hash);
          added := added || link;
        end loop;
        insert into chain_entries select * from unnest(added);
        return added;
      end $$`)
    this.schema.raw(`create function append_to_feed(at timestamptz, most integer) returns integer
      language plpgsql as $$
      declare added chain_entries[] := append_to_chain('feed', at, most);
      begin
        update posts set published_seq = a.sequence, published_at = a.recorded_at
          from unnest(added) a
         where a.kind = 'post.published' and posts.id = a.subject_id and posts.published_at is null;
        return cardinality(added);
      end $$`)
  }

  override async down() {
    this.schema.raw('drop function append_to_feed(timestamptz, integer)')
    this.schema.raw('drop function append_to_chain(text, timestamptz, integer)')
  }
}
