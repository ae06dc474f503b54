import { BaseSchema } from '@adonisjs/lucid/schema'
import { history } from '#database/grants'

const STANDING = ['statute_articles', 'statute_declarations']

/**
 * Rules that an article of the statutes fixes: the last row of a rule says by which, or that none does
 * any more. Changing one changes the statutes: it takes the extraordinary majority, and is declared.
 */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw(`create table statute_articles (
      id bigint generated always as identity constraint statute_articles_pkey primary key,
      rule_key text not null,
      article text constraint statute_articles_article check (char_length(article) between 1 and 2000),
      recorded_by_id bigint constraint statute_articles_recorder_fkey references people,
      recorded_at timestamptz not null
    )`)
    this.schema.raw('create index statute_articles_rule on statute_articles (rule_key, id)')
    this.schema.raw(`create table statute_declarations (
      proposal_id bigint constraint statute_declarations_pkey primary key
        constraint statute_declarations_enactment_fkey references enactments,
      declared_on date not null,
      recorded_by_id bigint constraint statute_declarations_recorder_fkey references people,
      recorded_at timestamptz not null
    )`)
    this.liftedByTheFounder()
    this.extraordinary()
    this.declaredOfAnArticle()
    for (const table of STANDING) {
      this.schema.raw(`create trigger ${table}_stand before update or delete or truncate on ${table}
        for each statement execute function refuse_change()`)
    }
    history(this, ...STANDING)
  }

  private liftedByTheFounder() {
    this.schema.raw(`create function statute_articles_stay() returns trigger language plpgsql as $$
      begin
        if new.article is null and exists (select from organisation where charter_adopted_at is not null) then
          raise exception 'statute_articles_stay: the statutes fix % until the members decide otherwise', new.rule_key
            using errcode = 'integrity_constraint_violation', constraint = 'statute_articles_stay';
        end if;
        return new;
      end $$`)
    this.schema.raw(`create trigger statute_articles_stay before insert on statute_articles
      for each row execute function statute_articles_stay()`)
  }

  private extraordinary() {
    this.schema.raw(`create function statutes_ask_more() returns trigger language plpgsql as $$
      begin
        if new.majority <> 'extraordinary' and exists (select from proposals p
             join proposal_versions v on v.proposal_id = p.id and v.version = new.version
             join lateral (select article from statute_articles where rule_key = v.payload ->> 'key'
               order by id desc limit 1) s on s.article is not null
             where p.id = new.proposal_id and p.kind in ('rule_change', 'drafts')) then
          raise exception 'statutes_ask_more: proposal % changes the statutes by an ordinary majority', new.proposal_id
            using errcode = 'integrity_constraint_violation', constraint = 'statutes_ask_more';
        end if;
        return new;
      end $$`)
    this.schema.raw(`create trigger statutes_ask_more before insert on proposal_calls
      for each row execute function statutes_ask_more()`)
  }

  private declaredOfAnArticle() {
    this.schema
      .raw(`create function statute_declarations_of_a_vote() returns trigger language plpgsql as $$
      begin
        if not exists (select from enactments e join proposal_calls c on c.proposal_id = e.proposal_id
             where e.proposal_id = new.proposal_id and c.parameters ->> 'article' is not null) then
          raise exception 'statute_declarations_of_a_vote: proposal % changed no article', new.proposal_id
            using errcode = 'integrity_constraint_violation', constraint = 'statute_declarations_of_a_vote';
        end if;
        return new;
      end $$`)
    this.schema
      .raw(`create trigger statute_declarations_of_a_vote before insert on statute_declarations
      for each row execute function statute_declarations_of_a_vote()`)
  }

  override async down() {
    this.schema.raw('drop trigger statutes_ask_more on proposal_calls')
    for (const table of STANDING) this.schema.raw(`drop table ${table} cascade`)
    for (const name of [
      'statutes_ask_more',
      'statute_articles_stay',
      'statute_declarations_of_a_vote',
    ]) {
      this.schema.raw(`drop function ${name}()`)
    }
  }
}
