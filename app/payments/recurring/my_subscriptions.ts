import { prepared } from '#shared/prepared'
import type { ProviderName } from '../provider.js'

/** A recurring payment as its payer sees it. Cents; days of Europe/Paris. */
export interface MySubscription {
  id: number
  intentId: string
  provider: ProviderName
  state: 'pending' | 'active' | 'past_due' | 'paused' | 'suspended' | 'lapsed' | 'ended'
  amountCents: number
  every: 'month' | 'year'
  nextChargeOn: string | null
  pausedUntil: string | null
  methodLabel: string
  customerRef: string | null
  /** The provider's word for the last payment of it that failed. */
  failureCode: string | null
  kinds: string[]
  changing: boolean
}

const MINE = {
  name: 'payments.my_subscriptions',
  text: `select s.id, s.intent_id as "intentId", s.provider, s.state, s.amount_cents as "amountCents", s.every,
      s.next_charge_on as "nextChargeOn", s.paused_until as "pausedUntil", s.method_label as "methodLabel",
      s.customer_ref as "customerRef",
      (select p.failure_code from payments p where p.subscription_id = s.id and p.state = 'failed'
        order by p.initiated_at desc, p.id desc limit 1) as "failureCode",
      array(select distinct kind from payment_lines l where l.intent_id = s.intent_id) as kinds,
      exists (select from subscription_changes c where c.subscription_id = s.id
               and c.done_at is null and c.refusal is null) as changing
    from subscriptions s join payment_intents i on i.id = s.intent_id
   where i.person_id = $1 and ($2::bigint is null or s.id = $2)
   order by s.state in ('ended', 'lapsed'), s.id desc limit 50`,
}

/** One's own recurring payments, running ones first. */
export function mySubscriptions(personId: number): Promise<MySubscription[]> {
  return prepared<MySubscription>(MINE, [personId, null])
}

/** One of them; null when it is another's. */
export async function mySubscription(personId: number, id: number): Promise<MySubscription | null> {
  const [one] = await prepared<MySubscription>(MINE, [personId, id])
  return one ?? null
}
