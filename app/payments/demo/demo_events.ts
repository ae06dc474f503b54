import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { done, refused, type Result } from '#shared/result'
import {
  demoPayment,
  demoSubscription,
  disputeClosed,
  disputed,
  failed,
  refunded,
  settled,
} from './demo_bank.js'
import { askForDemoFee } from './demo_fee_job.js'
import { askForDemoNotice } from './demo_notices.js'
import {
  demoObject,
  demoObjectsOf,
  keepDemoObject,
  type DemoCheckout,
  type DemoObject,
  type DemoPayment,
  type DemoSubscription,
} from './demo_objects.js'

/** What a visitor may make happen at the play bank. */
export const DEMO_EVENTS = [
  'pay',
  'debit',
  'decline',
  'settle',
  'fail',
  'dispute',
  'win',
  'lose',
  'refund',
  'renew',
  'fail_renewal',
  'mend',
] as const

export type DemoEvent = (typeof DEMO_EVENTS)[number]

/** The papers of one checkout. */
export interface DemoFile {
  checkout: DemoCheckout
  payment: DemoPayment | null
  subscription: DemoSubscription | null
}

/** What can happen next to these papers. */
export function possibleEvents({ checkout, payment, subscription }: DemoFile): DemoEvent[] {
  if (checkout.state === 'expired') return []
  if (checkout.state === 'open') return ['pay', 'debit', 'decline']
  const events: DemoEvent[] = []
  if (payment?.state === 'pending') events.push('settle', 'fail')
  if (payment?.state === 'paid') {
    const [dispute] = payment.disputes
    const whole = payment.refunds.length === 0
    if (dispute?.state === 'open') events.push('win', 'lose')
    if (!dispute && whole) events.push('refund', 'dispute')
    if (!dispute && whole && payment.method === 'sepa') events.push('fail')
  }
  if (subscription?.state === 'active') events.push('renew', 'fail_renewal')
  if (subscription?.state === 'past_due') events.push('mend', 'fail_renewal')
  return events
}

export async function demoFile(
  checkoutRef: string,
  transaction?: TransactionClientContract
): Promise<DemoFile | null> {
  const checkout = await demoObject(checkoutRef, transaction)
  if (checkout?.kind !== 'checkout') return null
  const objects = await demoObjectsOf(checkout.intentId, transaction)
  const own = objects.filter((one) => one.kind === 'payment')
  const subscription = objects.find((one) => one.kind === 'subscription') ?? null
  const payment = own
    .filter((one) => subscription !== null || one.checkoutRef === checkoutRef)
    .at(-1)
  return { checkout, payment: payment ?? null, subscription }
}

/** Makes something happen at the play bank, and has it told by a notice. */
export async function makeHappen(
  checkoutRef: string,
  event: DemoEvent,
  at: Date
): Promise<Result<DemoFile, 'not_now'>> {
  return db.transaction(async (transaction) => {
    await transaction.rawQuery('select from demo_provider_objects where ref = ? for update', [
      checkoutRef,
    ])
    const file = await demoFile(checkoutRef, transaction)
    if (!file || !possibleEvents(file).includes(event)) return refused('not_now')
    for (const object of happened(file, event, at)) {
      await keepDemoObject(object, at, transaction)
      await askForDemoFee(object, at, transaction)
      await askForDemoNotice(`${object.kind}.changed`, object, transaction)
    }
    const after = await demoFile(checkoutRef, transaction)
    return done(after ?? file)
  })
}

function happened(file: DemoFile, event: DemoEvent, at: Date): DemoObject[] {
  const { payment, subscription } = file
  if (event === 'pay' || event === 'debit' || event === 'decline') return paid(file, event, at)
  if (event === 'renew' || event === 'fail_renewal') {
    return subscription ? renewed(subscription, event === 'renew', at) : []
  }
  if (event === 'mend') {
    return subscription ? renewed({ ...subscription, method: 'card' }, true, at) : []
  }
  if (!payment) return []
  switch (event) {
    case 'settle':
      return [settled(payment, at)]
    case 'fail':
      return [failed(payment, at)]
    case 'refund':
      return [refunded(payment, payment.grossCents, null, at)]
    case 'dispute':
      return [disputed(payment, at)]
    default:
      return [disputeClosed(payment, event === 'win' ? 'won' : 'lost', at)]
  }
}

function paid({ checkout }: DemoFile, event: 'pay' | 'debit' | 'decline', at: Date): DemoObject[] {
  const how = { pay: 'card', debit: 'debit', decline: 'declined' } as const
  const { intentId, ref: checkoutRef, amountCents: grossCents } = checkout
  const recurring = event !== 'decline' && checkout.schedule !== 'once'
  const method = event === 'debit' ? 'sepa' : 'card'
  const subscription = recurring ? demoSubscription(checkout, method, at) : null
  const subscriptionRef = subscription?.ref ?? null
  const payment = demoPayment(
    { intentId, checkoutRef, subscriptionRef, grossCents },
    how[event],
    at
  )
  // A declined card may be tried again on the same page.
  const state = event === 'decline' ? ('open' as const) : ('complete' as const)
  return [{ ...checkout, state }, payment, ...(subscription ? [subscription] : [])]
}

function renewed(subscription: DemoSubscription, works: boolean, at: Date): DemoObject[] {
  const { intentId, ref, amountCents, method } = subscription
  const how = works ? (method === 'sepa' ? 'debit' : 'card') : 'declined'
  const facts = { intentId, checkoutRef: null, subscriptionRef: ref, grossCents: amountCents }
  const failures = works ? 0 : subscription.failureCount + 1
  const state = works
    ? ('active' as const)
    : failures >= 4
      ? ('lapsed' as const)
      : ('past_due' as const)
  const charges = subscription.charges + (works ? 1 : 0)
  return [demoPayment(facts, how, at), { ...subscription, state, charges, failureCount: failures }]
}
