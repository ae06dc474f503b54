import { prepared } from '#shared/prepared'
import type { DraftEntry, Line } from '../ledger/entry.js'

/** A line with the name that its account bears in that year. */
export interface NamedLine extends Line {
  accountLabel: string
}

/** A document kept with an entry, known by the fingerprint of its content. */
export interface Paper {
  sha256: string
  name: string
  mediaType: string
  size: number
}

/** Someone who signed; the name is null once the person has left. */
export interface Signature {
  personId: number
  name: string | null
  signedAt: Date
}

/** An entry of the books, whole. */
export interface Entry extends Omit<DraftEntry, 'lines'> {
  year: number
  number: number
  position: number
  lines: NamedLine[]
  papers: Paper[]
  signatures: Signature[]
  validatedAt: Date
  validatedBy: string | null
  draftedBy: string | null
  budgetLineId: number | null
  /** The vote of the members that allowed it; null where none was needed. */
  spendProposalId: number | null
  hash: string
  previousHash: string
  /** The entry that undoes it; null while it stands. */
  reversedBy: { year: number; number: number } | null
}

export const HEAD = `e.journal, to_char(e.entry_on, 'YYYY-MM-DD') as "entryOn", e.piece_ref as "pieceRef",
  to_char(e.piece_on, 'YYYY-MM-DD') as "pieceOn", to_char(e.paid_on, 'YYYY-MM-DD') as "paidOn", e.label,
  e.explanation, e.origin, e.source, e.signatures_needed as "signaturesNeeded",
  e.budget_line_id as "budgetLineId", e.spend_proposal_id as "spendProposalId",
  case when e.reverses_number is not null
    then jsonb_build_object('year', e.reverses_year, 'number', e.reverses_number) end as reverses,
  (select name from people where id = e.drafted_by_id) as "draftedBy"`

/** Lines `l` joined to their accounts `a`, papers `p` and signatures `s`, as JSON in their order. */
export const LINES = `coalesce(jsonb_agg(jsonb_build_object('account', l.account, 'accountLabel', coalesce(a.label, ''),
  'auxiliary', l.auxiliary, 'debitCents', l.debit_cents, 'creditCents', l.credit_cents,
  'campaignId', l.campaign_id, 'paymentId', l.payment_id) order by l.position), '[]')`
export const PAPERS = `coalesce(jsonb_agg(jsonb_build_object('sha256', encode(p.sha256, 'hex'), 'name', p.name,
  'mediaType', p.media_type, 'size', p.size) order by p.name, p.sha256), '[]')`
export const SIGNATURES = `select s.person_id as "personId", s.signed_at as "signedAt", o.name`

const ENTRY = {
  name: 'treasury.entry',
  text: `select e.year, e.number, e.position, ${HEAD}, e.validated_at as "validatedAt",
      (select name from people where id = e.validated_by_id) as "validatedBy",
      encode(e.hash, 'hex') as hash, encode(e.previous_hash, 'hex') as "previousHash",
      (select jsonb_build_object('year', r.year, 'number', r.number) from ledger_entries r
        where r.reverses_year = e.year and r.reverses_number = e.number) as "reversedBy",
      (select ${LINES} from ledger_lines l left join ledger_accounts a on a.year = l.year and a.code = l.account
        where l.year = e.year and l.number = e.number) as lines,
      (select ${PAPERS} from ledger_entry_papers h join ledger_papers p using (sha256)
        where h.year = e.year and h.number = e.number) as papers
    from ledger_entries e where e.year = $1 and e.number = $2`,
}

const SIGNED = {
  name: 'treasury.entry_signatures',
  text: `${SIGNATURES} from ledger_entry_signatures s left join people o on o.id = s.person_id
    where s.year = $1 and s.number = $2 order by s.signed_at`,
}

/** An entry by its number; null when there is none. */
export async function entry(year: number, number: number): Promise<Entry | null> {
  const [found] = await prepared<Omit<Entry, 'signatures'>>(ENTRY, [year, number])
  if (!found) return null
  return { ...found, signatures: await prepared<Signature>(SIGNED, [year, number]) }
}
