import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { violates } from '#shared/constraint'
import { parisDay, parisInstant } from '#shared/paris'
import { prepared } from '#shared/prepared'
import { done, refused, type Result } from '#shared/result'
import { syncObject } from '../applying/sync_object.js'
import { providerOf } from '../providers.js'
import { findOrder, receiptsOf, type Order } from './orders.js'
import type { ReceiptRow } from './seen_offline.js'

export interface Received {
  kind: ReceiptRow['kind']
  amountCents: number
  receivedOn: string
  note: string
  /** Of the form that was sent: sending it twice enters it once. */
  formKey: string
}

const YEAR = 366 * 86_400_000

const LOCK = {
  name: 'payments.lock_offline_order',
  text: 'select from offline_orders where ref = $1 for update',
}

/**
 * Which receipt pays what depends on those before it: one is entered, counted or taken back at a
 * time, and each comes after those that are there, whatever the clock of its machine says.
 */
function oneAtATime<Value>(
  ref: string,
  does: (transaction: TransactionClientContract) => Promise<Value>
): Promise<Value> {
  return db.transaction(async (transaction) => {
    await prepared(LOCK, [ref], transaction)
    return does(transaction)
  })
}

const AFTER_THE_OTHERS = `greatest($2::timestamptz, (select max(greatest(r.entered_at, c.confirmed_at)) + interval '1 microsecond'
      from offline_receipts r left join receipt_confirmations c on c.receipt_id = r.id where r.ref = $1))`

const RECEIVE = {
  name: 'payments.receive_offline',
  text: `insert into offline_receipts (ref, entered_at, kind, amount_cents, received_on, note, form_key, entered_by_id)
    values ($1, ${AFTER_THE_OTHERS}, $3, $4, $5, $6, $7, $8) on conflict (form_key) do nothing returning id`,
}

// The page before, come back to, still has the name of the form that it sent.
const SAME = {
  name: 'payments.same_receipt',
  text: `select from offline_receipts
    where form_key = $1 and ref = $2 and kind = $3 and amount_cents = $4 and received_on = $5`,
}

/** Writes down money that arrived for an order, then applies it; cash waits to be counted by another. */
export async function receive(
  order: Order,
  received: Received,
  personId: number,
  at: Date
): Promise<Result<null, 'day' | 'kind' | 'sent_before'>> {
  const { kind, amountCents, receivedOn, note, formKey } = received
  if ((kind === 'transfer') !== (order.provider === 'transfer')) return refused('kind')
  const oldest = parisDay(new Date(at.getTime() - YEAR))
  const isDay = parisInstant(receivedOn, '12:00') !== null
  if (!isDay || receivedOn > parisDay(at) || receivedOn < oldest) return refused('day')
  const { ref } = order
  const isEntered = await oneAtATime(ref, async (transaction) => {
    const values = [ref, at, kind, amountCents, receivedOn, note, formKey, personId]
    if ((await prepared(RECEIVE, values, transaction)).length > 0) return true
    const same = [formKey, ref, kind, amountCents, receivedOn]
    return (await prepared(SAME, same, transaction)).length > 0
  })
  if (!isEntered) return refused('sent_before')
  await apply(order)
  return done(null)
}

const CONFIRM = {
  name: 'payments.confirm_cash',
  text: `insert into receipt_confirmations (receipt_id, confirmed_by_id, confirmed_at)
    values ($3, $4, ${AFTER_THE_OTHERS})`,
}

const RECEIPT = {
  name: 'payments.offline_receipt',
  text: `select ref, kind, exists (select from receipt_reversals where receipt_id = id) as reversed
    from offline_receipts where id = $1`,
}

/** Says that cash was counted by a second person, who is not the one that entered it. */
export async function confirmCash(
  receiptId: number,
  personId: number,
  at: Date
): Promise<Result<string, 'not_cash' | 'own_receipt' | 'already'>> {
  const order = await orderOf(receiptId)
  if (order?.kind !== 'cash') return refused('not_cash')
  if (order.reversed) return refused('already')
  try {
    const { ref } = order.order
    await oneAtATime(ref, (transaction) =>
      prepared(CONFIRM, [ref, at, receiptId, personId], transaction)
    )
  } catch (error) {
    if (violates(error, 'cash_takes_two')) return refused('own_receipt')
    if (violates(error, 'receipt_confirmations_pkey')) return refused('already')
    throw error
  }
  await apply(order.order)
  return done(order.order.ref)
}

/** Takes back a receipt: it was a mistake, or the cheque was not honoured. */
export async function reverseReceipt(
  receiptId: number,
  cause: 'mistake' | 'unpaid',
  personId: number,
  at: Date
): Promise<Result<string, 'no_receipt' | 'already' | 'later_first'>> {
  const found = await orderOf(receiptId)
  if (!found) return refused('no_receipt')
  const { ref } = found.order
  try {
    const isLast = await oneAtATime(ref, async (transaction) => {
      const receipts = await receiptsOf(ref, transaction)
      const own = receipts.findIndex(({ id }) => id === receiptId)
      // They are taken back from the end.
      const later = receipts.slice(own + 1).some((one) => one.confirmed && !one.reversal)
      if (receipts[own]?.confirmed && later) return false
      const reversal = { cause, reversed_by_id: personId, reversed_at: at }
      await transaction.table('receipt_reversals').insert({ receipt_id: receiptId, ...reversal })
      return true
    })
    if (!isLast) return refused('later_first')
  } catch (error) {
    if (violates(error, 'receipt_reversals_pkey')) return refused('already')
    throw error
  }
  await apply(found.order)
  return done(found.order.ref)
}

async function orderOf(receiptId: number) {
  const [receipt] = await prepared<{ ref: string; kind: string; reversed: boolean }>(RECEIPT, [
    receiptId,
  ])
  const order = receipt ? await findOrder(receipt.ref) : null
  return order && receipt ? { ...receipt, order } : null
}

async function apply({ provider, ref }: Order): Promise<void> {
  await syncObject(providerOf(provider), { kind: 'checkout', id: ref }, 'button')
}
