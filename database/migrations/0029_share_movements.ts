import { BaseSchema } from '@adonisjs/lucid/schema'
import { history } from '#database/grants'

const STANDING = ['share_movements', 'share_withdrawal_decisions']

const GUARDS = [
  'share_subscriptions',
  'share_money',
  'share_movements',
  'share_withdrawals',
  'share_withdrawal_decisions',
  'share_refunds',
]

/**
 * The register of movements of shares: each share credited, taken back or withdrawn, signed and
 * append-only, so that the capital is their sum; what is decided of withdrawals; and what none of
 * the tables of shares lets in. The floor is the rule's, and never under a quarter of the highest
 * capital reached (loi du 10 septembre 1947, art. 13); at least a quarter is paid at the
 * subscription (art. 12).
 */
export default class extends BaseSchema {
  override async up() {
    this.tables()
    this.capital()
    this.incoming()
    this.movements()
    this.outgoing()
    for (const table of STANDING) {
      this.schema.raw(`create trigger ${table}_stand before update or delete or truncate on ${table}
        for each statement execute function refuse_change()`)
    }
    for (const table of GUARDS) {
      this.schema.raw(`create trigger ${table}_guard before insert on ${table}
        for each row execute function ${table}_guard()`)
    }
    history(this, ...STANDING)
  }

  private tables() {
    this.schema.raw(`create table share_movements (
      id bigint generated always as identity constraint share_movements_pkey primary key,
      subscription_id bigint not null constraint share_movements_subscription_fkey references share_subscriptions,
      withdrawal_id bigint constraint share_movements_withdrawal_fkey references share_withdrawals,
      shares integer not null constraint share_movements_shares check (shares <> 0),
      cause text not null constraint share_movements_cause check
        (cause in ('paid', 'restored', 'failed', 'refund', 'dispute', 'withdrawn')),
      counted_at timestamptz not null,
      constraint share_movements_sign check ((shares > 0) = (cause in ('paid', 'restored'))),
      constraint share_movements_origin check ((withdrawal_id is null) = (cause <> 'withdrawn'))
    )`)
    this.schema.raw(
      'create index share_movements_subscription on share_movements (subscription_id)'
    )
    this.schema.raw(`create index share_movements_withdrawal on share_movements (withdrawal_id)
      where withdrawal_id is not null`)
    this.schema.raw(`create table share_withdrawal_decisions (
      withdrawal_id bigint constraint share_withdrawal_decisions_pkey primary key
        constraint share_withdrawal_decisions_withdrawal_fkey references share_withdrawals,
      accepted boolean not null,
      reason text not null constraint share_withdrawal_decisions_reason check
        (char_length(reason) <= 500 and (accepted or reason <> '')),
      decided_by_id bigint constraint share_withdrawal_decisions_decider_fkey references people on delete set null,
      decided_at timestamptz not null
    )`)
  }

  private capital() {
    // What was reached with money that went back again was never reached.
    this.schema
      .raw(`create function share_capital() returns table (capital_cents bigint, highest_cents bigint)
      language sql stable set search_path = public as $$
      with stood as (
        select m.subscription_id, min(m.id) as id, sum(m.shares) as shares from share_movements m
          where m.cause <> 'withdrawn' group by m.subscription_id
      ), steps as (
        select m.id, m.shares * s.share_cents as cents from share_movements m
          join share_subscriptions s on s.id = m.subscription_id where m.cause = 'withdrawn'
        union all
        select t.id, t.shares * s.share_cents from stood t join share_subscriptions s on s.id = t.subscription_id
      ), reached as (
        select cents, sum(cents) over (order by id) as total from steps
      )
      select coalesce(sum(cents), 0)::bigint, coalesce(max(total), 0)::bigint from reached
    $$`)
    this.schema.raw(`create function share_capital_floor(moment timestamptz) returns bigint
      language sql stable set search_path = public as $$
      select greatest(
        coalesce((select (value #>> '{}')::bigint from rule_values where rule_key = 'dues.capital_floor_cents'
          and effective_from <= moment order by effective_from desc, id desc limit 1), 0),
        (select ceil(highest_cents / 4.0)::bigint from share_capital()))
    $$`)
    this.schema.raw(`create function share_holding(member bigint) returns bigint
      language sql stable set search_path = public as $$
      select coalesce(sum(m.shares), 0) from share_movements m
        join share_subscriptions s on s.id = m.subscription_id where s.member_id = member
    $$`)
    this.schema.raw(`create function lock_share_capital() returns void language sql as $$
      select pg_advisory_xact_lock(hashtextextended('share_capital', 0))
    $$`)
    this.schema
      .raw(`create function refuse_share(guard text, why text) returns void language plpgsql as $$
      begin
        raise exception '%: %', guard, why using errcode = 'check_violation', constraint = guard;
      end $$`)
  }

  private incoming() {
    this.guard(
      'share_subscriptions',
      '',
      `if (select legal_form from organisation) is distinct from 'cooperative' then
        perform refuse_share('share_subscriptions_cooperative', 'only a cooperative has shares');
      end if;`
    )
    this.guard(
      'share_money',
      'counted bigint;',
      `if not exists (select from payments p join payment_lines l on l.intent_id = p.intent_id
          where p.id = new.payment_id and l.kind = 'share' and l.subject_id = new.subscription_id) then
        perform refuse_share('share_money_of_its_payment', 'the payment is for something else');
      end if;
      select coalesce(sum(amount_cents), 0) + new.amount_cents into counted from share_money
        where subscription_id = new.subscription_id and payment_id = new.payment_id;
      if counted < 0 then
        perform refuse_share('share_money_stays_above_zero', 'more goes back than came');
      end if;
      select coalesce(sum(m.amount_cents), 0) + new.amount_cents - max(s.shares * s.share_cents) into counted
        from share_subscriptions s left join share_money m on m.subscription_id = s.id
        where s.id = new.subscription_id;
      if counted > 0 then
        perform refuse_share('share_money_within_subscription', 'more than was subscribed');
      end if;`
    )
  }

  private movements() {
    this.guard(
      'share_movements',
      `subscribed share_subscriptions; asked share_withdrawals; stood bigint; there bigint; paid bigint;`,
      `select * into subscribed from share_subscriptions where id = new.subscription_id;
      select coalesce(sum(shares) filter (where cause <> 'withdrawn'), 0), coalesce(sum(shares), 0)
        into stood, there from share_movements where subscription_id = new.subscription_id;
      if there + new.shares < 0 or (new.cause <> 'withdrawn' and stood + new.shares > subscribed.shares) then
        perform refuse_share('share_movements_within_subscription', 'more than was subscribed, or less than none');
      end if;
      if new.shares > 0 then
        select coalesce(sum(amount_cents), 0) into paid from share_money where subscription_id = new.subscription_id;
        if paid * 4 < subscribed.shares * subscribed.share_cents then
          perform refuse_share('share_movements_quarter_paid', 'less than a quarter is paid');
        end if;
      end if;
      if new.cause = 'withdrawn' then
        select * into asked from share_withdrawals where id = new.withdrawal_id;
        if asked.member_id is distinct from subscribed.member_id then
          perform refuse_share('share_movements_own_withdrawal', 'someone else asked');
        end if;
        if not exists (select from share_withdrawal_decisions d
            where d.withdrawal_id = new.withdrawal_id and d.accepted) then
          perform refuse_share('share_movements_accepted_withdrawal', 'it is not accepted');
        end if;
        if asked.shares < (select coalesce(sum(-shares), 0) - new.shares from share_movements
            where withdrawal_id = new.withdrawal_id) then
          perform refuse_share('share_movements_within_withdrawal', 'more than was asked');
        end if;
        if (select capital_cents from share_capital()) + new.shares * subscribed.share_cents
            < share_capital_floor(new.counted_at) then
          perform refuse_share('share_movements_above_floor', 'the capital would be under its floor');
        end if;
      end if;`
    )
  }

  private outgoing() {
    // Those refused, and those done, ask for nothing any more.
    this.guard(
      'share_withdrawals',
      'waiting bigint;',
      `select coalesce(sum(w.shares), 0) into waiting from share_withdrawals w
        left join share_withdrawal_decisions d on d.withdrawal_id = w.id
        where w.member_id = new.member_id and d.accepted is not false
          and not exists (select from share_movements m where m.withdrawal_id = w.id);
      if waiting + new.shares > share_holding(new.member_id) then
        perform refuse_share('share_withdrawals_within_holding', 'more than is held');
      end if;`
    )
    const own = (
      who: string
    ) => `exists (select from share_withdrawals w join members m on m.id = w.member_id
        where w.id = new.withdrawal_id and m.person_id = new.${who})`
    this.guard(
      'share_withdrawal_decisions',
      '',
      `if ${own('decided_by_id')} then
        perform refuse_share('share_withdrawal_decisions_not_own', 'nobody decides of their own shares');
      end if;`
    )
    this.guard(
      'share_refunds',
      'cancelled bigint;',
      `if ${own('recorded_by_id')} then
        perform refuse_share('share_refunds_not_own', 'nobody gives their own shares back');
      end if;
      select coalesce(sum(-m.shares * s.share_cents), 0) into cancelled from share_movements m
        join share_subscriptions s on s.id = m.subscription_id where m.withdrawal_id = new.withdrawal_id;
      if new.amount_cents + new.loss_cents > cancelled then
        perform refuse_share('share_refunds_within_withdrawal', 'more than the shares withdrawn');
      end if;`
    )
  }

  /** Whoever moves money or shares waits for the others, so that each sees what they have written. */
  private guard(table: string, declared: string, checks: string) {
    // A form is signed before its payment is asked, whose lock comes first everywhere else.
    const lock = table === 'share_subscriptions' ? '' : 'perform lock_share_capital();'
    this.schema.raw(`create function ${table}_guard() returns trigger language plpgsql
      set search_path = public as $$
      declare ${declared}
      begin
        ${lock}
        ${checks}
        return new;
      end $$`)
  }

  override async down() {
    for (const table of GUARDS) {
      this.schema.raw(`drop trigger ${table}_guard on ${table}`)
      this.schema.raw(`drop function ${table}_guard()`)
    }
    this.schema.raw('drop function share_holding(bigint), share_capital_floor(timestamptz)')
    this.schema.raw('drop function share_capital(), lock_share_capital()')
    this.schema.raw('drop function refuse_share(text, text)')
    this.schema.raw('drop table share_withdrawal_decisions, share_movements')
  }
}
