/**
 * Which kind of adopted proposal calls which room, inside the transaction that records the result:
 * `registerEnactment({ kind: 'rule_change', … })`. Filled as votes arrive.
 */
export {}
