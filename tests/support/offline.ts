import { randomUUID } from 'node:crypto'
import { maskedDetails, proposeDetails, signDetails } from '#payments/offline/bank_details'
import { depositCheques } from '#payments/offline/cheque_deposits'
import { findOrder, orderOfIntent, receiptsOf, type Order } from '#payments/offline/orders'
import { receive, type Received } from '#payments/offline/receive'
import { openAttempt } from '#payments/paying/open_attempt'
import type { PaymentIntent } from '#payments/payment_intent'
import { providerOf } from '#payments/providers'
import { clock } from '#shared/clock'
import { parisDay } from '#shared/paris'
import { someone, someoneWith } from '#tests/support/cast'
import { anIntent } from '#tests/support/payments'

export const ACCOUNT = {
  holder: 'La Placette',
  iban: 'FR7630006000011234567890189',
  bic: 'AGRIFRPP',
}

/** The account that transfers go to, proposed by one mandate and signed by another. */
export async function theAccount(account = ACCOUNT): Promise<void> {
  const [emile, chloe] = [await someoneWith('treasurer'), await someoneWith('board')]
  await proposeDetails(account, emile.id, clock.now())
  const { waiting } = await maskedDetails()
  const signed = await signDetails(waiting?.id ?? 0, account.iban, chloe.id, clock.now())
  if (!signed.ok) throw new Error(signed.refusal)
}

/** The order of an intent by a means without a provider. */
export async function anOrderBy(
  provider: Order['provider'],
  intent?: PaymentIntent
): Promise<Order> {
  const { id } = intent ?? (await anIntent())
  const opened = await openAttempt(id, providerOf(provider), clock.now())
  if (!opened.ok) throw new Error(opened.refusal)
  const order = await orderOfIntent(id, provider)
  if (!order) throw new Error('no order')
  return order
}

/** The reference of a transfer that is awaited. */
export async function aTransferOrder(): Promise<string> {
  await theAccount()
  return (await anOrderBy('transfer')).ref
}

/** Enters what came for an order today; gives the receipt's row. */
export async function received(
  ref: string,
  amountCents: number,
  facts: Partial<Received> = {},
  person?: { id: number }
): Promise<number> {
  const order = await findOrder(ref)
  if (!order) throw new Error(`no order ${ref}`)
  const { id: personId } = person ?? (await someone('Émile'))
  const result = await receive(
    order,
    {
      kind: order.provider === 'transfer' ? 'transfer' : 'cheque',
      amountCents,
      receivedOn: parisDay(clock.now()),
      note: '',
      formKey: randomUUID(),
      ...facts,
    },
    personId,
    clock.now()
  )
  if (!result.ok) throw new Error(result.refusal)
  const receipts = await receiptsOf(ref)
  return Math.max(...receipts.map(({ id }) => id))
}

/** Cash that someone entered and that nobody else has counted. */
export async function aCashReceipt(person: { id: number }): Promise<number> {
  const { ref } = await anOrderBy('cash_cheque')
  return received(ref, 2000, { kind: 'cash' }, person)
}

/** A slip with one cheque. */
export async function aChequeDeposit(person: { id: number }): Promise<number> {
  const { ref } = await anOrderBy('cash_cheque')
  await received(ref, 2000, { kind: 'cheque' }, person)
  const deposit = await depositCheques(person.id, clock.now())
  if (deposit === null) throw new Error('no cheque')
  return deposit
}
