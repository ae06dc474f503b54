import type { LegalForm } from '../chart/chart.js'
import { spendingAccount, type SpendingCategory } from '../chart/spending.js'
import type { DraftEntry, Journal, Line } from '../ledger/entry.js'
import { labelOf, type Explanation } from '../postings/explained.js'
import { placeAccount, type Means, type Place } from './money_places.js'

/** Money received other than through the network's own pages, and the account that it is income of. */
const ORIGINS = {
  subsidy: '741',
  interest: '768',
  sale: '707',
  service: '706',
  insurance: '7587',
  other: '758',
} as const
export type Origin = keyof typeof ORIGINS
export const INCOME_ORIGINS = Object.keys(ORIGINS) as Origin[]

interface Common {
  cents: number
  /** A day of Europe/Paris. */
  on: string
  /** The number on the bill or the statement; empty for none. */
  piece: string
}

export interface Spent extends Common {
  kind: 'spent'
  purpose: SpendingCategory
  means: Means
  party: string
  /** The campaign whose money pays it; null for the common money. */
  campaignId?: number | null
}

export interface Received extends Common {
  kind: 'received'
  from: Origin
  into: Place
  party: string
}

export interface Moved extends Common {
  kind: 'moved'
  out: Place
  into: Place
}

export type SimpleFacts = Spent | Received | Moved

/** What is said in simple words, as an entry of the books; how many sign it is not decided here. */
export function simpleEntry(facts: SimpleFacts, form: LegalForm): DraftEntry {
  const { explanation, lines } = written(facts, form)
  const label = labelOf(explanation)
  return {
    journal: journalOf(lines, form, Number(facts.on.slice(0, 4))),
    entryOn: facts.on,
    pieceRef: facts.piece || withoutNumber(facts.on),
    pieceOn: facts.on,
    paidOn: facts.on,
    label,
    explanation,
    origin: 'by_hand',
    source: null,
    reverses: null,
    signaturesNeeded: 1,
    lines,
  }
}

/** What stands for the number of a document that bears none. */
export const withoutNumber = (day: string) => `SN-${day.replaceAll('-', '')}`

function written(facts: SimpleFacts, form: LegalForm): { explanation: Explanation; lines: Line[] } {
  const year = Number(facts.on.slice(0, 4))
  const { cents } = facts
  if (facts.kind === 'spent') {
    const { purpose, means, party, campaignId = null } = facts
    const paidFrom = placeAccount(means === 'cash' ? 'cash' : 'bank', form, year)
    return {
      explanation: { key: 'spent', spending: purpose, paid_by: means, party },
      lines: chargedTo(campaignId, between(spendingAccount(purpose, form, year), paidFrom, cents)),
    }
  }
  if (facts.kind === 'received') {
    const { from, into, party } = facts
    return {
      explanation: { key: 'received', received: from, place: into, party },
      lines: between(placeAccount(into, form, year), ORIGINS[from], cents),
    }
  }
  const { out, into } = facts
  return {
    explanation: { key: 'moved', from: out, to: into },
    lines: between(placeAccount(into, form, year), placeAccount(out, form, year), cents),
  }
}

function between(debited: string, credited: string, cents: number): Line[] {
  const of = { auxiliary: null, campaignId: null, paymentId: null }
  return [
    { ...of, account: debited, debitCents: cents, creditCents: 0 },
    { ...of, account: credited, debitCents: 0, creditCents: cents },
  ]
}

/** The charge is the campaign's; the money that leaves is everyone's. */
function chargedTo(campaignId: number | null, [charge, ...others]: Line[]): Line[] {
  return charge ? [{ ...charge, campaignId }, ...others] : []
}

function journalOf(lines: readonly Line[], form: LegalForm, year: number): Journal {
  const cash = placeAccount('cash', form, year)
  return lines.some(({ account }) => account === cash) ? 'CA' : 'BQ'
}
