import db from '@adonisjs/lucid/services/db'
import type { PaymentIntent } from '#payments/payment_intent'
import { askRefund, signRefund } from '#payments/refunding/ask_refund'
import { makeByHand, type MadeByHand } from '#payments/refunding/make_by_hand'
import { clock } from '#shared/clock'
import { parisDay } from '#shared/paris'
import { anOrderBy, received, theAccount } from '#tests/support/offline'
import { someoneWith } from '#tests/support/cast'
import { anIntent } from '#tests/support/payments'

/** A payment that came by transfer: its row. */
export async function paidByTransfer(intent?: PaymentIntent): Promise<number> {
  await theAccount()
  const asked = intent ?? (await anIntent())
  const { ref } = await anOrderBy('transfer', asked)
  await received(ref, asked.amountCents)
  const row = await db.from('payments').where({ intent_id: asked.id, ref }).firstOrFail()
  return Number(row.id)
}

let asked = 0

/** A refund of it that one mandate asked for and another signed. */
export async function aSignedRefund(paymentId: number, amountCents: number): Promise<number> {
  const [emile, chloe] = [await someoneWith('treasurer'), await someoneWith('board')]
  const key = `refund:${paymentId}:by hand:${(asked += 1)}`
  const facts = { paymentId, amountCents, reason: 'Trop payé', askedById: emile.id, key }
  const result = await askRefund(facts, 100_000, clock.now())
  if (!result.ok) throw new Error(result.refusal)
  const signed = await signRefund(result.value.refundId, chloe.id, clock.now())
  if (!signed.ok) throw new Error(signed.refusal)
  return result.value.refundId
}

/** Gives it back by hand today. */
export async function givesByHand(refundId: number, made: Partial<MadeByHand> = {}) {
  const { id } = await someoneWith('treasurer')
  const today = { way: 'transfer' as const, madeOn: parisDay(clock.now()), reference: 'VIR 12' }
  return makeByHand(refundId, { ...today, ...made }, id, clock.now())
}

/** A refund that the treasurer asked for and that the payment's provider refused. */
export async function aRefusedRefund(paymentId: number): Promise<void> {
  const { id } = await someoneWith('treasurer')
  const key = `refund:${paymentId}:refused:${(asked += 1)}`
  const facts = { paymentId, amountCents: 500, reason: 'Trop payé', askedById: id, key }
  const result = await askRefund(facts, 100_000, clock.now())
  if (!result.ok) throw new Error(result.refusal)
  const refused = { state: 'failed', refusal: 'charge_too_old' }
  await db.from('refunds').where('id', result.value.refundId).update(refused)
}
