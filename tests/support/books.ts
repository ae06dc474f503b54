import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { keepDraft, type DraftEntry, type Line } from '#treasury/ledger/entry'
import { validateDrafts, type EntryNumber } from '#treasury/ledger/validate'
import { openYearOf } from '#treasury/ledger/year'

/** A line on the debit side; `[account, cents]` or with whose part of the account it is. */
export const debit = (account: string, cents: number, auxiliary: string | null = null): Line => ({
  account,
  auxiliary,
  debitCents: cents,
  creditCents: 0,
  campaignId: null,
  paymentId: null,
})

/** A line on the credit side. */
export const credit = (account: string, cents: number, auxiliary: string | null = null): Line => ({
  ...debit(account, 0, auxiliary),
  creditCents: cents,
})

/** A small entry of the bank's journal, of that day, unless said otherwise. */
export function entryOf(day: string, lines: Line[], other: Partial<DraftEntry> = {}): DraftEntry {
  return {
    journal: 'BQ',
    entryOn: day,
    pieceRef: 'P1',
    pieceOn: day,
    paidOn: null,
    label: 'Hébergement du site',
    explanation: { key: 'by_hand', text: 'Hébergement du site' },
    origin: 'by_hand',
    source: null,
    reverses: null,
    signaturesNeeded: 0,
    lines,
    ...other,
  }
}

/** Puts entries in the books, opening the years that they need; each validated at that instant. */
export function inTheBooks(
  entries: DraftEntry[],
  at: Date,
  within?: TransactionClientContract
): Promise<EntryNumber[]> {
  const write = async (transaction: TransactionClientContract) => {
    const ids: number[] = []
    for (const entry of entries) {
      await openYearOf(entry.entryOn, at, transaction)
      ids.push(await keepDraft(entry, null, at, transaction))
    }
    return validateDrafts(ids, at, null, transaction)
  }
  return within ? write(within) : db.transaction(write)
}
