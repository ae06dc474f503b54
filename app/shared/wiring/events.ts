import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** Something that happened, named `room.fact`, with plain values only. */
export interface DomainEvent {
  name: string
  at: Date
  [fact: string]: unknown
}

type InTransaction = (event: DomainEvent, transaction: TransactionClientContract) => Promise<void>
type AfterCommit = (event: DomainEvent) => Promise<void>

const inTransaction = new Map<string, InTransaction[]>()
const afterCommit = new Map<string, AfterCommit[]>()

/** Listens inside the transaction of the fact: periods, postings, outbox, chain. */
export function listenInTransaction(name: string, listener: InTransaction): void {
  inTransaction.set(name, [...(inTransaction.get(name) ?? []), listener])
}

/** Listens once the fact stands; idempotent, since a sweep may call it again after a crash. */
export function listenAfterCommit(name: string, listener: AfterCommit): void {
  afterCommit.set(name, [...(afterCommit.get(name) ?? []), listener])
}

/** Tells of a fact inside its transaction; what listens after the commit is called then. */
export async function tell(
  event: DomainEvent,
  transaction: TransactionClientContract
): Promise<void> {
  for (const listener of inTransaction.get(event.name) ?? []) await listener(event, transaction)
  const later = afterCommit.get(event.name) ?? []
  if (later.length === 0) return
  transaction.after('commit', async () => {
    for (const listener of later) await listener(event)
  })
}
