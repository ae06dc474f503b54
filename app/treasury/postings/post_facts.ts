import logger from '@adonisjs/core/services/logger'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { parisDay } from '#shared/paris'
import { accountFor } from '../chart/account_for.js'
import { keepDraft, type DraftEntry } from '../ledger/entry.js'
import { openYearOf, postingDay, type Year } from '../ledger/year.js'
import { labelOf } from './explained.js'
import { factsWritten, takeFacts, takeFactsOfIntent, type Fact } from './facts.js'
import { otherPostings } from './other_postings.js'
import { paymentPostings, type PaymentFact } from './payment_postings.js'
import type { Posting } from './posting.js'

/** Years back to which a movement is believed. */
const OLDEST = 10

/** Writes the drafts of what just happened to an intent's payments, inside that transaction. */
export async function postIntent(
  intentId: string,
  at: Date,
  transaction: TransactionClientContract
): Promise<void> {
  await write(await takeFactsOfIntent(intentId, transaction), at, transaction)
}

/**
 * Writes the drafts of all that waits: facts told elsewhere, and those of before the ledger. Gives
 * how many facts were written.
 */
export async function postWaiting(
  at: Date,
  transaction: TransactionClientContract,
  most = 2000
): Promise<number> {
  return write(await takeFacts(most, transaction), at, transaction)
}

/** Those of one payment and one instant go together: what the books refuse of one stays waiting. */
async function write(
  facts: Fact[],
  at: Date,
  transaction: TransactionClientContract
): Promise<number> {
  let written = 0
  for (const group of byInstant(facts)) {
    try {
      await transaction.transaction(async (inner) => {
        for (const posting of postingsOf(group)) await keepPosting(posting, at, inner)
        await factsWritten(group, inner)
      })
      written += group.length
    } catch (error) {
      const [first] = group
      logger.error({ err: error, fact: first?.fact, id: first?.id }, 'the books refuse a fact')
    }
  }
  return written
}

/** Groups of facts, in the order of their days. */
export function byInstant(facts: Fact[]): Fact[][] {
  const groups = new Map<string, Fact[]>()
  const sorted = [...facts].sort(
    (one, other) => one.at.getTime() - other.at.getTime() || one.id - other.id
  )
  for (const fact of sorted) {
    const { paymentId, id } = fact
    const key = paymentId === null ? `${fact.fact}:${id}` : `${paymentId}@${fact.at.getTime()}`
    groups.set(key, [...(groups.get(key) ?? []), fact])
  }
  const dayOf = (group: Fact[]) => postingsOf(group)[0]?.day ?? ''
  return [...groups.values()]
    .map((group) => ({ group, day: dayOf(group) }))
    .sort((one, other) => (one.day < other.day ? -1 : one.day > other.day ? 1 : 0))
    .map(({ group }) => group)
}

/** The entries of facts of one payment and one instant, or of a single fact of none. */
export function postingsOf(group: Fact[]): Posting[] {
  const [first] = group
  if (!first) return []
  return first.paymentId === null
    ? otherPostings(first)
    : paymentPostings(first.paymentId, group as PaymentFact[])
}

/** In the year of its day; when that is closed, today, as whatever is learnt of late. */
export async function keepPosting(
  posting: Posting,
  at: Date,
  transaction: TransactionClientContract
): Promise<void> {
  const today = parisDay(at)
  // What a provider dates of tomorrow, or of another age, is of today: no document is later than its validation.
  const tooOld = Number(posting.day.slice(0, 4)) < Number(today.slice(0, 4)) - OLDEST
  const happened = posting.day > today || tooOld ? { ...posting, day: today } : posting
  // A year that is over may be closing right now: a draft must not slip in behind its back.
  if (happened.day.slice(0, 4) < today.slice(0, 4)) {
    await transaction.rawQuery(`select pg_advisory_xact_lock_shared(hashtext('ledger_closing'))`)
  }
  const day = await postingDay(happened.day, today, transaction)
  const year = await openYearOf(day, at, transaction)
  await keepDraft(draftOf(happened, day, year), null, at, transaction)
}

/** The draft of a posting under a day of a year, in the accounts of its chart. */
export function draftOf(
  posting: Posting,
  day: string,
  year: Pick<Year, 'year' | 'form'>
): DraftEntry {
  return {
    journal: posting.journal,
    entryOn: day,
    pieceRef: posting.pieceRef,
    pieceOn: posting.day,
    paidOn: posting.day,
    label: labelOf(posting.explanation),
    explanation: posting.explanation,
    origin: 'automatic',
    source: posting.source,
    reverses: null,
    signaturesNeeded: 0,
    lines: linesIn(year, posting),
  }
}

function linesIn({ form, year }: Pick<Year, 'year' | 'form'>, { lines }: Posting) {
  // Debits first, as books are read.
  return [...lines]
    .sort((one, other) => Number(other.cents > 0) - Number(one.cents > 0))
    .map(({ role, auxiliary, cents, campaignId, paymentId }) => {
      const account = accountFor(role, form, year)
      return {
        account,
        auxiliary: account.startsWith('4') ? auxiliary : null,
        debitCents: Math.max(0, cents),
        creditCents: Math.max(0, -cents),
        campaignId,
        paymentId,
      }
    })
}
