import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'
import type { HandRefundRow, OrderRow, ReceiptRow } from './seen_offline.js'

/** An order with what its pages show besides. */
export interface Order extends OrderRow {
  provider: 'transfer' | 'cash_cheque'
  bankDetailsId: number | null
  expiresAt: Date
  payerName: string
}

const COLUMNS = `o.ref, o.provider, o.intent_id as "intentId", o.amount_cents as "amountCents",
  o.bank_details_id as "bankDetailsId", o.created_at as "createdAt", o.expires_at as "expiresAt",
  o.canceled_at as "canceledAt", i.payer_name as "payerName"`

const FIND = {
  name: 'payments.offline_order',
  text: `select ${COLUMNS} from offline_orders o join payment_intents i on i.id = o.intent_id where o.ref = $1`,
}

const OF_INTENT = {
  name: 'payments.offline_order_of_intent',
  text: `select ${COLUMNS} from offline_orders o join payment_intents i on i.id = o.intent_id
    where o.intent_id = $1 and o.provider = $2 and o.canceled_at is null order by o.created_at desc limit 1`,
}

const DUES_OF = {
  name: 'payments.offline_dues_of',
  text: `select ${COLUMNS} from offline_orders o join payment_intents i on i.id = o.intent_id
    where i.person_id = $1 and i.state = 'open' and o.canceled_at is null and o.expires_at > $2
      and exists (select from payment_lines l where l.intent_id = i.id and l.kind = 'dues')
    order by o.created_at desc limit 1`,
}

const RECEIPTS = {
  name: 'payments.offline_receipts',
  text: `select r.id, r.kind, r.amount_cents as "amountCents", to_char(r.received_on, 'YYYY-MM-DD') as "receivedOn",
      r.note, r.kind <> 'cash' or c.receipt_id is not null as confirmed, v.cause as reversal,
      e.name as "enteredBy", r.entered_by_id as "enteredById"
    from offline_receipts r left join receipt_confirmations c on c.receipt_id = r.id
    left join receipt_reversals v on v.receipt_id = r.id left join people e on e.id = r.entered_by_id
    where r.ref = $1 order by coalesce(c.confirmed_at, r.entered_at), r.id`,
}

/** A receipt as the treasurer reads it. */
export interface Receipt extends ReceiptRow {
  note: string
  enteredBy: string | null
  enteredById: number | null
}

const HAND_REFUNDS = {
  name: 'payments.hand_refunds_of_order',
  text: `select h.refund_id as id, p.ref as "paymentRef", r.idempotency_key as key, h.amount_cents as "amountCents",
      to_char(h.made_on, 'YYYY-MM-DD') as "madeOn"
    from hand_refunds h join refunds r on r.id = h.refund_id join payments p on p.id = h.payment_id
    where p.provider = $1 and split_part(p.ref, '/', 1) = $2
      and p.intent_id = (select intent_id from offline_orders where ref = $2) order by h.refund_id`,
}

/** What was given back by hand of an order's payments. */
export function handRefundsOf({ provider, ref }: Order): Promise<HandRefundRow[]> {
  return prepared<HandRefundRow>(HAND_REFUNDS, [provider, ref])
}

export async function findOrder(ref: string): Promise<Order | null> {
  const [order] = await prepared<Order>(FIND, [ref])
  return order ?? null
}

/** The order of an intent that can still be paid, the latest of that means. */
export async function orderOfIntent(
  intentId: string,
  provider: Order['provider']
): Promise<Order | null> {
  const [order] = await prepared<Order>(OF_INTENT, [intentId, provider])
  return order ?? null
}

/** The dues that someone said they would pay by transfer or by hand, and that are awaited. */
export async function duesAwaitedOf(personId: number, at: Date): Promise<Order | null> {
  const [order] = await prepared<Order>(DUES_OF, [personId, at])
  return order ?? null
}

export function receiptsOf(
  ref: string,
  transaction?: TransactionClientContract
): Promise<Receipt[]> {
  return prepared<Receipt>(RECEIPTS, [ref], transaction)
}

const AWAITED = {
  name: 'payments.awaited_offline',
  text: `select ${COLUMNS}, coalesce(g.cents, 0)::bigint as "gotCents", coalesce(g.uncounted, 0)::int as uncounted
    from offline_orders o join payment_intents i on i.id = o.intent_id
    left join (select r.ref, sum(r.amount_cents) filter (where r.kind <> 'cash' or c.receipt_id is not null) as cents,
        count(*) filter (where r.kind = 'cash' and c.receipt_id is null) as uncounted
      from offline_receipts r left join receipt_confirmations c on c.receipt_id = r.id
      where not exists (select from receipt_reversals v where v.receipt_id = r.id) group by r.ref) g on g.ref = o.ref
    where ($1 = '' and (o.canceled_at is null or uncounted > 0)
            and (coalesce(g.cents, 0) < o.amount_cents or g.uncounted > 0)
       or $1 <> '' and (o.ref = $2 or i.payer_name ilike $3))
    order by o.created_at desc, o.ref limit 200`,
}

/** What is awaited; with words, whatever bears that reference or name, come or not. */
export function awaitedOrders(
  words: string,
  reference: string
): Promise<Array<Order & { gotCents: number; uncounted: number }>> {
  const like = `%${words.replace(/[\\%_]/g, '\\$&')}%`
  return prepared(AWAITED, [words, reference, like])
}
