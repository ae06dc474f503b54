import { PAYMENT_EVENTS } from '#payments/payment_events'
import { listenInTransaction } from '#shared/wiring/events'

/** Writes down what the payments room tells; `names` in alphabetical order. */
export function toldOfPayments() {
  const said: string[] = []
  for (const event of PAYMENT_EVENTS) {
    listenInTransaction(event, async ({ backCents }) => {
      const name = event.replace('payments.', '')
      said.push(backCents === undefined ? name : `${name} ${String(backCents)}`)
    })
  }
  return {
    forget: () => void said.splice(0),
    get names() {
      return said.map((one) => one.split(' ')[0]).sort()
    },
    get withCents() {
      return [...said]
    },
  }
}
