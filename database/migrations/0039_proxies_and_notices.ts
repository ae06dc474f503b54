import { BaseSchema } from '@adonisjs/lucid/schema'
import { history } from '#database/grants'

const refuse = (name: string, sentence: string) => `raise exception '${name}: ${sentence}'
  using errcode = 'integrity_constraint_violation', constraint = '${name}';`

/** A proxy that was not taken back. */
const STANDS = 'not exists (select from proxy_revocations r where r.proxy_id = p.id)'

/**
 * Proxies are given within the cap that the call fixed, never passed on, and taken back until they are
 * used; votes are told of, and reminded of once.
 */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw(`alter table notifications add column proposal_id bigint
      constraint notifications_proposal_fkey references proposals`)
    this.schema.raw('create index notifications_proposal on notifications (proposal_id)')
    this.schema.raw(`create table vote_reminders (
      proposal_id bigint constraint vote_reminders_pkey primary key
        constraint vote_reminders_call_fkey references proposal_calls,
      reminded_at timestamptz not null
    )`)
    this.schema.raw(`create trigger vote_reminders_stand before update or delete or truncate
      on vote_reminders for each statement execute function refuse_change()`)
    history(this, 'vote_reminders')
    this.schema.raw(`create unique index voting_roll_flags_once
      on voting_roll_flags (proposal_id, member_id, cause)`)
    this.given()
    this.takenBack()
    this.used()
  }

  private given() {
    this.schema.raw(`create function proxies_as_called() returns trigger language plpgsql as $$
      declare cap integer;
      begin
        perform pg_advisory_xact_lock(hashtextextended('ballots', new.proposal_id));
        select coalesce((parameters ->> 'proxies')::integer, 0) from proposal_calls
          where proposal_id = new.proposal_id into cap;
        if exists (select from proposal_results where proposal_id = new.proposal_id) then
          ${refuse('proxies_as_called', 'the vote is counted')}
        end if;
        if exists (select from attendances where proposal_id = new.proposal_id and member_id = new.giver_id) then
          ${refuse('proxies_before_voting', 'whoever voted has no voice left to give')}
        end if;
        if exists (select from proxies p where p.proposal_id = new.proposal_id and p.giver_id = new.giver_id and ${STANDS}) then
          ${refuse('proxies_one_each', 'this voice is given already')}
        end if;
        if exists (select from proxies p where p.proposal_id = new.proposal_id and ${STANDS}
             and (p.giver_id = new.holder_id or p.holder_id = new.giver_id)) then
          ${refuse('proxies_not_passed_on', 'a voice given is not passed on')}
        end if;
        if (select count(*) from proxies p where p.proposal_id = new.proposal_id
              and p.holder_id = new.holder_id and ${STANDS}) >= cap then
          ${refuse('proxies_capped', 'nobody holds more voices than the call allows')}
        end if;
        if exists (select from voting_rolls where proposal_id = new.proposal_id)
           and (select count(*) from voting_roll_lines where proposal_id = new.proposal_id and votes
                  and member_id in (new.giver_id, new.holder_id)) <> 2 then
          ${refuse('proxies_of_voters', 'both must be on the roll')}
        end if;
        return new;
      end $$`)
    this.schema.raw(`create trigger proxies_as_called before insert on proxies
      for each row execute function proxies_as_called()`)
  }

  private takenBack() {
    this.schema
      .raw(`create function proxies_back_until_used() returns trigger language plpgsql as $$
      declare proposal bigint;
      begin
        select proposal_id from proxies where id = new.proxy_id into proposal;
        perform pg_advisory_xact_lock(hashtextextended('ballots', proposal));
        if exists (select from attendances where proxy_id = new.proxy_id) then
          ${refuse('proxies_back_until_used', 'this voice was used')}
        end if;
        return new;
      end $$`)
    this.schema.raw(`create trigger proxies_back_until_used before insert on proxy_revocations
      for each row execute function proxies_back_until_used()`)
  }

  /** Whoever gave their voice takes it back before they vote; who holds one is on the roll. */
  private used() {
    this.schema.raw(`create function attendances_by_proxy() returns trigger language plpgsql as $$
      begin
        perform pg_advisory_xact_lock_shared(hashtextextended('ballots', new.proposal_id));
        if new.proxy_id is null and exists (select from proxies p where p.proposal_id = new.proposal_id
             and p.giver_id = new.member_id and ${STANDS}) then
          ${refuse('attendances_given_away', 'this voice is given to someone')}
        end if;
        if new.proxy_id is not null and not exists (select from proxies p
             join voting_roll_lines l on l.proposal_id = p.proposal_id and l.member_id = p.holder_id and l.votes
             where p.id = new.proxy_id) then
          ${refuse('attendances_by_voters', 'who holds a voice must be on the roll')}
        end if;
        return new;
      end $$`)
    this.schema.raw(`create trigger attendances_by_proxy before insert on attendances
      for each row execute function attendances_by_proxy()`)
  }

  override async down() {
    this.schema.raw('drop trigger attendances_by_proxy on attendances')
    this.schema.raw('drop trigger proxies_back_until_used on proxy_revocations')
    this.schema.raw('drop trigger proxies_as_called on proxies')
    for (const name of ['attendances_by_proxy', 'proxies_back_until_used', 'proxies_as_called'])
      this.schema.raw(`drop function ${name}()`)
    this.schema.raw('drop index voting_roll_flags_once')
    this.schema.raw('drop table vote_reminders')
    this.schema.raw('alter table notifications drop column proposal_id')
  }
}
