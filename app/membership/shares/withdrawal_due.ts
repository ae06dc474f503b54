/**
 * What is due for a withdrawal, in cents, as SQL; null while its shares have not left the capital.
 * At par, and never more than was paid of the form that they came from.
 */
export const dueOf = (
  withdrawal: string
) => `(select sum(greatest(0, least(-m.shares * s.share_cents,
    (select coalesce(sum(y.amount_cents), 0) from share_money y where y.subscription_id = s.id)
    + (select coalesce(sum(o.shares), 0) from share_movements o
        where o.subscription_id = s.id and o.cause = 'withdrawn' and o.id < m.id) * s.share_cents)))::bigint
  from share_movements m join share_subscriptions s on s.id = m.subscription_id
  where m.withdrawal_id = ${withdrawal})`
