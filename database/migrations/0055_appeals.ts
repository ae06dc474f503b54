import { BaseSchema } from '@adonisjs/lucid/schema'
import { guard, refuse, standing } from '#database/guard'
import { history } from '#database/grants'

const STANDING = [
  'decision_lots',
  'appeals',
  'juries',
  'jurors',
  'juror_declines',
  'jury_remarks',
  'juror_votes',
  'appeal_outcomes',
]

const GUARDS = [
  'appeals_in_time',
  'juries_never_on_child_abuse',
  'jurors_have_no_part',
  'jury_remarks_by_jurors',
  'juror_votes_by_jurors',
  'appeal_outcomes_by_another',
  'decisions_on_appeal',
  'decision_annulments_by_appeal',
]

/**
 * Appeals, free and open for six months at least: answered by another person, or by a jury drawn by lot
 * whose every draw can be done again. Nobody judges their own decision.
 */
export default class extends BaseSchema {
  override async up() {
    this.appeals()
    this.juries()
    this.outcomes()
    standing(this, ...STANDING)
    history(this, ...STANDING)
  }

  private appeals() {
    // The network binds itself to a value before it can know who will appeal, and with what.
    this.schema.raw(`create table decision_lots (
      decision_id bigint constraint decision_lots_pkey primary key
        constraint decision_lots_decision_fkey references decision_issues,
      commitment text not null constraint decision_lots_commitment check (commitment ~ '^[0-9a-f]{64}$'),
      sealed_value text not null
    )`)
    this.schema.raw(`create table appeals (
      id bigint generated always as identity constraint appeals_pkey primary key,
      decision_id bigint not null constraint appeals_decision_fkey references decision_issues,
      report_id bigint constraint appeals_report_fkey references reports,
      reasons text not null constraint appeals_reasons check (char_length(reasons) between 1 and 5000),
      route text not null constraint appeals_route check (route in ('person', 'jury')),
      value text constraint appeals_value check (value ~ '^[0-9a-f]{64}$'),
      lodged_at timestamptz not null,
      -- One by the author, and one by each who reported.
      constraint appeals_once unique nulls not distinct (decision_id, report_id),
      constraint appeals_jury_value check ((route = 'jury') = (value is not null))
    )`)
    guard(this, {
      name: 'appeals_in_time',
      when: 'before insert on appeals',
      body: `if exists (select from decision_issues where decision_id = new.decision_id
             and (appeal_until <= new.lodged_at or issued_at > new.lodged_at)) then
          ${refuse('decision % can no longer be appealed', 'new.decision_id')}
        end if;
        if exists (select from decision_annulments where decision_id = new.decision_id) then
          ${refuse('decision % is annulled', 'new.decision_id')}
        end if;
        if new.report_id is not null and not exists (select from reports r join decisions d on d.case_id = r.case_id
             where r.id = new.report_id and d.id = new.decision_id) then
          ${refuse('report % is not of that case', 'new.report_id')}
        end if;
        return new;`,
    })
  }

  private juries() {
    this.schema.raw(`create table juries (
      appeal_id bigint constraint juries_pkey primary key
        constraint juries_appeal_fkey references appeals,
      pool bigint[] not null constraint juries_pool check (cardinality(pool) > 0),
      size smallint not null constraint juries_size check (size % 2 = 1 and size between 1 and 15),
      asked smallint not null constraint juries_asked check (asked >= size),
      sources jsonb not null,
      drawn_at timestamptz not null
    )`)
    this.schema.raw(`create table jurors (
      appeal_id bigint not null constraint jurors_jury_fkey references juries,
      person_id bigint not null constraint jurors_person_fkey references people,
      called_at timestamptz not null,
      constraint jurors_pkey primary key (appeal_id, person_id)
    )`)
    this.schema.raw('create index jurors_person on jurors (person_id)')
    this.schema.raw(`create table juror_declines (
      appeal_id bigint not null,
      person_id bigint not null,
      cause text not null constraint juror_declines_cause check (cause in ('declined', 'silent', 'conflict')),
      declined_at timestamptz not null,
      constraint juror_declines_pkey primary key (appeal_id, person_id),
      constraint juror_declines_juror_fkey foreign key (appeal_id, person_id) references jurors
    )`)
    this.schema.raw(`create table jury_remarks (
      id bigint generated always as identity constraint jury_remarks_pkey primary key,
      appeal_id bigint not null,
      person_id bigint not null,
      body text not null constraint jury_remarks_body check (char_length(body) between 1 and 2000),
      said_at timestamptz not null,
      constraint jury_remarks_juror_fkey foreign key (appeal_id, person_id) references jurors
    )`)
    this.schema.raw('create index jury_remarks_appeal on jury_remarks (appeal_id, id)')
    this.schema.raw(`create table juror_votes (
      appeal_id bigint not null,
      person_id bigint not null,
      outcome text not null constraint juror_votes_outcome check (outcome in ('upheld', 'varied', 'reversed')),
      reasons text not null constraint juror_votes_reasons check (char_length(reasons) between 1 and 2000),
      voted_at timestamptz not null,
      constraint juror_votes_pkey primary key (appeal_id, person_id),
      constraint juror_votes_juror_fkey foreign key (appeal_id, person_id) references jurors
    )`)
    guard(this, {
      name: 'juries_never_on_child_abuse',
      when: 'before insert on juries',
      body: `if exists (select from appeals a join decisions d on d.id = a.decision_id join cases c on c.id = d.case_id
             where a.id = new.appeal_id and (a.route <> 'jury' or c.breach = 'child_abuse' or d.breach = 'child_abuse')) then
          ${refuse('appeal % is for no jury', 'new.appeal_id')}
        end if;
        return new;`,
    })
    guard(this, {
      name: 'jurors_have_no_part',
      when: 'before insert on jurors',
      declare: 'declare decision decisions;',
      body: `select d.* into strict decision from decisions d join appeals a on a.decision_id = d.id where a.id = new.appeal_id;
        if not exists (select from juries where appeal_id = new.appeal_id and new.person_id = any (pool)) then
          ${refuse('% was not in the pool of %', 'new.person_id, new.appeal_id')}
        end if;
        if (select count(*) from jurors j where j.appeal_id = new.appeal_id and not exists (select from juror_declines n
             where n.appeal_id = j.appeal_id and n.person_id = j.person_id))
           >= (select size from juries where appeal_id = new.appeal_id) then
          ${refuse('every seat of % is taken', 'new.appeal_id')}
        end if;
        if case_conflict(decision.case_id, new.person_id) is not null then
          ${refuse('% has a part in case %', 'new.person_id, decision.case_id')}
        end if;
        if ${HAD_A_SAY('decision', 'new.person_id')} then
          ${refuse('% decided what is appealed', 'new.person_id')}
        end if;
        return new;`,
    })
    for (const [name, table] of [
      ['jury_remarks_by_jurors', 'jury_remarks'],
      ['juror_votes_by_jurors', 'juror_votes'],
    ] as const) {
      guard(this, {
        name,
        when: `before insert on ${table}`,
        body: `perform pg_advisory_xact_lock(hashtextextended('appeal', new.appeal_id));
        if exists (select from juror_declines where appeal_id = new.appeal_id and person_id = new.person_id)
           or exists (select from appeal_outcomes where appeal_id = new.appeal_id) then
          ${refuse('% no longer judges %', 'new.person_id, new.appeal_id')}
        end if;
        if (select case_conflict(d.case_id, new.person_id) from appeals a join decisions d on d.id = a.decision_id
             where a.id = new.appeal_id) is not null then
          ${refuse('% has a part in %', 'new.person_id, new.appeal_id')}
        end if;
        return new;`,
      })
    }
  }

  private outcomes() {
    this.schema.raw(`create table appeal_outcomes (
      appeal_id bigint constraint appeal_outcomes_pkey primary key
        constraint appeal_outcomes_appeal_fkey references appeals,
      outcome text not null constraint appeal_outcomes_outcome check (outcome in ('upheld', 'varied', 'reversed')),
      reviewer_id bigint constraint appeal_outcomes_reviewer_fkey references people,
      mandate_id bigint constraint appeal_outcomes_mandate_fkey references mandates,
      reasons text not null constraint appeal_outcomes_reasons check (char_length(reasons) between 1 and 5000),
      decided_at timestamptz not null
    )`)
    this.schema
      .raw(`create or replace function judges(the_case bigint, person bigint, at timestamptz) returns boolean
      language sql stable as $$
      select exists (select from jurors j join appeals a on a.id = j.appeal_id join decisions d on d.id = a.decision_id
        where d.case_id = the_case and j.person_id = person and j.called_at <= at
          and not exists (select from juror_declines n where n.appeal_id = j.appeal_id and n.person_id = j.person_id)
          and not exists (select from appeal_outcomes o where o.appeal_id = a.id))
    $$`)
    this.schema.raw(`alter table decisions add constraint decisions_appeal_fkey
      foreign key (appeal_id) references appeal_outcomes`)
    this.schema.raw(
      'create unique index decisions_one_per_appeal on decisions (appeal_id) where appeal_id is not null'
    )
    this.schema.raw(`alter table decision_annulments add constraint decision_annulments_appeal_fkey
      foreign key (appeal_id) references appeal_outcomes`)
    guard(this, {
      name: 'appeal_outcomes_by_another',
      when: 'before insert on appeal_outcomes',
      declare: `declare appeal appeals; decision decisions;
        seats integer; spoken integer; upheld integer; varied integer; reversed integer;`,
      body: `perform pg_advisory_xact_lock(hashtextextended('appeal', new.appeal_id));
        select * into strict appeal from appeals where id = new.appeal_id;
        select * into strict decision from decisions where id = appeal.decision_id;
        select count(*), count(v.person_id), count(*) filter (where v.outcome = 'upheld'),
            count(*) filter (where v.outcome = 'varied'), count(*) filter (where v.outcome = 'reversed')
          into seats, spoken, upheld, varied, reversed
          from jurors j left join juror_votes v on v.appeal_id = j.appeal_id and v.person_id = j.person_id
         where j.appeal_id = new.appeal_id and not exists (select from juror_declines n
           where n.appeal_id = j.appeal_id and n.person_id = j.person_id);
        if appeal.route = 'jury' and seats > 0 then
          if new.reviewer_id is not null or not (case new.outcome
               when 'upheld' then 2 * upheld > seats
               when 'reversed' then 2 * reversed > seats
               else (2 * (varied + reversed) > seats and 2 * (upheld + varied) > seats)
                 or (spoken = seats and 2 * (varied + reversed) >= seats)
             end) then
            ${refuse('that is not what the jury says of %', 'new.appeal_id')}
          end if;
          return new;
        end if;
        if new.reviewer_id is null or not moderates(new.reviewer_id, new.mandate_id, new.decided_at) then
          ${refuse('% holds no mandate for it', 'new.reviewer_id')}
        end if;
        if case_conflict(decision.case_id, new.reviewer_id) is not null then
          ${refuse('% has a part in case %', 'new.reviewer_id, decision.case_id')}
        end if;
        if ${HAD_A_SAY('decision', 'new.reviewer_id')} then
          ${refuse('% decided what is appealed', 'new.reviewer_id')}
        end if;
        return new;`,
    })
    guard(this, {
      name: 'decisions_on_appeal',
      when: 'before insert on decisions',
      body: `if new.appeal_id is not null and not exists (select from appeal_outcomes o join appeals a on a.id = o.appeal_id
             join decisions d on d.id = a.decision_id where o.appeal_id = new.appeal_id and o.outcome = 'varied'
               and d.case_id = new.case_id and new.level <= d.level and a.report_id is null
               and (new.level < d.level or new.days < d.days or (d.act = 'remove' and new.act = 'hide'))
               and o.reviewer_id is not distinct from new.decided_by_id) then
          ${refuse('% varies nothing, or makes it harder', 'new.appeal_id')}
        end if;
        return new;`,
    })
    guard(this, {
      name: 'decision_annulments_by_appeal',
      when: 'before insert on decision_annulments',
      body: `if not exists (select from appeal_outcomes o join appeals a on a.id = o.appeal_id
             where a.id = new.appeal_id and a.decision_id = new.decision_id and o.outcome in ('varied', 'reversed')
               and new.reopens = (a.report_id is not null)) then
          ${refuse('no appeal annuls decision %', 'new.decision_id')}
        end if;
        return new;`,
    })
    this.schema
      .raw(`create or replace function case_may_be_appealed(the_case bigint, at timestamptz) returns boolean
      language sql stable as $$
      select case_is_open(the_case) or exists (select from decisions d join decision_issues i on i.decision_id = d.id
        where d.case_id = the_case and (i.appeal_until > at or exists (select from appeals a where a.decision_id = d.id
          and not exists (select from appeal_outcomes o where o.appeal_id = a.id))))
    $$`)
  }

  override async down() {
    this.schema
      .raw(`create or replace function case_may_be_appealed(the_case bigint, at timestamptz) returns boolean
      language sql stable as $$
      select case_is_open(the_case) or exists (select from decisions d join decision_issues i on i.decision_id = d.id
        where d.case_id = the_case and i.appeal_until > at)
    $$`)
    this.schema
      .raw(`create or replace function judges(the_case bigint, person bigint, at timestamptz) returns boolean
      language sql stable as $$
      select false
    $$`)
    this.schema.raw('drop trigger decisions_on_appeal on decisions')
    this.schema.raw('drop trigger decision_annulments_by_appeal on decision_annulments')
    this.schema.raw(
      'alter table decision_annulments drop constraint decision_annulments_appeal_fkey'
    )
    this.schema.raw('drop index decisions_one_per_appeal')
    this.schema.raw('alter table decisions drop constraint decisions_appeal_fkey')
    for (const table of STANDING.toReversed()) this.schema.raw(`drop table ${table} cascade`)
    for (const name of GUARDS) this.schema.raw(`drop function ${name}()`)
  }
}

/** Whether a person took a decision or signed it. */
const HAD_A_SAY = (decision: string, person: string) =>
  `(${person} = ${decision}.decided_by_id or exists (select from decision_signatures s
             where s.decision_id = ${decision}.id and s.signer_id = ${person}))`
