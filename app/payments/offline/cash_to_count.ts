import { prepared } from '#shared/prepared'

const WAITING = {
  name: 'payments.cash_to_count',
  text: `select r.id, r.amount_cents as "amountCents", to_char(r.received_on, 'YYYY-MM-DD') as "receivedOn",
      r.entered_by_id as "enteredById", e.name as "enteredBy", i.payer_name as "payerName"
    from offline_receipts r join offline_orders o on o.ref = r.ref join payment_intents i on i.id = o.intent_id
    left join people e on e.id = r.entered_by_id
    where r.kind = 'cash' and not exists (select from receipt_confirmations c where c.receipt_id = r.id)
      and not exists (select from receipt_reversals v where v.receipt_id = r.id)
    order by r.id limit 200`,
}

/** Cash that was entered and that nobody else has counted yet. */
export function cashToCount(): Promise<
  Array<{
    id: number
    amountCents: number
    receivedOn: string
    enteredById: number | null
    enteredBy: string | null
    payerName: string
  }>
> {
  return prepared(WAITING, [])
}
