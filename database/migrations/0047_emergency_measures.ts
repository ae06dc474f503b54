import { BaseSchema } from '@adonisjs/lucid/schema'
import { history } from '#database/grants'

const STANDING = [
  'emergency_measures',
  'emergency_measure_withdrawals',
  'emergency_measure_signatures',
]

const FUNCTIONS = [
  'emergency_measures_are_proposed',
  'emergency_measures_are_signed',
  'emergency_measures_withdrawn_in_time',
  'emergency_measures_take_effect',
  'rule_values_follow_measures',
]

/**
 * What two mandates of the board do without a vote, for a while: a measure proposed by one, signed by
 * another, over at an instant written down, and asked of the members by a vote that closes then.
 */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw(`create table emergency_measures (
      id bigint generated always as identity constraint emergency_measures_pkey primary key,
      rule_key text not null,
      value jsonb not null,
      title text not null constraint emergency_measures_title check (char_length(title) between 3 and 120),
      reasons text not null constraint emergency_measures_reasons check (char_length(reasons) between 1 and 10000),
      days smallint not null constraint emergency_measures_days check (days between 1 and 30),
      proposed_by_id bigint not null constraint emergency_measures_proposer_fkey references people,
      mandate_id bigint not null constraint emergency_measures_mandate_fkey references mandates,
      proposed_at timestamptz not null
    )`)
    this.schema.raw(`create table emergency_measure_withdrawals (
      measure_id bigint constraint emergency_measure_withdrawals_pkey primary key
        constraint emergency_measure_withdrawals_measure_fkey references emergency_measures,
      withdrawn_at timestamptz not null
    )`)
    this.schema.raw(`create table emergency_measure_signatures (
      measure_id bigint constraint emergency_measure_signatures_pkey primary key
        constraint emergency_measure_signatures_measure_fkey references emergency_measures,
      signed_by_id bigint not null constraint emergency_measure_signatures_signer_fkey references people,
      mandate_id bigint not null constraint emergency_measure_signatures_mandate_fkey references mandates,
      proposal_id bigint not null constraint emergency_measure_signatures_proposal_fkey references proposals
        constraint emergency_measure_signatures_one_vote unique,
      signed_at timestamptz not null,
      ends_at timestamptz not null,
      constraint emergency_measure_signatures_in_order check (ends_at > signed_at)
    )`)
    this.schema.raw('create index emergency_measures_rule on emergency_measures (rule_key, id)')
    this.schema.raw(`alter table rule_values add constraint rule_values_measure_fkey
      foreign key (emergency_measure_id) references emergency_measure_signatures`)
    this.schema
      .raw(`create unique index rule_values_one_per_measure on rule_values (emergency_measure_id)
      where emergency_measure_id is not null`)
    this.proposed()
    this.signed()
    this.withdrawn()
    this.complete()
    for (const table of STANDING) {
      this.schema.raw(`create trigger ${table}_stand before update or delete or truncate on ${table}
        for each statement execute function refuse_change()`)
    }
    history(this, ...STANDING)
  }

  /** Never on the rules of votes, mandates, money or emergencies themselves, nor on what the statutes fix. */
  private proposed() {
    this.guard(
      'emergency_measures_are_proposed',
      'before insert on emergency_measures',
      `if not exists (select from organisation where charter_adopted_at is not null) then
          ${refuse('there is no charter yet, the founder sets the rules')}
        end if;
        if split_part(new.rule_key, '.', 1) in ('votes', 'mandates', 'treasury', 'emergency') then
          ${refuse('no measure touches %', 'new.rule_key')}
        end if;
        if (select article from statute_articles where rule_key = new.rule_key order by id desc limit 1) is not null then
          ${refuse('the statutes fix %', 'new.rule_key')}
        end if;
        if not ${held('new.mandate_id', 'new.proposed_by_id', 'new.proposed_at')} then
          ${refuse('mandate % is not of the board, or not theirs now', 'new.mandate_id')}
        end if;
        return new;`
    )
  }

  private signed() {
    this.guard(
      'emergency_measures_are_signed',
      'before insert on emergency_measure_signatures',
      `perform pg_advisory_xact_lock(hashtextextended('measure', new.measure_id));
        select * into strict measure from emergency_measures where id = new.measure_id;
        perform pg_advisory_xact_lock(hashtextextended('emergency:' || measure.rule_key, 0));
        if new.signed_by_id = measure.proposed_by_id then
          ${refuse('measure % needs another person', 'new.measure_id')}
        end if;
        if not ${held('new.mandate_id', 'new.signed_by_id', 'new.signed_at')}
           or not ${held('measure.mandate_id', 'measure.proposed_by_id', 'new.signed_at')} then
          ${refuse('measure % is not borne by two mandates of the board', 'new.measure_id')}
        end if;
        if exists (select from emergency_measure_withdrawals where measure_id = new.measure_id) then
          ${refuse('measure % is withdrawn', 'new.measure_id')}
        end if;
        select coalesce((select (value #>> '{}')::integer from rule_values where rule_key = 'emergency.max_days'
            and effective_from <= new.signed_at and (superseded_at is null or superseded_at > new.signed_at)
          order by effective_from desc, id desc limit 1), 14) into most;
        if new.ends_at > new.signed_at + make_interval(hours => 24 * least(most, measure.days)) then
          ${refuse('measure % lasts too long', 'new.measure_id')}
        end if;
        if exists (select from emergency_measure_signatures s join emergency_measures m on m.id = s.measure_id
             where m.rule_key = measure.rule_key and s.signed_at > new.signed_at - interval '90 days') then
          ${refuse('% was under such a measure lately', 'measure.rule_key')}
        end if;
        return new;`,
      'declare measure emergency_measures; most integer;'
    )
  }

  private withdrawn() {
    this.guard(
      'emergency_measures_withdrawn_in_time',
      'before insert on emergency_measure_withdrawals',
      `perform pg_advisory_xact_lock(hashtextextended('measure', new.measure_id));
        if exists (select from emergency_measure_signatures where measure_id = new.measure_id) then
          ${refuse('measure % is signed', 'new.measure_id')}
        end if;
        return new;`
    )
  }

  /** A signed measure sets its rule until its end, and its vote closes then: all or nothing. */
  private complete() {
    this.guard(
      'emergency_measures_take_effect',
      'after insert on emergency_measure_signatures deferrable initially deferred',
      `if not exists (select from rule_values v join emergency_measures m on m.id = new.measure_id
             where v.emergency_measure_id = new.measure_id and v.rule_key = m.rule_key and v.value = m.value
               and v.effective_from = new.signed_at and v.superseded_at = new.ends_at)
           or not exists (select from proposals p join proposal_calls c on c.proposal_id = p.id
             where p.id = new.proposal_id and p.kind = 'emergency_ratification' and c.closes_at = new.ends_at) then
          ${refuse('measure % stands without its rule or its vote', 'new.measure_id')}
        end if;
        return null;`,
      '',
      'constraint trigger'
    )
    this.guard(
      'rule_values_follow_measures',
      'before insert on rule_values',
      `if new.emergency_measure_id is not null and not exists (select from emergency_measure_signatures s
             join emergency_measures m on m.id = s.measure_id where s.measure_id = new.emergency_measure_id
               and m.rule_key = new.rule_key and m.value = new.value
               and s.signed_at = new.effective_from and s.ends_at = new.superseded_at) then
          ${refuse('% is not what measure % says', 'new.rule_key, new.emergency_measure_id')}
        end if;
        return new;`
    )
  }

  private guard(name: string, when: string, body: string, declare = '', trigger = 'trigger') {
    this.schema.raw(`create function ${name}() returns trigger language plpgsql as $$
      ${declare}
      begin
        ${body.replaceAll('@name', name)}
      end $$`)
    this.schema.raw(`create ${trigger} ${name} ${when} for each row execute function ${name}()`)
  }

  override async down() {
    this.schema.raw('drop trigger rule_values_follow_measures on rule_values')
    this.schema.raw('drop index rule_values_one_per_measure')
    this.schema.raw('alter table rule_values drop constraint rule_values_measure_fkey')
    for (const table of STANDING.toReversed()) this.schema.raw(`drop table ${table} cascade`)
    for (const name of FUNCTIONS) this.schema.raw(`drop function ${name}()`)
  }
}

/** Whether a mandate of the board is this person's and in force at that instant. */
const held = (mandate: string, person: string, at: string) =>
  `exists (select from mandates d where d.id = ${mandate} and d.person_id = ${person}
      and d.role in ('board', 'president') and d.starts_at <= ${at} and d.ends_at > ${at}
      and not exists (select from mandate_endings e where e.mandate_id = d.id and e.ended_at <= ${at}))`

const refuse = (sentence: string, words = '') =>
  `raise exception '@name: ${sentence}'${words && `, ${words}`}
            using errcode = 'integrity_constraint_violation', constraint = '@name';`
