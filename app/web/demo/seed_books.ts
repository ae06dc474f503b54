import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { closeYear } from '#treasury/closing/close_year'
import { keepDraft, type DraftEntry } from '#treasury/ledger/entry'
import { letterAll } from '#treasury/ledger/letter'
import { validateAutomatic, validateDrafts } from '#treasury/ledger/validate'
import { openYearOf } from '#treasury/ledger/year'
import { postWaiting } from '#treasury/postings/post_facts'
import { signaturesNeeded } from '#treasury/writing/signatures_needed'
import { simpleEntry, type SimpleFacts } from '#treasury/writing/simple_entry'
import { parisDay, parisInstant } from '#shared/paris'
import type { Person } from '#people/person'
import { bookInTransaction } from '#rulebook/rule_book'
import { daysBefore, handWritten, spent } from './demo_books.js'
import { demoBooks } from './demo_files.js'

/** Those who keep the books and sign beside. */
interface Keepers {
  treasurer: Person
  second: Person
}

/**
 * The books of the past: what members paid entered by itself, what the treasurer entered each month, each year closed on
 * 20 March of the next one. One bill of some days ago waits for its second signature.
 */
export async function seedBooks(
  from: Date,
  now: Date,
  keepers: Keepers,
  transaction: TransactionClientContract
): Promise<void> {
  const books = await demoBooks()
  const today = parisDay(now)
  while ((await postWaiting(now, transaction)) > 0);
  const campaigns = new Map<string, number>()
  for (const { slug, id } of await transaction.from('campaigns').select('slug', 'id')) {
    campaigns.set(slug, id)
  }
  const written = handWritten(books, parisDay(from), today)
  for (const at of evenings(parisDay(from), now)) {
    const day = parisDay(at)
    const due = written.filter(({ facts }) => facts.on <= day)
    for (const { facts, campaign } of written.splice(0, written.length)) {
      if (facts.on > day) written.push({ facts, campaign })
    }
    const campaignOf = (slug: string | null) => (slug ? (campaigns.get(slug) ?? null) : null)
    for (const { facts, campaign } of due.sort(byDay)) {
      const id = await draft(facts, campaignOf(campaign), keepers, at, transaction)
      await validateDrafts([id], at, keepers.treasurer.id, transaction)
    }
    await validateAutomatic(at, transaction, 5000)
    if (day.slice(5, 7) === '03')
      await closeYear(Number(day.slice(0, 4)) - 1, keepers.treasurer.id, at, transaction)
  }
  await letterAll(now, transaction)
  for (const bill of books.waiting) {
    const facts = spent(bill, daysBefore(today, bill.days_ago ?? 0))
    await draft(facts, null, { ...keepers, second: keepers.treasurer }, now, transaction)
  }
}

const byDay = (one: { facts: SimpleFacts }, other: { facts: SimpleFacts }) =>
  one.facts.on < other.facts.on ? -1 : 1

/** The 20th of each month in the evening, and this very instant at last. */
function evenings(from: string, now: Date): Date[] {
  const all: Date[] = []
  for (let year = Number(from.slice(0, 4)); year <= now.getUTCFullYear(); year += 1) {
    for (let month = 1; month <= 12; month += 1) {
      const at = parisInstant(`${year}-${String(month).padStart(2, '0')}-20`, '20:00')
      if (at && parisDay(at) > from && at < now) all.push(at)
    }
  }
  return [...all, now]
}

async function draft(
  facts: SimpleFacts,
  campaignId: number | null,
  { treasurer, second }: Keepers,
  at: Date,
  transaction: TransactionClientContract
): Promise<number> {
  const { form } = await openYearOf(facts.on, at, transaction)
  const entry: DraftEntry = simpleEntry(facts, form)
  const twoFrom = (await bookInTransaction(transaction, at)).value('treasury.two_signatures_from')
  const needed = signaturesNeeded(entry.lines, twoFrom)
  const lines = entry.lines.map((line) =>
    line.account.startsWith('6') ? { ...line, campaignId } : line
  )
  const id = await keepDraft(
    { ...entry, lines, signaturesNeeded: needed },
    treasurer.id,
    at,
    transaction
  )
  const signers = new Set([treasurer.id, ...(needed > 1 ? [second.id] : [])])
  const rows = [...signers].map((person_id) => ({ draft_id: id, person_id, signed_at: at }))
  await transaction.insertQuery().table('ledger_draft_signatures').multiInsert(rows)
  return id
}
