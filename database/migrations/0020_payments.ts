import { BaseSchema } from '@adonisjs/lucid/schema'
import { history, ordinary } from '#database/grants'

/**
 * Money in: what was asked for (intents and their lines), how it was tried (attempts), what the
 * providers say happened (payments, subscriptions, refunds, disputes, payouts), each cent that
 * moved (movements, append-only), and the notices received.
 */
export default class extends BaseSchema {
  override async up() {
    this.installation()
    this.asked()
    this.arrived()
    this.aftercare()
    this.moved()
    this.received()
    this.moves()
  }

  private installation() {
    this.schema.raw(`create table installation (
      id smallint constraint installation_pkey primary key default 1 constraint installation_single check (id = 1),
      install_id uuid not null default gen_random_uuid(),
      demo_secret bytea not null default decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex')
    )`)
    this.schema.raw('insert into installation (id) values (1)')
    history(this, 'installation')
  }

  private asked() {
    this.schema.raw(`create table payment_intents (
      id uuid constraint payment_intents_pkey primary key,
      person_id bigint constraint payment_intents_person_fkey references people on delete set null,
      payer_name text not null constraint payment_intents_name_length check (char_length(payer_name) <= 120),
      payer_email text constraint payment_intents_email_lower check (payer_email = lower(payer_email)),
      locale text not null constraint payment_intents_locale check (locale in ('fr', 'en')),
      schedule text not null constraint payment_intents_schedule check (schedule in ('once', 'month', 'year')),
      amount_cents bigint not null constraint payment_intents_amount check (amount_cents between 1 and 100000000),
      scope_key text,
      return_path text not null constraint payment_intents_return check (return_path like '/%'),
      state text not null default 'open' constraint payment_intents_state check
        (state in ('open', 'processing', 'paid', 'expired', 'canceled', 'failed')),
      state_cause text not null default 'asked',
      created_at timestamptz not null,
      state_at timestamptz not null,
      version integer not null default 1
    )`)
    this.schema.raw(`create unique index payment_intents_one_open on payment_intents (scope_key)
      where scope_key is not null and state in ('open', 'processing')`)
    this.schema.raw('create index payment_intents_person on payment_intents (person_id)')
    this.schema.raw(`create index payment_intents_email on payment_intents (payer_email)
      where payer_email is not null`)
    this.schema.raw(`create index payment_intents_unsettled on payment_intents (state_at)
      where state in ('open', 'processing')`)
    this.schema.raw(`create table payment_lines (
      intent_id uuid not null constraint payment_lines_intent_fkey references payment_intents,
      position smallint not null constraint payment_lines_position check (position between 1 and 20),
      kind text not null constraint payment_lines_kind check (kind in ('dues', 'gift', 'share')),
      subject_id bigint not null,
      amount_cents bigint not null constraint payment_lines_amount check (amount_cents > 0),
      constraint payment_lines_pkey primary key (intent_id, position)
    )`)
    this.schema.raw('create index payment_lines_subject on payment_lines (kind, subject_id)')
    this.schema
      .raw(`create function payment_lines_make_the_amount() returns trigger language plpgsql as $$
      declare wrong uuid;
      begin
        select i.id into wrong from payment_intents i
         where i.id = case when tg_table_name = 'payment_lines' then (to_jsonb(new)->>'intent_id')::uuid
                           else (to_jsonb(new)->>'id')::uuid end
           and i.amount_cents is distinct from
               (select sum(amount_cents) from payment_lines where intent_id = i.id);
        if found then
          raise exception 'payment_lines_make_the_amount: the lines of % do not make its amount', wrong
            using errcode = 'check_violation', constraint = 'payment_lines_make_the_amount';
        end if;
        return null;
      end $$`)
    for (const table of ['payment_lines', 'payment_intents']) {
      this.schema
        .raw(`create constraint trigger payment_lines_make_the_amount after insert or update on ${table}
        deferrable initially deferred for each row execute function payment_lines_make_the_amount()`)
    }
    this.schema.raw(`create table payment_attempts (
      id bigint generated always as identity constraint payment_attempts_pkey primary key,
      intent_id uuid not null constraint payment_attempts_intent_fkey references payment_intents,
      n smallint not null constraint payment_attempts_n check (n > 0),
      provider text not null constraint payment_attempts_provider check
        (provider in ('stripe', 'mollie', 'transfer', 'cash_cheque', 'demo')),
      idempotency_key text not null constraint payment_attempts_key_unique unique,
      request_hash bytea not null,
      ref text,
      url text,
      state text not null default 'asked' constraint payment_attempts_state check
        (state in ('asked', 'open', 'complete', 'expired', 'failed')),
      expires_at timestamptz,
      created_at timestamptz not null,
      constraint payment_attempts_n_unique unique (intent_id, n),
      constraint payment_attempts_ref_unique unique (provider, ref)
    )`)
    ordinary(this, 'payment_intents', 'payment_attempts')
    history(this, 'payment_lines')
  }

  private arrived() {
    this.schema.raw(`create table payment_customers (
      id bigint generated always as identity constraint payment_customers_pkey primary key,
      provider text not null,
      ref text not null,
      person_id bigint constraint payment_customers_person_fkey references people on delete set null,
      email text,
      created_at timestamptz not null,
      constraint payment_customers_ref_unique unique (provider, ref),
      constraint payment_customers_person_unique unique (provider, person_id)
    )`)
    this.schema.raw(`create table subscriptions (
      id bigint generated always as identity constraint subscriptions_pkey primary key,
      intent_id uuid not null constraint subscriptions_intent_fkey references payment_intents,
      provider text not null,
      ref text not null,
      customer_ref text,
      state text not null constraint subscriptions_state check
        (state in ('pending', 'active', 'past_due', 'paused', 'suspended', 'lapsed', 'ended')),
      state_cause text not null,
      state_at timestamptz not null,
      amount_cents bigint not null constraint subscriptions_amount check (amount_cents > 0),
      every text not null constraint subscriptions_every check (every in ('month', 'year')),
      next_charge_on date,
      paused_until date,
      cancel_on date,
      failure_count smallint not null default 0,
      method_label text not null default '',
      fetched_at timestamptz not null,
      constraint subscriptions_ref_unique unique (provider, ref)
    )`)
    this.schema.raw('create index subscriptions_intent on subscriptions (intent_id)')
    this.schema.raw(`create table subscription_changes (
      id bigint generated always as identity constraint subscription_changes_pkey primary key,
      subscription_id bigint not null constraint subscription_changes_subscription_fkey references subscriptions,
      kind text not null constraint subscription_changes_kind check (kind in ('amount', 'pause', 'resume', 'cancel')),
      amount_cents bigint,
      until_on date,
      asked_by_id bigint constraint subscription_changes_person_fkey references people on delete set null,
      idempotency_key text not null constraint subscription_changes_key_unique unique,
      asked_at timestamptz not null,
      done_at timestamptz,
      refusal text
    )`)
    this.schema.raw(
      'create index subscription_changes_of on subscription_changes (subscription_id)'
    )
    this.schema.raw(`create table payments (
      id bigint generated always as identity constraint payments_pkey primary key,
      intent_id uuid not null constraint payments_intent_fkey references payment_intents,
      subscription_id bigint constraint payments_subscription_fkey references subscriptions,
      provider text not null,
      ref text not null,
      gross_cents bigint not null constraint payments_gross check (gross_cents > 0),
      fee_cents bigint,
      currency text not null default 'EUR' constraint payments_currency check (currency = 'EUR'),
      method text not null default '',
      method_label text not null default '',
      mandate_ref text,
      state text not null constraint payments_state check (state in
        ('pending', 'paid', 'failed', 'canceled', 'partially_refunded', 'refunded', 'disputed', 'lost')),
      state_cause text not null,
      state_at timestamptz not null,
      initiated_at timestamptz not null,
      paid_at timestamptz,
      failure_code text,
      refunded_cents bigint not null default 0,
      disputed_cents bigint not null default 0,
      surplus boolean not null default false,
      fetched_at timestamptz not null,
      constraint payments_ref_unique unique (provider, ref),
      constraint payments_given_back check (refunded_cents >= 0 and disputed_cents >= 0
        and refunded_cents <= gross_cents and disputed_cents <= gross_cents),
      constraint payments_paid_has_instant check
        (state in ('pending', 'failed', 'canceled') or paid_at is not null)
    )`)
    this.schema.raw('create index payments_intent on payments (intent_id)')
    this.schema.raw(
      'create index payments_subscription on payments (subscription_id) where subscription_id is not null'
    )
    this.schema.raw('create index payments_latest on payments (initiated_at desc, id desc)')
    ordinary(this, 'payment_customers', 'subscriptions', 'subscription_changes', 'payments')
  }

  private aftercare() {
    this.schema.raw(`create table refunds (
      id bigint generated always as identity constraint refunds_pkey primary key,
      payment_id bigint not null constraint refunds_payment_fkey references payments,
      provider text not null,
      ref text,
      amount_cents bigint not null constraint refunds_amount check (amount_cents > 0),
      state text not null constraint refunds_state check (state in ('asked', 'pending', 'done', 'failed')),
      reason text not null default '',
      asked_by_id bigint constraint refunds_person_fkey references people on delete set null,
      idempotency_key text constraint refunds_key_unique unique,
      asked_at timestamptz not null,
      done_at timestamptz,
      constraint refunds_ref_unique unique (provider, ref),
      constraint refunds_known check (ref is not null or idempotency_key is not null)
    )`)
    this.schema.raw('create index refunds_payment on refunds (payment_id)')
    this.schema.raw(`create table disputes (
      id bigint generated always as identity constraint disputes_pkey primary key,
      payment_id bigint not null constraint disputes_payment_fkey references payments,
      provider text not null,
      ref text not null,
      amount_cents bigint not null constraint disputes_amount check (amount_cents > 0),
      fee_cents bigint not null default 0,
      reason text not null default '',
      state text not null constraint disputes_state check (state in ('open', 'won', 'lost')),
      opened_at timestamptz not null,
      closed_at timestamptz,
      constraint disputes_ref_unique unique (provider, ref)
    )`)
    this.schema.raw('create index disputes_payment on disputes (payment_id)')
    this.schema.raw(`create table payouts (
      id bigint generated always as identity constraint payouts_pkey primary key,
      provider text not null,
      ref text not null,
      amount_cents bigint not null,
      state text not null constraint payouts_state check (state in ('pending', 'paid', 'failed', 'canceled')),
      arrives_on date,
      created_at timestamptz not null,
      constraint payouts_ref_unique unique (provider, ref)
    )`)
    this.schema.raw(`create table payout_lines (
      payout_id bigint not null constraint payout_lines_payout_fkey references payouts,
      ref text not null,
      kind text not null,
      payment_id bigint constraint payout_lines_payment_fkey references payments,
      gross_cents bigint not null,
      fee_cents bigint not null,
      net_cents bigint not null,
      constraint payout_lines_pkey primary key (payout_id, ref),
      constraint payout_lines_net check (net_cents = gross_cents - fee_cents)
    )`)
    ordinary(this, 'refunds', 'disputes', 'payouts', 'payout_lines')
  }

  private moved() {
    this.schema.raw(`create table money_movements (
      id bigint generated always as identity constraint money_movements_pkey primary key,
      provider text not null,
      kind text not null constraint money_movements_kind check (kind in ('payment', 'payment_failure', 'fee',
        'refund', 'refund_failure', 'dispute', 'dispute_fee', 'dispute_reversal', 'payout', 'payout_failure')),
      ref text not null,
      payment_id bigint constraint money_movements_payment_fkey references payments,
      amount_cents bigint not null constraint money_movements_amount check (amount_cents <> 0),
      occurred_at timestamptz not null,
      recorded_at timestamptz not null,
      constraint money_movements_once unique (provider, kind, ref)
    )`)
    this.schema.raw('create index money_movements_payment on money_movements (payment_id)')
    this.schema
      .raw(`create trigger money_movements_stand before update or delete or truncate on money_movements
      for each statement execute function refuse_change()`)
    history(this, 'money_movements')
    this.schema.raw(`create table payment_transitions (
      id bigint generated always as identity constraint payment_transitions_pkey primary key,
      subject text not null constraint payment_transitions_subject check (subject in ('intent', 'payment', 'subscription')),
      intent_id uuid not null constraint payment_transitions_intent_fkey references payment_intents,
      payment_id bigint constraint payment_transitions_payment_fkey references payments,
      subscription_id bigint constraint payment_transitions_subscription_fkey references subscriptions,
      from_state text,
      to_state text not null,
      cause text not null,
      at timestamptz not null
    )`)
    this.schema.raw(
      'create index payment_transitions_intent on payment_transitions (intent_id, id)'
    )
    this.schema
      .raw(`create trigger payment_transitions_stand before update or delete or truncate on payment_transitions
      for each statement execute function refuse_change()`)
    history(this, 'payment_transitions')
  }

  private received() {
    this.schema.raw(`create table webhook_inbox (
      id bigint generated always as identity constraint webhook_inbox_pkey primary key,
      provider text not null,
      dedupe_key text not null,
      type text not null,
      object_kind text not null,
      object_id text not null,
      raw bytea,
      headers jsonb not null default '{}',
      received_at timestamptz not null,
      state text not null default 'new' constraint webhook_inbox_state check
        (state in ('new', 'done', 'ignored', 'failed', 'dead')),
      attempts smallint not null default 0,
      next_try_at timestamptz,
      done_at timestamptz,
      error text,
      constraint webhook_inbox_once unique (provider, dedupe_key)
    )`)
    this.schema.raw(`create index webhook_inbox_waiting on webhook_inbox (next_try_at, id)
      where state in ('new', 'failed')`)
    this.schema.raw('create index webhook_inbox_object on webhook_inbox (provider, object_id)')
    this.schema.raw(`create table provider_cursors (
      provider text not null,
      name text not null,
      cursor text not null,
      moved_at timestamptz not null,
      constraint provider_cursors_pkey primary key (provider, name)
    )`)
    this.schema.raw(`create table demo_provider_objects (
      ref text constraint demo_provider_objects_pkey primary key,
      kind text not null,
      body jsonb not null,
      created_at timestamptz not null,
      changed_at timestamptz not null
    )`)
    this.schema.raw(
      'create index demo_provider_objects_changed on demo_provider_objects (changed_at)'
    )
    ordinary(this, 'webhook_inbox', 'provider_cursors', 'demo_provider_objects')
  }

  /** Which states may follow which; a change of state writes its own line of history. */
  private moves() {
    this.schema.raw(`create table payment_moves (
      subject text not null, from_state text not null, to_state text not null,
      constraint payment_moves_pkey primary key (subject, from_state, to_state)
    )`)
    const rows = Object.entries(MOVES).flatMap(([subject, moves]) =>
      Object.entries(moves).flatMap(([from, states]) =>
        states.split(' ').map((to) => `('${subject}', '${from}', '${to}')`)
      )
    )
    this.schema.raw(
      `insert into payment_moves (subject, from_state, to_state) values ${rows.join(', ')}`
    )
    this.schema
      .raw(`create function payment_state_moves() returns trigger language plpgsql security definer
      set search_path = public as $$
      begin
        if tg_op = 'UPDATE' then
          if old.state = new.state then return new; end if;
          if not exists (select from payment_moves
                          where subject = tg_argv[0] and from_state = old.state and to_state = new.state) then
            raise exception 'payment_state_moves: % % may not go from % to %', tg_argv[0], new.id, old.state, new.state
              using errcode = 'check_violation', constraint = 'payment_state_moves';
          end if;
        end if;
        insert into payment_transitions (subject, intent_id, payment_id, subscription_id, from_state, to_state, cause, at)
        values (tg_argv[0],
          case when tg_argv[0] = 'intent' then (to_jsonb(new)->>'id')::uuid else (to_jsonb(new)->>'intent_id')::uuid end,
          case when tg_argv[0] = 'payment' then (to_jsonb(new)->>'id')::bigint end,
          case when tg_argv[0] = 'subscription' then (to_jsonb(new)->>'id')::bigint end,
          case when tg_op = 'UPDATE' then old.state end, new.state, new.state_cause, new.state_at);
        return new;
      end $$`)
    for (const [table, subject] of [
      ['payment_intents', 'intent'],
      ['payments', 'payment'],
      ['subscriptions', 'subscription'],
    ]) {
      this.schema.raw(`create trigger payment_state_moves after insert or update on ${table}
        for each row execute function payment_state_moves('${subject}')`)
    }
    history(this, 'payment_moves')
  }

  override async down() {
    for (const table of ['subscriptions', 'payments', 'payment_intents']) {
      this.schema.raw(`drop trigger payment_state_moves on ${table}`)
    }
    this.schema.raw('drop function payment_state_moves()')
    this.schema
      .raw(`drop table payment_moves, demo_provider_objects, provider_cursors, webhook_inbox,
      payment_transitions, money_movements, payout_lines, payouts, disputes, refunds, payments,
      subscription_changes, subscriptions, payment_customers, payment_attempts, payment_lines, payment_intents,
      installation`)
    this.schema.raw('drop function payment_lines_make_the_amount()')
  }
}

const MOVES = {
  intent: {
    open: 'processing paid expired canceled failed',
    processing: 'paid failed canceled expired open',
    // Someone who had given up, or whose session expired elsewhere, may still have paid.
    expired: 'open processing paid',
    canceled: 'paid processing',
    failed: 'open processing paid expired canceled',
    paid: 'failed',
  },
  payment: {
    pending: 'paid failed canceled',
    failed: 'pending paid canceled',
    // A debit may fail after it was said to be paid.
    paid: 'failed partially_refunded refunded disputed lost',
    partially_refunded: 'paid refunded disputed lost failed',
    refunded: 'paid partially_refunded disputed lost failed',
    disputed: 'paid partially_refunded refunded lost',
    lost: 'paid partially_refunded refunded disputed',
    canceled: 'paid',
  },
  subscription: {
    pending: 'active past_due paused suspended lapsed ended',
    active: 'past_due paused suspended lapsed ended',
    past_due: 'active paused suspended lapsed ended',
    paused: 'active past_due suspended lapsed ended',
    suspended: 'active past_due paused lapsed ended',
    lapsed: 'active past_due ended',
  },
}
