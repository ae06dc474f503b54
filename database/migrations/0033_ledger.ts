import { BaseSchema } from '@adonisjs/lucid/schema'
import { allow, history, ordinary } from '#database/grants'

/** Tables of history: what is written in the books stands. */
const STANDING = [
  'ledger_years',
  'ledger_accounts',
  'ledger_entries',
  'ledger_lines',
  'ledger_entry_papers',
  'ledger_entry_signatures',
  'ledger_closings',
  'ledger_papers',
]

/** Neither a field's separator, nor the end of a line, nor a space that is none. */
const CLEAN = `!~ '[\\x01-\\x1f|\\\\\u00a0\u202f\u2007]'`

/**
 * The ledger: years and their charts, drafts, and entries, which are numbered and chained by the
 * database when they are validated and never change. Balanced, in an open year, in known accounts,
 * on one side each: whoever writes, and whatever they write.
 */
export default class extends BaseSchema {
  override async up() {
    this.years()
    this.drafts()
    this.entries()
    this.lettering()
    this.numbering()
    this.balance()
    this.closing()
    this.facts()
    for (const table of STANDING) {
      this.schema.raw(`create trigger ${table}_stand before update or delete or truncate on ${table}
        for each statement execute function refuse_change()`)
    }
    history(this, ...STANDING)
    allow(this, 'select', 'ledger_counters')
    allow(this, 'select', 'ledger_journals')
  }

  private years() {
    this.schema.raw(`create table ledger_years (
      year smallint constraint ledger_years_pkey primary key,
      form text not null constraint ledger_years_form check
        (form in ('collective', 'association', 'cooperative', 'sole_trader')),
      starts_on date not null,
      ends_on date not null,
      opening_reserved boolean not null,
      opened_by_id bigint constraint ledger_years_opener_fkey references people on delete set null,
      opened_at timestamptz not null,
      constraint ledger_years_not_empty check (ends_on > starts_on and extract(year from ends_on) = year),
      constraint ledger_years_no_overlap exclude using gist (daterange(starts_on, ends_on, '[]') with &&)
    )`)
    this.schema.raw(`create table ledger_counters (
      year smallint constraint ledger_counters_pkey primary key
        constraint ledger_counters_year_fkey references ledger_years,
      last_number integer not null,
      last_position integer not null default 0,
      head bytea not null
    )`)
    this.schema
      .raw(`create function ledger_years_begin() returns trigger language plpgsql security definer
        set search_path = public as $$
      begin
        insert into ledger_counters (year, last_number, head)
        values (new.year, case when new.opening_reserved then 1 else 0 end, sha256(convert_to('ledger-' || new.year, 'UTF8')));
        return null;
      end $$`)
    this.schema.raw(`create trigger ledger_years_begin after insert on ledger_years
      for each row execute function ledger_years_begin()`)
    this.schema.raw(`create table ledger_accounts (
      year smallint not null constraint ledger_accounts_year_fkey references ledger_years,
      code text not null constraint ledger_accounts_code check (code ~ '^[1-8][0-9]{2,7}$'),
      label text not null constraint ledger_accounts_label check (char_length(label) between 1 and 100 and label ${CLEAN}),
      constraint ledger_accounts_pkey primary key (year, code)
    )`)
    this.schema.raw(`create table ledger_journals (
      code text constraint ledger_journals_pkey primary key,
      label text not null,
      position smallint not null
    )`)
    const rows = JOURNALS.map(([code, label], index) => `('${code}', '${label}', ${index})`)
    this.schema.raw(`insert into ledger_journals (code, label, position) values ${rows.join(', ')}`)
  }

  /** What an entry says of itself; the same in a draft. */
  private head(table: string) {
    return `journal text not null constraint ${table}_journal_fkey references ledger_journals,
      entry_on date not null,
      piece_ref text not null constraint ${table}_piece check (char_length(piece_ref) between 1 and 60 and piece_ref ${CLEAN}),
      piece_on date not null,
      paid_on date,
      value_on date,
      imported_on date,
      label text not null constraint ${table}_label check (char_length(label) between 1 and 200 and label ${CLEAN}),
      explanation jsonb not null default '{}',
      origin text not null constraint ${table}_origin check
        (origin in ('automatic', 'by_hand', 'opening', 'inventory', 'counter')),
      source text,
      reverses_year smallint,
      reverses_number integer,
      signatures_needed smallint not null default 1 constraint ${table}_signatures check (signatures_needed between 0 and 2),
      constraint ${table}_sourced check ((source is not null) = (origin in ('automatic', 'opening', 'inventory'))),
      constraint ${table}_counter check ((reverses_number is not null) = (origin = 'counter'))`
  }

  private line(table: string) {
    return `position smallint not null constraint ${table}_position check (position between 1 and 30000),
      account text not null,
      auxiliary text constraint ${table}_auxiliary check (auxiliary is null or (auxiliary ~ '^[A-Z][A-Z0-9]{0,16}$' and account like '4%')),
      debit_cents bigint not null,
      credit_cents bigint not null,
      campaign_id bigint constraint ${table}_campaign_fkey references campaigns,
      payment_id bigint constraint ${table}_payment_fkey references payments,
      constraint ${table}_one_side check
        (debit_cents >= 0 and credit_cents >= 0 and (debit_cents > 0) <> (credit_cents > 0)),
      constraint ${table}_not_absurd check (debit_cents + credit_cents <= 100000000000)`
  }

  private drafts() {
    this.schema.raw(`create table ledger_papers (
      sha256 bytea constraint ledger_papers_pkey primary key constraint ledger_papers_hash check (octet_length(sha256) = 32),
      name text not null constraint ledger_papers_name check (char_length(name) between 1 and 120),
      media_type text not null constraint ledger_papers_type check
        (media_type in ('application/pdf', 'image/jpeg', 'image/png', 'image/webp')),
      size integer not null constraint ledger_papers_size check (size between 1 and 20000000),
      content bytea not null constraint ledger_papers_true check (sha256 = sha256(content) and size = octet_length(content)),
      kept_by_id bigint constraint ledger_papers_keeper_fkey references people on delete set null,
      kept_at timestamptz not null
    )`)
    this.schema.raw(`create table ledger_drafts (
      id bigint generated always as identity constraint ledger_drafts_pkey primary key,
      ${this.head('ledger_drafts')},
      drafted_by_id bigint constraint ledger_drafts_drafter_fkey references people on delete set null,
      drafted_at timestamptz not null,
      version integer not null default 1,
      constraint ledger_drafts_source_unique unique (source)
    )`)
    this.schema.raw(`create table ledger_draft_lines (
      draft_id bigint not null constraint ledger_draft_lines_draft_fkey references ledger_drafts on delete cascade,
      ${this.line('ledger_draft_lines')},
      constraint ledger_draft_lines_pkey primary key (draft_id, position)
    )`)
    this.schema.raw(`create table ledger_draft_papers (
      draft_id bigint not null constraint ledger_draft_papers_draft_fkey references ledger_drafts on delete cascade,
      sha256 bytea not null constraint ledger_draft_papers_paper_fkey references ledger_papers,
      constraint ledger_draft_papers_pkey primary key (draft_id, sha256)
    )`)
    this.schema.raw(`create table ledger_draft_signatures (
      draft_id bigint not null constraint ledger_draft_signatures_draft_fkey references ledger_drafts on delete cascade,
      person_id bigint not null constraint ledger_draft_signatures_person_fkey references people,
      signed_at timestamptz not null,
      constraint ledger_draft_signatures_pkey primary key (draft_id, person_id)
    )`)
    // A signature holds for what was read: whoever changes the draft asks for it again.
    this.schema.raw(`create function ledger_draft_changed() returns trigger language plpgsql as $$
      begin
        delete from ledger_draft_signatures where draft_id = new.id;
        return new;
      end $$`)
    this.schema.raw(`create trigger ledger_draft_changed after update of version on ledger_drafts
      for each row execute function ledger_draft_changed()`)
    // What follows from a fact is not anybody's to change: it becomes an entry, and then a counter-entry.
    this.schema
      .raw(`create function ledger_automatic_drafts_stand() returns trigger language plpgsql as $$
      declare of bigint := case when tg_table_name = 'ledger_drafts' then (to_jsonb(old)->>'id')::bigint
        else (to_jsonb(old)->>'draft_id')::bigint end;
      begin
        if exists (select from ledger_drafts where id = of and origin = 'automatic')
           and not exists (select from ledger_entries where draft_id = of) then
          raise exception 'ledger_automatic_drafts_stand: draft % follows from a fact', of
            using errcode = 'check_violation', constraint = 'ledger_automatic_drafts_stand';
        end if;
        return coalesce(new, old);
      end $$`)
    for (const table of ['ledger_drafts', 'ledger_draft_lines']) {
      this.schema
        .raw(`create trigger ledger_automatic_drafts_stand before update or delete on ${table}
        for each row execute function ledger_automatic_drafts_stand()`)
    }
    ordinary(
      this,
      'ledger_drafts',
      'ledger_draft_lines',
      'ledger_draft_papers',
      'ledger_draft_signatures'
    )
  }

  private entries() {
    this.schema.raw(`create table ledger_entries (
      year smallint not null constraint ledger_entries_year_fkey references ledger_years,
      number integer not null constraint ledger_entries_number check (number > 0),
      position integer not null,
      draft_id bigint not null constraint ledger_entries_draft_unique unique,
      ${this.head('ledger_entries')},
      drafted_by_id bigint constraint ledger_entries_drafter_fkey references people on delete set null,
      validated_by_id bigint constraint ledger_entries_validator_fkey references people on delete set null,
      validated_at timestamptz not null constraint ledger_entries_whole_milliseconds
        check (date_trunc('milliseconds', validated_at) = validated_at),
      validated_on date not null,
      content_hash bytea not null constraint ledger_entries_content_sha256 check (octet_length(content_hash) = 32),
      previous_hash bytea not null,
      hash bytea not null,
      constraint ledger_entries_pkey primary key (year, number),
      constraint ledger_entries_position_unique unique (year, position),
      constraint ledger_entries_source_unique unique (source),
      constraint ledger_entries_reversed_once unique (reverses_year, reverses_number),
      constraint ledger_entries_reverses_fkey foreign key (reverses_year, reverses_number)
        references ledger_entries (year, number),
      constraint ledger_entries_piece_before_validation check (piece_on <= validated_on),
      constraint ledger_entries_opening_first check ((origin = 'opening') = (journal = 'AN'))
    )`)
    this.schema.raw('create index ledger_entries_day on ledger_entries (year, entry_on, number)')
    this.schema.raw(`create table ledger_lines (
      year smallint not null,
      number integer not null,
      ${this.line('ledger_lines')},
      constraint ledger_lines_pkey primary key (year, number, position),
      constraint ledger_lines_entry_fkey foreign key (year, number) references ledger_entries,
      constraint ledger_lines_account_fkey foreign key (year, account) references ledger_accounts
    )`)
    this.schema.raw(`create index ledger_lines_account on ledger_lines (year, account, number)
      include (debit_cents, credit_cents)`)
    this.schema.raw(`create index ledger_lines_auxiliary on ledger_lines (auxiliary, year, number)
      where auxiliary is not null`)
    this.schema.raw(
      'create index ledger_lines_payment on ledger_lines (payment_id) where payment_id is not null'
    )
    this.schema.raw(
      'create index ledger_lines_campaign on ledger_lines (campaign_id) where campaign_id is not null'
    )
    this.schema.raw(`create table ledger_entry_papers (
      year smallint not null,
      number integer not null,
      sha256 bytea not null constraint ledger_entry_papers_paper_fkey references ledger_papers,
      constraint ledger_entry_papers_pkey primary key (year, number, sha256),
      constraint ledger_entry_papers_entry_fkey foreign key (year, number) references ledger_entries
    )`)
    this.schema.raw(`create table ledger_entry_signatures (
      year smallint not null,
      number integer not null,
      person_id bigint not null constraint ledger_entry_signatures_person_fkey references people,
      signed_at timestamptz not null,
      constraint ledger_entry_signatures_pkey primary key (year, number, person_id),
      constraint ledger_entry_signatures_entry_fkey foreign key (year, number) references ledger_entries
    )`)
  }

  private lettering() {
    this.schema.raw(`create table ledger_letterings (
      id bigint generated always as identity constraint ledger_letterings_pkey primary key,
      year smallint not null constraint ledger_letterings_year_fkey references ledger_years,
      account text not null,
      auxiliary text,
      code text not null constraint ledger_letterings_code check (code ~ '^[A-Z]{2,6}$'),
      lettered_on date not null,
      lettered_by_id bigint constraint ledger_letterings_person_fkey references people on delete set null,
      constraint ledger_letterings_code_unique unique (year, code)
    )`)
    this.schema.raw(`create table ledger_lettered_lines (
      lettering_id bigint not null constraint ledger_lettered_lines_lettering_fkey references ledger_letterings on delete cascade,
      year smallint not null,
      number integer not null,
      position smallint not null,
      constraint ledger_lettered_lines_pkey primary key (year, number, position),
      constraint ledger_lettered_lines_line_fkey foreign key (year, number, position) references ledger_lines
    )`)
    this.schema.raw('create index ledger_lettered_lines_of on ledger_lettered_lines (lettering_id)')
    this.schema.raw(`create function ledger_letterings_cancel_out() returns trigger language plpgsql
      set search_path = public as $$
      declare of bigint; lettered ledger_letterings; bad record;
      begin
        of := case when tg_table_name = 'ledger_letterings' then (to_jsonb(coalesce(new, old))->>'id')::bigint
                   else (to_jsonb(coalesce(new, old))->>'lettering_id')::bigint end;
        select * into lettered from ledger_letterings where id = of;
        if not found then return null; end if;
        select count(*) as lines, sum(l.debit_cents) - sum(l.credit_cents) as rest,
            bool_or(l.account <> lettered.account or l.auxiliary is distinct from lettered.auxiliary
              or l.year <> lettered.year) as strange
          into bad from ledger_lettered_lines g join ledger_lines l using (year, number, position)
         where g.lettering_id = of;
        if bad.lines < 2 or bad.rest <> 0 or bad.strange then
          raise exception 'ledger_letterings_cancel_out: the lines of % do not cancel each other', lettered.code
            using errcode = 'check_violation', constraint = 'ledger_letterings_cancel_out';
        end if;
        return null;
      end $$`)
    this.schema
      .raw(`create constraint trigger ledger_letterings_cancel_out after insert or update on ledger_letterings
      deferrable initially deferred for each row execute function ledger_letterings_cancel_out()`)
    this.schema
      .raw(`create constraint trigger ledger_letterings_cancel_out after insert or update or delete on ledger_lettered_lines
      deferrable initially deferred for each row execute function ledger_letterings_cancel_out()`)
    allow(this, 'select, insert, delete', 'ledger_letterings')
    allow(this, 'select, insert, delete', 'ledger_lettered_lines')
  }

  /** Numbers and links are given by the database, behind one lock per year. */
  private numbering() {
    // What is said, in one text that anyone can write again: fields hold neither bar nor new line.
    this.schema
      .raw(`create function ledger_content(e ledger_entries, lines ledger_lines[], papers bytea[])
      returns text language sql immutable as $$
        select concat_ws(E'\\n',
          concat_ws('|', e.year, e.journal, e.entry_on, e.piece_ref, e.piece_on, coalesce(e.paid_on::text, ''),
            coalesce(e.value_on::text, ''), coalesce(e.imported_on::text, ''), e.label, e.origin, coalesce(e.source, ''),
            coalesce(e.reverses_year::text, ''), coalesce(e.reverses_number::text, '')),
          (select string_agg(concat_ws('|', l.position, l.account, coalesce(l.auxiliary, ''), l.debit_cents, l.credit_cents,
            coalesce(l.campaign_id::text, ''), coalesce(l.payment_id::text, '')), E'\\n' order by l.position) from unnest(lines) l),
          (select string_agg(encode(p, 'hex'), E'\\n' order by p) from unnest(papers) p))
      $$`)
    this.schema
      .raw(`create function ledger_entries_follow() returns trigger language plpgsql security definer
        set search_path = public as $$
      declare span ledger_years; counter ledger_counters;
      begin
        select * into span from ledger_years where year = new.year;
        select * into counter from ledger_counters where year = new.year for update;
        if exists (select from ledger_closings where year = new.year) then
          raise exception 'ledger_entries_open_year: % is closed', new.year
            using errcode = 'check_violation', constraint = 'ledger_entries_open_year';
        end if;
        if new.entry_on not between span.starts_on and span.ends_on then
          raise exception 'ledger_entries_in_year: % is not in %', new.entry_on, new.year
            using errcode = 'check_violation', constraint = 'ledger_entries_in_year';
        end if;
        -- Clocks of several machines differ by a little: the order of validation is this one.
        new.validated_at := greatest(new.validated_at, (select e.validated_at from ledger_entries e
          where e.year = new.year and e.position = counter.last_position));
        if new.origin = 'opening' then
          if not span.opening_reserved then
            raise exception 'ledger_entries_opening_reserved: % was opened without one', new.year
              using errcode = 'check_violation', constraint = 'ledger_entries_opening_reserved';
          end if;
          new.number := 1;
        else
          counter.last_number := counter.last_number + 1;
          new.number := counter.last_number;
        end if;
        new.position := counter.last_position + 1;
        new.validated_on := (new.validated_at at time zone 'Europe/Paris')::date;
        new.previous_hash := counter.head;
        new.hash := sha256(convert_to(concat_ws('|', new.year, new.number, new.position,
          (extract(epoch from new.validated_at) * 1000)::bigint, encode(new.content_hash, 'hex'),
          encode(new.previous_hash, 'hex')), 'UTF8'));
        update ledger_counters set last_number = counter.last_number, last_position = new.position, head = new.hash
         where year = new.year;
        return new;
      end $$`)
    this.schema.raw(`create trigger ledger_entries_follow before insert on ledger_entries
      for each row execute function ledger_entries_follow()`)
    this.schema.raw(`create function ledger_validate(drafts bigint[], at timestamptz, by_id bigint)
      returns table (year smallint, number integer) language plpgsql as $$
      declare
        draft ledger_drafts;
        entry ledger_entries;
        written ledger_lines[];
        papers bytea[];
        draft_id bigint;
      begin
        foreach draft_id in array drafts loop
          select * into draft from ledger_drafts d where d.id = draft_id for update;
          if not found then continue; end if;
          entry := jsonb_populate_record(null::ledger_entries, to_jsonb(draft));
          select y.year into entry.year from ledger_years y where draft.entry_on between y.starts_on and y.ends_on;
          entry.draft_id := draft_id;
          entry.validated_at := date_trunc('milliseconds', at);
          entry.validated_by_id := by_id;
          select array_agg(row(entry.year, 0, l.position, l.account, l.auxiliary, l.debit_cents, l.credit_cents,
              l.campaign_id, l.payment_id)::ledger_lines order by l.position)
            into written from ledger_draft_lines l where l.draft_id = draft.id;
          select array_agg(p.sha256 order by p.sha256) into papers from ledger_draft_papers p where p.draft_id = draft.id;
          entry.content_hash := sha256(convert_to(ledger_content(entry, written, papers), 'UTF8'));
          insert into ledger_entries select entry.* returning ledger_entries.number into entry.number;
          insert into ledger_lines select entry.year, entry.number, l.position, l.account, l.auxiliary, l.debit_cents,
            l.credit_cents, l.campaign_id, l.payment_id from unnest(written) l;
          insert into ledger_entry_papers select entry.year, entry.number, p from unnest(papers) p;
          insert into ledger_entry_signatures select entry.year, entry.number, s.person_id, s.signed_at
            from ledger_draft_signatures s where s.draft_id = draft.id;
          delete from ledger_drafts d where d.id = draft.id;
          year := entry.year;
          number := entry.number;
          return next;
        end loop;
      end $$`)
  }

  /** At the commit an entry is whole: balanced, signed, and what its hash says. */
  private balance() {
    this.schema.raw(`create function ledger_entry_whole() returns trigger language plpgsql
      set search_path = public as $$
      declare entry ledger_entries; written ledger_lines[]; papers bytea[]; rest numeric; signed bigint;
      begin
        select * into entry from ledger_entries where year = new.year and number = new.number;
        select array_agg(l order by position), sum(debit_cents) - sum(credit_cents)
          into written, rest from ledger_lines l where year = new.year and number = new.number;
        if coalesce(cardinality(written), 0) < 2 or rest <> 0 then
          raise exception 'ledger_entries_balanced: entry % of % is not balanced', new.number, new.year
            using errcode = 'check_violation', constraint = 'ledger_entries_balanced';
        end if;
        select array_agg(sha256 order by sha256) into papers from ledger_entry_papers
         where year = new.year and number = new.number;
        if entry.content_hash is distinct from sha256(convert_to(ledger_content(entry, written, papers), 'UTF8')) then
          raise exception 'ledger_entries_as_hashed: entry % of % is not what its hash says', new.number, new.year
            using errcode = 'check_violation', constraint = 'ledger_entries_as_hashed';
        end if;
        select count(*) into signed from ledger_entry_signatures where year = new.year and number = new.number;
        if entry.origin in ('by_hand', 'counter') and signed < entry.signatures_needed then
          raise exception 'ledger_entries_signed: entry % of % lacks a signature', new.number, new.year
            using errcode = 'check_violation', constraint = 'ledger_entries_signed';
        end if;
        return null;
      end $$`)
    for (const table of ['ledger_entries', 'ledger_lines', 'ledger_entry_papers']) {
      this.schema.raw(`create constraint trigger ledger_entry_whole after insert on ${table}
        deferrable initially deferred for each row execute function ledger_entry_whole()`)
    }
  }

  private closing() {
    this.schema.raw(`create table ledger_closings (
      year smallint constraint ledger_closings_pkey primary key
        constraint ledger_closings_year_fkey references ledger_years,
      entries integer not null,
      head bytea not null,
      result_cents bigint not null,
      closed_by_id bigint constraint ledger_closings_person_fkey references people on delete set null,
      closed_at timestamptz not null
    )`)
    this.schema
      .raw(`create function ledger_closings_guard() returns trigger language plpgsql security definer
        set search_path = public as $$
      declare span ledger_years; counter ledger_counters;
      begin
        select * into span from ledger_years where year = new.year;
        select * into counter from ledger_counters where year = new.year for update;
        if counter.head is distinct from new.head or counter.last_position <> new.entries then
          raise exception 'ledger_closings_last: % has gone on', new.year
            using errcode = 'check_violation', constraint = 'ledger_closings_last';
        end if;
        if span.opening_reserved and not exists
           (select from ledger_entries where year = new.year and number = 1)
           and exists (select from ledger_lines where year = new.year - 1 and account ~ '^[1-5]'
             group by account having sum(debit_cents) <> sum(credit_cents)) then
          raise exception 'ledger_closings_opened: % has no opening yet', new.year
            using errcode = 'check_violation', constraint = 'ledger_closings_opened';
        end if;
        if (new.closed_at at time zone 'Europe/Paris')::date <= span.ends_on then
          raise exception 'ledger_closings_over: % is not over', new.year
            using errcode = 'check_violation', constraint = 'ledger_closings_over';
        end if;
        if exists (select from ledger_drafts where entry_on between span.starts_on and span.ends_on) then
          raise exception 'ledger_closings_no_draft: % has drafts', new.year
            using errcode = 'check_violation', constraint = 'ledger_closings_no_draft';
        end if;
        if exists (select from ledger_years y where y.year < new.year
             and not exists (select from ledger_closings c where c.year = y.year)) then
          raise exception 'ledger_closings_in_order: a year before % is open', new.year
            using errcode = 'check_violation', constraint = 'ledger_closings_in_order';
        end if;
        return new;
      end $$`)
    this.schema.raw(`create trigger ledger_closings_guard before insert on ledger_closings
      for each row execute function ledger_closings_guard()`)
    // Nothing of a closed year is lettered any more.
    this.schema
      .raw(`create function ledger_letterings_open_year() returns trigger language plpgsql as $$
      begin
        if exists (select from ledger_closings where year = coalesce(new.year, old.year)) then
          raise exception 'ledger_letterings_open_year: % is closed', coalesce(new.year, old.year)
            using errcode = 'check_violation', constraint = 'ledger_letterings_open_year';
        end if;
        return coalesce(new, old);
      end $$`)
    this.schema
      .raw(`create trigger ledger_letterings_open_year before insert or update or delete on ledger_letterings
      for each row execute function ledger_letterings_open_year()`)
    this.schema
      .raw(`create trigger ledger_letterings_open_year before insert or update or delete on ledger_lettered_lines
      for each row execute function ledger_letterings_open_year()`)
  }

  /**
   * Each fact that moves money waits here for its entry, from the very transaction that wrote it, and
   * those of before the ledger from now on.
   */
  private facts() {
    this.schema.raw(`create table ledger_waiting (
      fact text not null,
      id bigint not null,
      payment_id bigint,
      at timestamptz not null,
      constraint ledger_waiting_pkey primary key (fact, id)
    )`)
    this.schema.raw('create index ledger_waiting_at on ledger_waiting (at)')
    this.schema
      .raw(`create function ledger_wait() returns trigger language plpgsql security definer set search_path = public as $$
      begin
        insert into ledger_waiting (fact, id, payment_id, at)
        select tg_argv[0], (to_jsonb(new)->>tg_argv[1])::bigint, (to_jsonb(new)->>'payment_id')::bigint,
          (to_jsonb(new)->>tg_argv[2])::timestamptz;
        return null;
      end $$`)
    for (const { fact, table, key, at, payment } of FACTS) {
      this.schema.raw(`create trigger ledger_wait after insert on ${table}
        for each row execute function ledger_wait('${fact}', '${key}', '${at}')`)
      this.schema.raw(`insert into ledger_waiting (fact, id, payment_id, at)
        select '${fact}', ${key}, ${payment ? 'payment_id' : 'null'}, ${at} from ${table}`)
    }
    allow(this, 'select, delete, update', 'ledger_waiting')
  }

  override async down() {
    for (const { table } of FACTS) this.schema.raw(`drop trigger ledger_wait on ${table}`)
    this.schema.raw('drop function ledger_wait()')
    this.schema.raw('drop table ledger_waiting')
    this.schema.raw(`drop table ledger_closings, ledger_lettered_lines, ledger_letterings,
      ledger_entry_signatures, ledger_entry_papers, ledger_lines`)
    this.schema.raw('drop function ledger_validate(bigint[], timestamptz, bigint)')
    this.schema.raw('drop table ledger_draft_signatures, ledger_draft_papers, ledger_draft_lines')
    this.schema.raw('drop table ledger_entries cascade')
    this.schema.raw('drop table ledger_drafts, ledger_papers, ledger_journals, ledger_accounts')
    this.schema.raw('drop table ledger_counters, ledger_years')
    for (const name of FUNCTIONS) this.schema.raw(`drop function ${name}()`)
  }
}

const FUNCTIONS = [
  'ledger_years_begin',
  'ledger_draft_changed',
  'ledger_automatic_drafts_stand',
  'ledger_letterings_cancel_out',
  'ledger_entries_follow',
  'ledger_entry_whole',
  'ledger_closings_guard',
  'ledger_letterings_open_year',
]

const FACTS = [
  { fact: 'movement', table: 'money_movements', key: 'id', at: 'recorded_at', payment: true },
  { fact: 'coverage', table: 'period_coverage', key: 'id', at: 'counted_at', payment: true },
  { fact: 'gift_money', table: 'gift_money', key: 'id', at: 'counted_at', payment: true },
  { fact: 'share_money', table: 'share_money', key: 'id', at: 'counted_at', payment: true },
  { fact: 'shares', table: 'share_movements', key: 'id', at: 'counted_at', payment: false },
  {
    fact: 'share_refund',
    table: 'share_refunds',
    key: 'withdrawal_id',
    at: 'refunded_at',
    payment: false,
  },
  {
    fact: 'in_kind',
    table: 'gift_in_kind_decisions',
    key: 'gift_in_kind_id',
    at: 'decided_at',
    payment: false,
  },
  { fact: 'cheque_deposit', table: 'cheque_deposits', key: 'id', at: 'made_at', payment: false },
]

const JOURNALS = [
  ['AN', 'À-nouveaux'],
  ['BQ', 'Banque'],
  ['CA', 'Caisse'],
  ['PP', 'Prestataires de paiement'],
  ['CO', 'Cotisations, dons et parts'],
  ['AC', 'Achats et charges'],
  ['OD', 'Opérations diverses'],
]
