import { prepared } from '#shared/prepared'

/** What a payment of someone brought as income, in cents; below zero when it was given back. */
export interface OwnMoney {
  on: string
  purpose: 'dues' | 'gifts'
  cents: number
}

/** $1 the person, $2 and $3 the first and the last day. */
const OWN = {
  name: 'treasury.own_money',
  text: `select to_char(e.entry_on, 'YYYY-MM-DD') as "on",
      case when l.account ~ '^(756|7589)' then 'dues' else 'gifts' end as purpose,
      sum(l.credit_cents - l.debit_cents)::bigint as cents
    from payment_intents i join payments p on p.intent_id = i.id
    join ledger_lines l on l.payment_id = p.id join ledger_entries e using (year, number)
    where i.person_id = $1 and l.account like '7%' and e.entry_on between $2 and $3
    group by p.id, 1, 2 having sum(l.credit_cents - l.debit_cents) <> 0 order by 1 desc, 2`,
}

/** What someone's own payments brought between two days, the latest first, from the books. */
export function ownMoney(personId: number, from: string, until: string): Promise<OwnMoney[]> {
  return prepared(OWN, [personId, from, until])
}
