import { BaseSchema } from '@adonisjs/lucid/schema'
import { guard, refuse, standing } from '#database/guard'
import { allow, history } from '#database/grants'

const STANDING = [
  'cases',
  'case_claims',
  'case_claim_releases',
  'case_steps_aside',
  'case_evidence_openings',
  'case_emergencies',
  'case_emergency_ends',
]

const GUARDS = [
  'cases_one_open',
  'reports_not_of_oneself',
  'case_claims_one_at_a_time',
  'case_steps_aside_before_the_end',
  'case_evidence_is_opened_by_mandate',
  'case_emergencies_by_mandate',
  'case_emergencies_hide',
  'case_emergency_ends_in_time',
  'case_emergency_ends_show',
]

/**
 * Reports and the cases that they open; who holds a case, under which mandate; what was reported, as it
 * was then, sealed; and what one person hides in an emergency. `case_is_open` and `case_conflict` are
 * what every later guard asks.
 */
export default class extends BaseSchema {
  override async up() {
    this.cases()
    this.claims()
    this.evidence()
    this.emergencies()
    standing(this, ...STANDING)
    history(this, ...STANDING, 'reports', 'case_evidence')
    allow(this, 'execute', 'function forget_reporters(timestamptz)')
    allow(this, 'execute', 'function forget_reporter(bigint)')
    allow(this, 'execute', 'function purge_case_evidence(bigint, timestamptz)')
  }

  private cases() {
    this.schema.raw(`create table cases (
      id bigint generated always as identity constraint cases_pkey primary key,
      number text not null constraint cases_number_unique unique
        constraint cases_number_form check (number ~ '^[0-9]{4}-[0-9]{4,}$'),
      subject_kind text not null constraint cases_subject_kind check (subject_kind in ('post', 'comment', 'account')),
      post_id bigint,
      comment_id bigint,
      author_id bigint not null constraint cases_author_fkey references people,
      breach text not null constraint cases_breach check (breach in ('child_abuse', 'danger', 'illegal', 'intimate',
        'image_rights', 'hatred', 'harassment', 'private_life', 'advertising', 'spam', 'other')),
      severity smallint not null constraint cases_severity check (severity between 0 and 3),
      source text not null constraint cases_source check (source in ('report', 'own', 'software', 'order')),
      opened_at timestamptz not null,
      acknowledge_by timestamptz not null,
      constraint cases_subject_whole check ((subject_kind = 'account') = (post_id is null)
        and (subject_kind = 'comment') = (comment_id is not null)),
      constraint cases_in_order check (acknowledge_by >= opened_at)
    )`)
    this.schema.raw('create index cases_post on cases (post_id) where post_id is not null')
    this.schema.raw('create index cases_author on cases (author_id, opened_at)')
    this.schema.raw(`create table reports (
      id bigint generated always as identity constraint reports_pkey primary key,
      case_id bigint not null constraint reports_case_fkey references cases,
      reporter_id bigint constraint reports_reporter_fkey references people,
      reporter_name text constraint reports_name_length check (char_length(reporter_name) between 1 and 120),
      reporter_email text constraint reports_email_length check (char_length(reporter_email) <= 254),
      locale text not null constraint reports_locale check (locale in ('fr', 'en')),
      breach text not null,
      address text not null constraint reports_address_length check (char_length(address) between 1 and 500),
      explanation text not null constraint reports_explanation_length check (char_length(explanation) <= 5000),
      good_faith boolean not null constraint reports_good_faith check (good_faith),
      receipt_hash bytea not null constraint reports_receipt_unique unique,
      -- The same address, for the letters that follow.
      sealed_receipt text not null,
      sent_at timestamptz not null,
      forgotten_at timestamptz,
      constraint reports_one_per_person unique (case_id, reporter_id),
      constraint reports_explained check (explanation <> '' or breach in ('child_abuse', 'image_rights')
        or forgotten_at is not null),
      constraint reports_signed check (breach = 'child_abuse' or forgotten_at is not null
        or reporter_id is not null or (reporter_name is not null and reporter_email is not null))
    )`)
    this.schema.raw('create index reports_case on reports (case_id, id)')
    this.schema.raw(
      'create index reports_reporter on reports (reporter_id, id desc) where reporter_id is not null'
    )
    this.schema.raw(`create table case_steps_aside (
      case_id bigint not null constraint case_steps_aside_case_fkey references cases,
      person_id bigint not null constraint case_steps_aside_person_fkey references people,
      stepped_at timestamptz not null,
      constraint case_steps_aside_pkey primary key (case_id, person_id)
    )`)
    // Replaced once decisions exist: until then nothing ends a case.
    this.schema
      .raw(`create function case_is_open(the_case bigint) returns boolean language sql stable as $$
      select true
    $$`)
    this.schema.raw(CONFLICT)
    this.schema.raw(MODERATES)
    guard(this, {
      name: 'cases_one_open',
      when: 'before insert on cases',
      body: `perform pg_advisory_xact_lock(hashtextextended(concat_ws(':', 'case', new.subject_kind,
            coalesce(new.comment_id, new.post_id, new.author_id)), 0));
        if exists (select from cases c where c.subject_kind = new.subject_kind
             and c.post_id is not distinct from new.post_id and c.comment_id is not distinct from new.comment_id
             and c.author_id = new.author_id and case_is_open(c.id)) then
          ${refuse('a case on this is open')}
        end if;
        return new;`,
    })
    guard(this, {
      name: 'reports_not_of_oneself',
      when: 'before insert on reports',
      body: `if new.reporter_id = (select author_id from cases where id = new.case_id) then
          ${refuse('nobody reports themselves')}
        end if;
        if not case_is_open(new.case_id) then
          ${refuse('case % is closed', 'new.case_id')}
        end if;
        return new;`,
    })
    guard(this, {
      name: 'case_steps_aside_before_the_end',
      when: 'before insert on case_steps_aside',
      body: `if not case_is_open(new.case_id) then
          ${refuse('case % is closed', 'new.case_id')}
        end if;
        return new;`,
    })
    this.schema
      .raw(`create function forget_reporters(before timestamptz) returns integer language plpgsql
      security definer set search_path = public as $$
      declare forgotten integer;
      begin
        -- What stays says that the same address reported, never which.
        update reports set reporter_email = encode(sha256(convert_to('reporter:' || reporter_email, 'UTF8')), 'hex'),
            reporter_name = null, reporter_id = null, explanation = '', forgotten_at = greatest(sent_at, before)
         where sent_at < before and forgotten_at is null and not case_is_open(case_id);
        get diagnostics forgotten = row_count;
        return forgotten;
      end $$`)
    this.schema.raw(`create function forget_reporter(person bigint) returns integer language plpgsql
      security definer set search_path = public as $$
      declare forgotten integer;
      begin
        update reports set reporter_id = null, reporter_name = null, explanation = '', forgotten_at = sent_at
         where reporter_id = person;
        get diagnostics forgotten = row_count;
        return forgotten;
      end $$`)
    this.schema.raw('revoke all on function forget_reporters(timestamptz) from public')
    this.schema.raw('revoke all on function forget_reporter(bigint) from public')
  }

  private claims() {
    this.schema.raw(`create table case_claims (
      id bigint generated always as identity constraint case_claims_pkey primary key,
      case_id bigint not null constraint case_claims_case_fkey references cases,
      person_id bigint not null constraint case_claims_person_fkey references people,
      mandate_id bigint constraint case_claims_mandate_fkey references mandates,
      claimed_at timestamptz not null,
      expires_at timestamptz not null,
      constraint case_claims_two_hours check (expires_at > claimed_at and expires_at <= claimed_at + interval '2 hours')
    )`)
    this.schema.raw('create index case_claims_case on case_claims (case_id, id desc)')
    this.schema.raw(`create table case_claim_releases (
      claim_id bigint constraint case_claim_releases_pkey primary key
        constraint case_claim_releases_claim_fkey references case_claims,
      released_at timestamptz not null
    )`)
    this.schema.raw(CLAIM_HOLDS)
    guard(this, {
      name: 'case_claims_one_at_a_time',
      when: 'before insert on case_claims',
      body: `perform pg_advisory_xact_lock(hashtextextended('moderation_case', new.case_id));
        if not moderates(new.person_id, new.mandate_id, new.claimed_at) then
          ${refuse('% holds no mandate for it', 'new.person_id')}
        end if;
        if case_conflict(new.case_id, new.person_id) is not null then
          ${refuse('% has a part in case %', 'new.person_id, new.case_id')}
        end if;
        if not case_is_open(new.case_id) then
          ${refuse('case % is closed', 'new.case_id')}
        end if;
        if exists (select from case_claims c where c.case_id = new.case_id and claim_holds(c.id, new.claimed_at)) then
          ${refuse('case % is in other hands', 'new.case_id')}
        end if;
        return new;`,
    })
  }

  private evidence() {
    this.schema.raw(`create table case_evidence (
      id bigint generated always as identity constraint case_evidence_pkey primary key,
      case_id bigint not null constraint case_evidence_case_fkey references cases,
      part text not null constraint case_evidence_part check (part in ('text', 'photo')),
      position smallint not null constraint case_evidence_position check (position >= 0),
      sealed text not null constraint case_evidence_sealed check (char_length(sealed) > 20),
      sha256 bytea not null constraint case_evidence_sha256 check (octet_length(sha256) = 32),
      kept_at timestamptz not null,
      constraint case_evidence_parts unique (case_id, part, position)
    )`)
    this.schema.raw(`create trigger case_evidence_stands before update or truncate on case_evidence
        for each statement execute function refuse_change()`)
    this.schema.raw(`create table case_evidence_openings (
      id bigint generated always as identity constraint case_evidence_openings_pkey primary key,
      case_id bigint not null constraint case_evidence_openings_case_fkey references cases,
      person_id bigint not null constraint case_evidence_openings_person_fkey references people,
      mandate_id bigint constraint case_evidence_openings_mandate_fkey references mandates,
      part text not null constraint case_evidence_openings_part check (part in ('text', 'photos')),
      opened_at timestamptz not null
    )`)
    this.schema.raw(
      'create index case_evidence_openings_person on case_evidence_openings (person_id, opened_at)'
    )
    this.schema.raw('create index case_evidence_openings_case on case_evidence_openings (case_id)')
    // Replaced once juries exist.
    this.schema
      .raw(`create function judges(the_case bigint, person bigint, at timestamptz) returns boolean language sql stable as $$
      select false
    $$`)
    guard(this, {
      name: 'case_evidence_is_opened_by_mandate',
      when: 'before insert on case_evidence_openings',
      // Nobody here looks at what abuses a child: it goes to the police as it is.
      body: `if new.part = 'photos' and (exists (select from cases where id = new.case_id and breach = 'child_abuse')
           or exists (select from reports where case_id = new.case_id and breach = 'child_abuse')) then
          ${refuse('case % is for the police alone', 'new.case_id')}
        end if;
        if case_conflict(new.case_id, new.person_id) is not null then
          ${refuse('% has a part in case %', 'new.person_id, new.case_id')}
        end if;
        if not moderates(new.person_id, new.mandate_id, new.opened_at)
           and not judges(new.case_id, new.person_id, new.opened_at) then
          ${refuse('% holds no mandate for it', 'new.person_id')}
        end if;
        return new;`,
    })
    // Replaced once decisions exist: what was judged stays until the window of appeal is over.
    this.schema
      .raw(`create function purge_case_evidence(the_case bigint, at timestamptz) returns integer language plpgsql
      security definer set search_path = public as $$
      begin
        return 0;
      end $$`)
    this.schema.raw('revoke all on function purge_case_evidence(bigint, timestamptz) from public')
  }

  private emergencies() {
    this.schema.raw(`create table case_emergencies (
      case_id bigint constraint case_emergencies_pkey primary key
        constraint case_emergencies_case_fkey references cases,
      person_id bigint not null constraint case_emergencies_person_fkey references people,
      mandate_id bigint constraint case_emergencies_mandate_fkey references mandates,
      clause text not null,
      hidden_at timestamptz not null,
      lapses_at timestamptz,
      constraint case_emergencies_a_day check (lapses_at > hidden_at and lapses_at <= hidden_at + interval '24 hours'),
      -- What is illegal or intimate never comes back by lapse of time.
      constraint case_emergencies_lapse check ((lapses_at is null) = (clause in ('illegal', 'intimate')))
    )`)
    this.schema.raw(`create table case_emergency_ends (
      case_id bigint constraint case_emergency_ends_pkey primary key
        constraint case_emergency_ends_case_fkey references case_emergencies,
      cause text not null constraint case_emergency_ends_cause check (cause in ('lapsed', 'decided')),
      ended_at timestamptz not null
    )`)
    guard(this, {
      name: 'case_emergencies_by_mandate',
      when: 'before insert on case_emergencies',
      body: `perform pg_advisory_xact_lock(hashtextextended('moderation_case', new.case_id));
        if not moderates(new.person_id, new.mandate_id, new.hidden_at) then
          ${refuse('% holds no mandate for it', 'new.person_id')}
        end if;
        if case_conflict(new.case_id, new.person_id) is not null then
          ${refuse('% has a part in case %', 'new.person_id, new.case_id')}
        end if;
        if not case_is_open(new.case_id) then
          ${refuse('case % is closed', 'new.case_id')}
        end if;
        return new;`,
    })
    guard(this, {
      name: 'case_emergencies_hide',
      when: 'after insert on case_emergencies deferrable initially deferred',
      deferred: true,
      body: `if exists (select from cases c join posts p on p.id = c.post_id
             where c.id = new.case_id and c.subject_kind = 'post' and p.hidden_at is null)
           and not exists (select from case_emergency_ends where case_id = new.case_id) then
          ${refuse('what case % is about is still shown', 'new.case_id')}
        end if;
        return null;`,
    })
    guard(this, {
      name: 'case_emergency_ends_show',
      when: 'after insert on case_emergency_ends deferrable initially deferred',
      deferred: true,
      body: `if new.cause = 'lapsed' and exists (select from cases c join posts p on p.id = c.post_id
             where c.id = new.case_id and c.subject_kind = 'post' and p.hidden_at is not null and case_is_open(c.id)) then
          ${refuse('what case % is about is still hidden', 'new.case_id')}
        end if;
        return null;`,
    })
    guard(this, {
      name: 'case_emergency_ends_in_time',
      when: 'before insert on case_emergency_ends',
      body: `if new.cause = 'lapsed' and not exists (select from case_emergencies e
             where e.case_id = new.case_id and e.lapses_at <= new.ended_at) then
          ${refuse('what case % hides does not lapse yet', 'new.case_id')}
        end if;
        return new;`,
    })
  }

  override async down() {
    this.schema.raw('drop function purge_case_evidence(bigint, timestamptz)')
    this.schema.raw('drop function forget_reporters(timestamptz)')
    this.schema.raw('drop function forget_reporter(bigint)')
    for (const table of [
      ...['case_emergency_ends', 'case_emergencies', 'case_evidence_openings', 'case_evidence'],
      ...['case_claim_releases', 'case_claims', 'case_steps_aside', 'reports', 'cases'],
    ]) {
      this.schema.raw(`drop table ${table}`)
    }
    for (const name of GUARDS) this.schema.raw(`drop function ${name}()`)
    this.schema.raw('drop function claim_holds(bigint, timestamptz)')
    this.schema.raw('drop function judges(bigint, bigint, timestamptz)')
    this.schema.raw('drop function moderates(bigint, bigint, timestamptz)')
    this.schema.raw('drop function case_conflict(bigint, bigint)')
    this.schema.raw('drop function case_is_open(bigint)')
  }
}

/**
 * Why somebody has no say in a case, null when nothing stands against it: as `conflictOf` in
 * app/moderation/procedure. A block counts when it was there before the case.
 */
const CONFLICT = `create function case_conflict(the_case bigint, person bigint) returns text language sql stable as $$
  with parties as (
    select author_id as id from cases where id = the_case
    union select reporter_id from reports where case_id = the_case and reporter_id is not null
  ), founding as (
    select founder_id, coalesce(charter_adopted_at, 'infinity') as ended_at from organisation
  ), brought as (
    select p.id as invitee_id, p.sponsor_id from people p
     where p.sponsor_id is not null and (p.id in (select id from parties) or p.sponsor_id in (select id from parties))
       and not exists (select from founding f where f.founder_id = p.sponsor_id and p.joined_at < f.ended_at)
  )
  select case
    when exists (select from cases where id = the_case and author_id = person) then 'author'
    when exists (select from reports where case_id = the_case and reporter_id = person) then 'reporter'
    when exists (select from brought where sponsor_id = person and invitee_id in (select id from parties)) then 'sponsor'
    when exists (select from brought where invitee_id = person and sponsor_id in (select id from parties)) then 'invitee'
    when exists (select from blocks b join cases c on c.id = the_case and b.blocked_at < c.opened_at
                  where (b.blocker_id = person and b.blocked_id in (select id from parties))
                     or (b.blocked_id = person and b.blocker_id in (select id from parties))) then 'block'
    when exists (select from case_steps_aside s where s.case_id = the_case and s.person_id = person) then 'stepped_aside'
  end
$$`

/** Whether this person acts under this mandate at that instant; none is needed by whoever founds alone. */
const MODERATES = `create function moderates(person bigint, mandate bigint, at timestamptz) returns boolean
  language sql stable as $$
  select case when mandate is null then exists (select from organisation o
      where o.founder_id = person and (o.charter_adopted_at is null or o.charter_adopted_at > at))
    else exists (select from mandates d where d.id = mandate and d.person_id = person
      and d.role in ('moderator', 'board', 'president') and d.starts_at <= at and d.ends_at > at
      and not exists (select from mandate_endings e where e.mandate_id = d.id and e.ended_at <= at))
    end
$$`

/** A claim holds for its hours, unless it was given back, or the mandate that it was made under ended. */
const CLAIM_HOLDS = `create function claim_holds(the_claim bigint, at timestamptz) returns boolean language sql stable as $$
  select exists (select from case_claims c where c.id = the_claim and c.claimed_at <= at and c.expires_at > at
      and not exists (select from case_claim_releases r where r.claim_id = c.id and r.released_at <= at)
      and moderates(c.person_id, c.mandate_id, at))
$$`
