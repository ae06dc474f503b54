import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** What was decided, by which vote, and when: what an enactment needs to know besides its payload. */
export interface Decided {
  proposalId: number
  /** The instant of the close; the change takes effect then. */
  at: Date
  /** Options that won, in order; empty for a motion. */
  winners: readonly {
    number: number
    label: string
    personId: number | null
    /** What the option says besides its name: its cost, what it stands for. */
    payload: Readonly<Record<string, unknown>>
  }[]
}

/** A sentence before its language: key and words. */
export interface Described {
  key: string
  words: Record<string, string | number>
}

/**
 * What one kind of adopted proposal does. Registered in `start/enactments.ts`; `enact` runs inside
 * the transaction that records the result of the vote, so that either both stand or neither.
 */
export interface Enactment {
  kind: string
  /**
   * The payload as it would be kept when it could be enacted now, else the refusal's key and words.
   * At the close `winners` are the options that won: what lost need not be possible any more.
   */
  validate(
    payload: Record<string, unknown>,
    at: Date,
    transaction: TransactionClientContract,
    winners?: Decided['winners']
  ): Promise<{ ok: true; value: Record<string, unknown> } | { ok: false; refusal: Described }>
  /** One sentence: what would change if this were adopted. */
  describe(payload: Record<string, unknown>, locale: string): Described
  /** Does it, and gives back what was done, for the record. */
  enact(
    payload: Record<string, unknown>,
    decided: Decided,
    transaction: TransactionClientContract
  ): Promise<Record<string, unknown>>
}

/** What cannot be done, said by a key under `decide.refusals`. */
export const impossible = (
  key: string,
  words: Record<string, string | number> = {}
): { ok: false; refusal: Described } => ({ ok: false, refusal: { key, words } })

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
