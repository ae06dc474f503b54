import { BaseSchema } from '@adonisjs/lucid/schema'
import { history } from '#database/grants'

const STANDING = ['share_subscriptions', 'share_money', 'share_withdrawals', 'share_refunds']

/**
 * Shares of a cooperative: what was subscribed on a signed form, each cent paid for it (signed,
 * append-only), who asked for their shares back, in the order of asking, and what was given back.
 */
export default class extends BaseSchema {
  override async up() {
    this.schema.raw(`create table share_subscriptions (
      id bigint generated always as identity constraint share_subscriptions_pkey primary key,
      member_id bigint not null constraint share_subscriptions_member_fkey references members,
      shares integer not null constraint share_subscriptions_shares check (shares between 1 and 100000),
      share_cents bigint not null constraint share_subscriptions_value check (share_cents > 0),
      signed_name text not null constraint share_subscriptions_signature check
        (char_length(signed_name) between 1 and 120),
      form_text text not null,
      signed_at timestamptz not null
    )`)
    this.schema.raw('create index share_subscriptions_member on share_subscriptions (member_id)')
    this.schema.raw(`create table share_money (
      id bigint generated always as identity constraint share_money_pkey primary key,
      subscription_id bigint not null constraint share_money_subscription_fkey references share_subscriptions,
      payment_id bigint not null constraint share_money_payment_fkey references payments,
      amount_cents bigint not null constraint share_money_amount check (amount_cents <> 0),
      counted_at timestamptz not null
    )`)
    this.schema.raw('create index share_money_subscription on share_money (subscription_id)')
    this.schema.raw('create index share_money_payment on share_money (payment_id)')
    this.schema.raw(`create table share_withdrawals (
      id bigint generated always as identity constraint share_withdrawals_pkey primary key,
      member_id bigint not null constraint share_withdrawals_member_fkey references members,
      shares integer not null constraint share_withdrawals_shares check (shares > 0),
      asked_at timestamptz not null
    )`)
    this.schema.raw('create index share_withdrawals_member on share_withdrawals (member_id)')
    this.schema.raw(`create table share_refunds (
      withdrawal_id bigint constraint share_refunds_pkey primary key
        constraint share_refunds_withdrawal_fkey references share_withdrawals,
      amount_cents bigint not null constraint share_refunds_amount check (amount_cents >= 0),
      loss_cents bigint not null constraint share_refunds_loss check (loss_cents >= 0),
      recorded_by_id bigint constraint share_refunds_recorder_fkey references people on delete set null,
      refunded_at timestamptz not null
    )`)
    for (const table of STANDING) {
      this.schema.raw(`create trigger ${table}_stand before update or delete or truncate on ${table}
        for each statement execute function refuse_change()`)
    }
    history(this, ...STANDING)
  }

  override async down() {
    this.schema.raw('drop table share_refunds, share_withdrawals, share_money, share_subscriptions')
  }
}
