import db from '@adonisjs/lucid/services/db'
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

const RECEIVE = {
  name: 'payments.receive_offline',
  text: `insert into offline_receipts (ref, kind, amount_cents, received_on, note, form_key, entered_by_id, entered_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (form_key) do nothing`,
}

/** Writes down money that arrived for an order, then applies it; cash waits to be counted by another. */
export async function receive(
  order: Order,
  received: Received,
  personId: number,
  at: Date
): Promise<Result<null, 'day' | 'kind'>> {
  const { kind, amountCents, receivedOn, note, formKey } = received
  if ((kind === 'transfer') !== (order.provider === 'transfer')) return refused('kind')
  const oldest = parisDay(new Date(at.getTime() - YEAR))
  const isDay = parisInstant(receivedOn, '12:00') !== null
  if (!isDay || receivedOn > parisDay(at) || receivedOn < oldest) return refused('day')
  await prepared(RECEIVE, [order.ref, kind, amountCents, receivedOn, note, formKey, personId, at])
  await apply(order)
  return done(null)
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
    await db
      .table('receipt_confirmations')
      .insert({ receipt_id: receiptId, confirmed_by_id: personId, confirmed_at: at })
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
  const receipts = await receiptsOf(found.order.ref)
  const own = receipts.findIndex(({ id }) => id === receiptId)
  // What a receipt pays depends on those before it: they are taken back from the end.
  const later = receipts.slice(own + 1).some((one) => one.confirmed && !one.reversal)
  if (receipts[own]?.confirmed && later) {
    return refused('later_first')
  }
  try {
    await db
      .table('receipt_reversals')
      .insert({ receipt_id: receiptId, cause, reversed_by_id: personId, reversed_at: at })
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
