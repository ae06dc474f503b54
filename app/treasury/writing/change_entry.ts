import db from '@adonisjs/lucid/services/db'
import { prepared } from '#shared/prepared'
import { done, refused, type Result } from '#shared/result'
import { keepLines, type DraftEntry } from '../ledger/entry.js'
import { signedBy } from './keep_entry.js'
import { heldDraft, type DraftRefusal } from './own_draft.js'
import { keepPaper, type ReceivedPaper } from './papers.js'
import { refusalOf, type EntryRefusal } from './refusals.js'

/** What is changed, as the page that showed it knew it. */
export interface Change {
  id: number
  version: number
  personId: number
  /** A document that comes beside those already kept. */
  paper: ReceivedPaper | null
  /** Fingerprints, in hexadecimal, of documents that do not belong to it. */
  without: string[]
}

const CHANGE = {
  name: 'treasury.change_draft',
  text: `update ledger_drafts set journal = $2, entry_on = $3, piece_ref = $4, piece_on = $5, paid_on = $6,
      label = $7, explanation = $8, signatures_needed = $9, budget_line_id = $10,
      version = version + 1 where id = $1`,
}

const WITHOUT_LINES = {
  name: 'treasury.without_draft_lines',
  text: 'delete from ledger_draft_lines where draft_id = $1',
}

const WITHOUT_PAPERS = {
  name: 'treasury.without_draft_papers',
  text: `delete from ledger_draft_papers where draft_id = $1 and encode(sha256, 'hex') = any($2)`,
}

/** Writes a draft anew; what was signed is to be signed again. */
export function changeEntry(
  entry: DraftEntry,
  { id, version, personId, paper, without }: Change,
  at: Date
): Promise<Result<null, EntryRefusal | DraftRefusal>> {
  return db.transaction(async (transaction) => {
    const held = await heldDraft(id, version, transaction)
    if (!held.ok) return held
    if (held.value.origin !== 'by_hand') return refused('gone')
    const refusal = await refusalOf(entry, at, transaction)
    if (refusal) return refused(refusal)
    const { signaturesNeeded } = await signedBy(entry, at)
    const { journal, entryOn, pieceRef, pieceOn, paidOn, label, explanation } = entry
    const said = [journal, entryOn, pieceRef, pieceOn, paidOn, label, JSON.stringify(explanation)]
    await prepared(CHANGE, [id, ...said, signaturesNeeded, entry.budgetLineId ?? null], transaction)
    await prepared(WITHOUT_LINES, [id], transaction)
    await keepLines(id, entry.lines, transaction)
    await prepared(WITHOUT_PAPERS, [id, without], transaction)
    if (paper) await keepPaper(id, paper, personId, at, transaction)
    return done(null)
  })
}

const DISCARD = {
  name: 'treasury.discard_draft',
  text: `delete from ledger_drafts where id = $1`,
}

/** Throws a draft away; nothing of it was ever in the books. */
export function discardDraft(id: number, version: number): Promise<Result<null, DraftRefusal>> {
  return db.transaction(async (transaction) => {
    const held = await heldDraft(id, version, transaction)
    if (!held.ok) return held
    await prepared(DISCARD, [id], transaction)
    return done(null)
  })
}
