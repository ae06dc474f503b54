import db from '@adonisjs/lucid/services/db'
import { syncObject } from '#payments/applying/sync_object'
import { makeHappen } from '#payments/demo/demo_events'
import { openAttempt } from '#payments/paying/open_attempt'
import type { PaymentIntent } from '#payments/payment_intent'
import { providerOf } from '#payments/providers'
import { clock } from '#shared/clock'
import type { Member } from '#membership/register/member'
import { anOrder } from './dues.js'

/** Opens the play bank's page of an intent; gives what pays there. */
export async function atTheBank(intent: PaymentIntent | null) {
  if (!intent) throw new Error('Nothing is to be paid')
  const opened = await openAttempt(intent.id, providerOf('demo'), clock.now())
  if (!opened.ok) throw new Error(opened.refusal)
  const id = opened.value.url?.split('/').at(-1) ?? ''
  const look = () => syncObject(providerOf('demo'), { kind: 'checkout', id }, 'return')
  return {
    look,
    async makes(event: 'pay' | 'refund' | 'dispute' | 'win' | 'lose') {
      const result = await makeHappen(id, event, clock.now())
      if (!result.ok) throw new Error(`The bank refuses: ${event}`)
      await look()
    },
  }
}

/** Dues ordered in two tabs and paid in both, at the play bank; the second payment's row and bank. */
export async function duesPaidTwice(member: Member, choice: Parameters<typeof anOrder>[2] = {}) {
  const banks = []
  for (let tab = 0; tab < 2; tab += 1) {
    const { intent } = await anOrder(member, clock.now(), choice)
    banks.push(await atTheBank(intent))
  }
  for (const bank of banks) await bank.makes('pay')
  const [last] = banks.slice(-1)
  const payment = await db
    .from('payments')
    .where('surplus', true)
    .orderBy('id', 'desc')
    .firstOrFail()
  if (!last) throw new Error('No bank')
  return { paymentId: Number(payment.id), bank: last }
}
