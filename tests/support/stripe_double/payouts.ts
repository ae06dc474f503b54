import { book } from './bookings.js'
import type { Store } from './store.js'
import type { BalanceTransaction, Payout } from './things.js'

/** Which lines each payout brought to the bank. */
const paidOut = new WeakMap<BalanceTransaction, string>()

/** Sends to the bank all that stands on the account. */
export function payOut(store: Store): Payout {
  const lines = store
    .all('balance_transaction')
    .filter((line) => line.type !== 'payout' && !paidOut.has(line))
  const amount = lines.reduce((sum, line) => sum + line.net, 0)
  const payout = store.add<'payout'>({
    id: store.id('po'),
    object: 'payout',
    amount,
    arrival_date: store.now + 2 * 86_400,
    balance_transaction: null,
    created: store.now,
    currency: 'eur',
    failure_balance_transaction: null,
    livemode: false,
    status: 'in_transit',
  })
  const own = book(store, {
    type: 'payout',
    category: 'payout',
    amount: -amount,
    source: payout.id,
  })
  payout.balance_transaction = own.id
  for (const line of [...lines, own]) paidOut.set(line, payout.id)
  store.happened('payout.created', payout)
  return payout
}

/** The bank has it, or sends it back. */
export function payoutEnds(store: Store, id: string, failed: boolean): void {
  const payout = store.get('payout', id)
  payout.status = failed ? 'failed' : 'paid'
  if (failed) {
    payout.failure_balance_transaction = book(store, {
      type: 'payout_failure',
      category: 'payout_reversal',
      amount: payout.amount,
      source: payout.id,
    }).id
  }
  store.happened(failed ? 'payout.failed' : 'payout.paid', payout)
}

/** Whether a line went to the bank with that payout. */
export function isOfPayout(line: BalanceTransaction, payoutId: string): boolean {
  return paidOut.get(line) === payoutId
}

/** What Stripe bills by itself, at the end of a month. */
export function billCosts(store: Store, cents: number): void {
  book(store, { type: 'stripe_fee', category: 'fee', amount: -cents, source: null })
}
