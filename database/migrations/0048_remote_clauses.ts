import { BaseSchema } from '@adonisjs/lucid/schema'
import { history } from '#database/grants'

/**
 * The article of the statutes that lets members vote from a distance: the last row says which, or that
 * there is none any more. Without it, what the statutes reserve is not decided here.
 */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw(`create table remote_clauses (
      id bigint generated always as identity constraint remote_clauses_pkey primary key,
      article text constraint remote_clauses_article check (char_length(article) between 1 and 2000),
      recorded_by_id bigint constraint remote_clauses_recorder_fkey references people,
      recorded_at timestamptz not null
    )`)
    this.schema
      .raw(`create trigger remote_clauses_stand before update or delete or truncate on remote_clauses
      for each statement execute function refuse_change()`)
    this.schema.raw(`create function votes_need_the_clause() returns trigger language plpgsql as $$
      begin
        if new.consultative is null
           and exists (select from organisation where legal_form in ('association', 'cooperative'))
           and (new.parameters ->> 'article' is not null
             or exists (select from proposals where id = new.proposal_id and kind = 'legal_form'))
           and (select article from remote_clauses order by id desc limit 1) is null then
          raise exception 'votes_need_the_clause: the statutes let nobody decide proposal % from a distance', new.proposal_id
            using errcode = 'integrity_constraint_violation', constraint = 'votes_need_the_clause';
        end if;
        return new;
      end $$`)
    this.schema.raw(`create trigger votes_need_the_clause before insert on proposal_calls
      for each row execute function votes_need_the_clause()`)
    history(this, 'remote_clauses')
  }

  override async down() {
    this.schema.raw('drop trigger votes_need_the_clause on proposal_calls')
    this.schema.raw('drop function votes_need_the_clause()')
    this.schema.raw('drop table remote_clauses')
  }
}
