import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { violates } from '#shared/constraint'
import { prepared } from '#shared/prepared'
import { done, refused, type Result } from '#shared/result'
import { validateDrafts, type EntryNumber } from '../ledger/validate.js'
import type { Draft } from '../reading/drafts.js'
import { signedBy } from './keep_entry.js'
import { heldDraft, type DraftRefusal } from './own_draft.js'
import { payBy, type PaidByRefusal } from './paid_by.js'
import { refusalOf, type EntryRefusal } from './refusals.js'

const SIGN = {
  name: 'treasury.sign_draft',
  text: `insert into ledger_draft_signatures (draft_id, person_id, signed_at) values ($1, $2, $3)
    on conflict do nothing`,
}

/** Signs a draft as it was read; signing twice is signing once. */
export function signDraft(
  id: number,
  version: number,
  personId: number,
  at: Date
): Promise<Result<null, DraftRefusal>> {
  return db.transaction(async (transaction) => {
    const held = await heldDraft(id, version, transaction)
    if (!held.ok) return held
    await prepared(SIGN, [id, personId, at], transaction)
    return done(null)
  })
}

export type BooksRefusal = DraftRefusal | EntryRefusal | PaidByRefusal | 'signature' | 'reversed'

/** What the database refuses at the very end, when someone else was quicker. */
const REFUSED_BY_DATABASE = {
  ledger_entries_open_year: 'closed_year',
  ledger_entries_signed: 'signature',
  ledger_entries_reversed_once: 'reversed',
  ledger_entries_piece_before_validation: 'piece_later',
  ledger_entries_voted: 'vote',
  spend_used_once: 'vote',
  budget_lines_not_overspent: 'over_line',
} as const

/**
 * Puts a draft in the books for good, signed by whoever does it. The rules count as they are now:
 * when they ask for a second person who has not signed, or for a vote of the members and `spendId`
 * names none that allows it, it stays a draft.
 */
export async function putInBooks(
  id: number,
  version: number,
  personId: number,
  at: Date,
  spendId: number | null = null
): Promise<Result<EntryNumber, BooksRefusal>> {
  try {
    return await db.transaction(async (transaction) => {
      const held = await heldDraft(id, version, transaction)
      if (!held.ok) return held
      const refusal = await refusalOf(held.value, at, transaction)
      if (refusal) return refused(refusal)
      await prepared(SIGN, [id, personId, at], transaction)
      const paid = await payBy(held.value, spendId, at, transaction)
      if (!paid.ok) return paid
      if (!(await isSigned(held.value, personId, at, transaction))) return refused('signature')
      const [entry] = await validateDrafts([id], at, personId, transaction)
      if (!entry) throw new Error(`The draft ${id} has become no entry`)
      return done(entry)
    })
  } catch (error) {
    for (const [constraint, refusal] of Object.entries(REFUSED_BY_DATABASE)) {
      if (violates(error, constraint)) return refused(refusal)
    }
    throw error
  }
}

const NEEDED = {
  name: 'treasury.signatures_needed',
  text: 'update ledger_drafts set signatures_needed = $2 where id = $1 and signatures_needed <> $2',
}

async function isSigned(
  found: Draft,
  personId: number,
  at: Date,
  transaction: TransactionClientContract
): Promise<boolean> {
  const { signaturesNeeded } = await signedBy(found, at)
  await prepared(NEEDED, [found.id, signaturesNeeded], transaction)
  const signers = new Set([personId, ...found.signatures.map((one) => one.personId)])
  return signers.size >= signaturesNeeded
}
