import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/**
 * What one kind of adopted proposal does. Registered in `start/enactments.ts`; `enact` runs inside
 * the transaction that records the result of the vote, so that either both stand or neither.
 */
export interface Enactment<Payload = Record<string, unknown>> {
  kind: string
  /** Null when the payload could be enacted now, else the refusal's translation key. */
  validate(payload: Payload, at: Date): Promise<string | null>
  /** One sentence: what would change if this were adopted. */
  describe(payload: Payload, locale: string): string
  /** What voters choose among; empty for a motion answered yes, no or abstention. */
  options(payload: Payload): string[]
  enact(payload: Payload, at: Date, transaction: TransactionClientContract): Promise<void>
}

const enactments = new Map<string, Enactment>()

/** Registers what a kind of proposal does; one per kind. */
export function registerEnactment(enactment: Enactment): void {
  if (enactments.has(enactment.kind)) throw new Error(`Two enactments of kind ${enactment.kind}`)
  enactments.set(enactment.kind, enactment)
}

/** The enactment of a kind; an unknown kind is a broken invariant. */
export function enactmentOf(kind: string): Enactment {
  const enactment = enactments.get(kind)
  if (!enactment) throw new Error(`No enactment of kind ${kind}`)
  return enactment
}
