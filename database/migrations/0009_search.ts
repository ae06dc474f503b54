import { BaseSchema } from '@adonisjs/lucid/schema'
import { ordinary } from '#database/grants'

/**
 * Finding posts by their words, without accents or endings, and by their tags. What is searched
 * stands in a table of its own, in the feed's order: newest first is then a walk of its key.
 */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw('create extension if not exists unaccent')
    this.schema.raw('create text search configuration placette_fr (copy = french)')
    this.schema.raw(`alter text search configuration placette_fr
      alter mapping for hword, hword_part, word with unaccent, french_stem`)
    // Immutable in fact: its dictionary is named, and only an upgrade of the server changes it.
    this.schema.raw(`create function folded_words(content text) returns text
      language sql immutable strict parallel safe as $$
        select ' ' || btrim(regexp_replace(lower(public.unaccent('public.unaccent'::regdictionary, content)),
          '[^[:alnum:]]+', ' ', 'g')) || ' '
      $$`)
    this.schema.raw(`create table post_search (
      seq bigint constraint post_search_pkey primary key,
      post_id bigint not null constraint post_search_post_unique unique
        constraint post_search_post_fkey references posts on delete cascade,
      document tsvector not null
    )`)
    this.schema.raw('create index post_search_document on post_search using gin (document)')
    this.schema.raw(`create table post_tags (
      post_id bigint not null constraint post_tags_post_fkey references posts on delete cascade,
      tag text not null constraint post_tags_form check (tag ~ '^[[:alnum:]_]{2,50}$'),
      label text not null,
      seq bigint,
      constraint post_tags_pkey primary key (post_id, tag)
    )`)
    this.schema.raw('create index post_tags_feed on post_tags (tag, seq desc)')
    this.schema.raw(`create function posts_are_found() returns trigger language plpgsql as $$
      begin
        insert into post_search (seq, post_id, document)
          values (new.published_seq, new.id, to_tsvector('placette_fr', new.body))
          on conflict (post_id) do update set document = excluded.document;
        update post_tags set seq = new.published_seq
         where post_id = new.id and seq is distinct from new.published_seq;
        return null;
      end $$`)
    this.schema.raw(`create trigger posts_are_found_when_written after insert on posts
      for each row when (new.published_seq is not null) execute function posts_are_found()`)
    this.schema
      .raw(`create trigger posts_are_found_when_changed after update of body, published_seq on posts
      for each row when (new.published_seq is not null
        and (new.published_seq is distinct from old.published_seq or new.body <> old.body))
      execute function posts_are_found()`)
    ordinary(this, 'post_search', 'post_tags')
  }

  override async down() {
    this.schema.raw('drop trigger posts_are_found_when_changed on posts')
    this.schema.raw('drop trigger posts_are_found_when_written on posts')
    this.schema.raw('drop function posts_are_found()')
    this.schema.raw('drop table post_tags')
    this.schema.raw('drop table post_search')
    this.schema.raw('drop function folded_words(text)')
    this.schema.raw('drop text search configuration placette_fr')
    this.schema.raw('drop extension unaccent')
  }
}
