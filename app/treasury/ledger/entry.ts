import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'

/** The journals of the books, by the code that the exports carry. */
export type Journal = 'AN' | 'BQ' | 'CA' | 'PP' | 'CO' | 'AC' | 'OD'

/** One side of an account, in cents: exactly one of the two amounts is above zero. */
export interface Line {
  account: string
  /** Whose part of the account it is: a member's code (`M000123`) or a payment's (`P000045`). */
  auxiliary: string | null
  debitCents: number
  creditCents: number
  campaignId: number | null
  paymentId: number | null
}

/** Days are of Europe/Paris, as `2026-03-29`. */
export interface DraftEntry {
  journal: Journal
  entryOn: string
  pieceRef: string
  pieceOn: string
  paidOn: string | null
  /** As the books say it, in French, clean of separators. */
  label: string
  /** As a page says it: a sentence's key and what goes in it. */
  explanation: { key: string; [word: string]: string | number }
  origin: 'automatic' | 'by_hand' | 'opening' | 'inventory' | 'counter'
  /** The fact it follows from, so that no fact makes two entries; null when someone wrote it. */
  source: string | null
  reverses: { year: number; number: number } | null
  signaturesNeeded: number
  /** The line of a voted budget that it is paid from; none unless said. */
  budgetLineId?: number | null
  lines: Line[]
}

const HEAD = {
  name: 'treasury.keep_draft',
  text: `insert into ledger_drafts (journal, entry_on, piece_ref, piece_on, paid_on, label, explanation, origin, source,
      reverses_year, reverses_number, signatures_needed, drafted_by_id, drafted_at, budget_line_id)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) returning id`,
}

const LINES = {
  name: 'treasury.keep_draft_lines',
  text: `insert into ledger_draft_lines (draft_id, position, account, auxiliary, debit_cents, credit_cents, campaign_id, payment_id)
    select $1, n, account, auxiliary, debit, credit, campaign, payment
      from unnest($2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[])
        with ordinality as l(account, auxiliary, debit, credit, campaign, payment, n)`,
}

/** Keeps an entry that is not in the books yet; gives the draft's number. */
export async function keepDraft(
  entry: DraftEntry,
  draftedById: number | null,
  at: Date,
  transaction: TransactionClientContract
): Promise<number> {
  const [row] = await prepared<{ id: number }>(
    HEAD,
    [
      entry.journal,
      entry.entryOn,
      entry.pieceRef,
      entry.pieceOn,
      entry.paidOn,
      entry.label,
      JSON.stringify(entry.explanation),
      entry.origin,
      entry.source,
      entry.reverses?.year ?? null,
      entry.reverses?.number ?? null,
      entry.signaturesNeeded,
      draftedById,
      at,
      entry.budgetLineId ?? null,
    ],
    transaction
  )
  if (!row) throw new Error(`The draft ${entry.label} could not be kept`)
  await keepLines(row.id, entry.lines, transaction)
  return row.id
}

/** Writes the lines of a draft, in their order. */
export function keepLines(
  draftId: number,
  lines: Line[],
  transaction: TransactionClientContract
): Promise<unknown> {
  const columns = [
    lines.map(({ account }) => account),
    lines.map(({ auxiliary }) => auxiliary),
    lines.map(({ debitCents }) => debitCents),
    lines.map(({ creditCents }) => creditCents),
    lines.map(({ campaignId }) => campaignId),
    lines.map(({ paymentId }) => paymentId),
  ]
  return prepared(LINES, [draftId, ...columns], transaction)
}
