import db from '@adonisjs/lucid/services/db'
import { parisDay } from '#shared/paris'
import { prepared } from '#shared/prepared'
import { done, refused, type Result } from '#shared/result'
import { keepDraft, type DraftEntry } from '../ledger/entry.js'
import { cleanLabel } from '../label.js'
import { labelOf } from '../postings/explained.js'
import { entry, type Entry } from '../reading/entry.js'
import { signedBy } from './keep_entry.js'
import { refusalOf, type EntryRefusal } from './refusals.js'

const UNDER_WAY = {
  name: 'treasury.counter_under_way',
  text: 'select id from ledger_drafts where reverses_year = $1 and reverses_number = $2 limit 1',
}

/**
 * A draft that undoes an entry of the books: the same lines on the other side, today, with why. An
 * entry is undone once; while that is under way, its draft is given again.
 */
export function counterEntry(
  of: { year: number; number: number },
  reason: string,
  personId: number,
  at: Date
): Promise<Result<number, EntryRefusal | 'no_entry' | 'reversed' | 'opening'>> {
  return db.transaction(async (transaction) => {
    await transaction.rawQuery('select pg_advisory_xact_lock(hashtext(?))', [
      `counter:${of.year}:${of.number}`,
    ])
    const found = await entry(of.year, of.number)
    if (!found) return refused('no_entry')
    if (found.reversedBy) return refused('reversed')
    if (found.origin === 'opening') return refused('opening')
    const [begun] = await prepared<{ id: number }>(UNDER_WAY, [of.year, of.number], transaction)
    if (begun) return done(begun.id)
    const counter = await signedBy(swapped(found, reason, parisDay(at)), at)
    const refusal = await refusalOf(counter, at, transaction)
    if (refusal) return refused(refusal)
    return done(await keepDraft(counter, personId, at, transaction))
  })
}

function swapped(found: Entry, reason: string, today: string): DraftEntry {
  const { year, number } = found
  const explanation = { key: 'counter', year: String(year), number, reason: cleanLabel(reason) }
  return {
    journal: found.journal === 'AN' ? 'OD' : found.journal,
    entryOn: today,
    pieceRef: `ANNULE-${year}-${number}`,
    pieceOn: today,
    paidOn: null,
    label: labelOf(explanation),
    explanation,
    origin: 'counter',
    source: null,
    reverses: { year, number },
    signaturesNeeded: 1,
    // A line of the budget is of one year: what comes back later is that year's.
    budgetLineId: today.startsWith(String(year)) ? found.budgetLineId : null,
    lines: found.lines.map((line) => ({
      account: line.account,
      auxiliary: line.auxiliary,
      campaignId: line.campaignId,
      paymentId: line.paymentId,
      debitCents: line.creditCents,
      creditCents: line.debitCents,
    })),
  }
}
