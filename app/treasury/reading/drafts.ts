import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'
import type { DraftEntry } from '../ledger/entry.js'
import {
  HEAD,
  LINES,
  PAPERS,
  SIGNATURES,
  type NamedLine,
  type Paper,
  type Signature,
} from './entry.js'

/** An entry that is not in the books yet. */
export interface Draft extends Omit<DraftEntry, 'lines'> {
  id: number
  version: number
  lines: NamedLine[]
  papers: Paper[]
  signatures: Signature[]
  draftedBy: string | null
  draftedById: number | null
  budgetLineId: number | null
}

/** A draft as a list shows it. */
export interface ListedDraft {
  id: number
  entryOn: string
  label: string
  explanation: { key: string; [word: string]: string | number }
  cents: number
  papers: number
  signed: number
  signaturesNeeded: number
  signedByMe: boolean
}

const DRAFT = {
  name: 'treasury.draft',
  text: `select e.id, e.version, e.drafted_by_id as "draftedById", ${HEAD},
      (select ${LINES} from ledger_draft_lines l
        left join ledger_years y on e.entry_on between y.starts_on and y.ends_on
        left join ledger_accounts a on a.year = y.year and a.code = l.account where l.draft_id = e.id) as lines,
      (select ${PAPERS} from ledger_draft_papers h join ledger_papers p using (sha256)
        where h.draft_id = e.id) as papers
    from ledger_drafts e where e.id = $1`,
}

const SIGNED = {
  name: 'treasury.draft_signatures',
  text: `${SIGNATURES} from ledger_draft_signatures s join people o on o.id = s.person_id
    where s.draft_id = $1 order by s.signed_at`,
}

const WAITING = {
  name: 'treasury.drafts',
  text: `select e.id, to_char(e.entry_on, 'YYYY-MM-DD') as "entryOn", e.label, e.explanation,
      (select coalesce(sum(debit_cents), 0)::bigint from ledger_draft_lines l where l.draft_id = e.id) as cents,
      (select count(*)::int from ledger_draft_papers p where p.draft_id = e.id) as papers,
      (select count(*)::int from ledger_draft_signatures s where s.draft_id = e.id) as signed,
      exists (select from ledger_draft_signatures s where s.draft_id = e.id and s.person_id = $1) as "signedByMe",
      e.signatures_needed as "signaturesNeeded"
    from ledger_drafts e where e.origin <> 'automatic' order by e.entry_on, e.id limit 200`,
}

/** A draft whole; null when it is in the books, discarded, or never was. */
export async function draft(
  id: number,
  transaction?: TransactionClientContract
): Promise<Draft | null> {
  const [found] = await prepared<Omit<Draft, 'signatures'>>(DRAFT, [id], transaction)
  if (!found) return null
  return { ...found, signatures: await prepared<Signature>(SIGNED, [id], transaction) }
}

/** What people have written that is not in the books yet, the oldest day first. */
export function draftsWaiting(personId: number): Promise<ListedDraft[]> {
  return prepared(WAITING, [personId])
}

const BECAME = {
  name: 'treasury.entry_of_draft',
  text: 'select year, number from ledger_entries where draft_id = $1',
}

/** The entry that a draft has become; null when it has not. */
export async function entryOfDraft(id: number): Promise<{ year: number; number: number } | null> {
  const [found] = await prepared<{ year: number; number: number }>(BECAME, [id])
  return found ?? null
}
