/**
 * What a payment's change of state does in membership and treasury, inside the transaction that
 * applies it: `listenInTransaction('payments.settled', …)`. Filled as money arrives.
 */
export {}
