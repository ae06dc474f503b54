import { prepared } from '#shared/prepared'

// A surplus that covers shares has no claim: it goes back by itself, and counts until it has.
const UNSETTLED = {
  name: 'membership.unsettled_surplus',
  text: `with claims as (
      select s.payment_id, s.amount_cents, c.choice
        from dues_surplus s left join dues_surplus_choices c on c.surplus_id = s.id
      union all
      select s.payment_id, s.amount_cents, c.choice
        from gift_surplus s left join gift_surplus_choices c on c.surplus_id = s.id),
    claimed as (
      select payment_id, sum(amount_cents) as cents,
          coalesce(sum(amount_cents) filter (where choice in ('gift', 'next_period', 'gone')), 0) as settled
        from claims group by payment_id)
    select count(*)::int as count from payments p left join claimed c on c.payment_id = p.id
     where (p.surplus or c.payment_id is not null) and p.state in ('paid', 'partially_refunded')
       and case when p.surplus then p.gross_cents else c.cents end - coalesce(c.settled, 0)
         > least(p.gross_cents, p.refunded_cents + p.disputed_cents)`,
}

/** How many payments hold money that came twice and that is neither kept nor given back so far. */
export async function countUnsettledSurplus(): Promise<number> {
  const [row] = await prepared<{ count: number }>(UNSETTLED, [])
  return row?.count ?? 0
}
