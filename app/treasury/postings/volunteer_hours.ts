import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { bookInTransaction } from '#rulebook/rule_book'
import { keepPosting } from './post_facts.js'
import { side } from './posting.js'

/** Hours that somebody gave, told as `rota.hours`. */
export interface VolunteerHours {
  [fact: string]: unknown
  /** Names these hours and no others: told twice, they count once. */
  ref: string
  minutes: number
  /** The day of Europe/Paris on which they were given. */
  day: string
  at: Date
}

const MINUTES_A_DAY = 24 * 60

/**
 * Writes hours given as volunteering (864 and 875, ANC 2018-06 art. 211-2) at the rate that the
 * members voted, rounded to the cent; nothing while no rate is voted.
 */
export async function postVolunteerHours(
  { ref, minutes, day, at }: VolunteerHours,
  transaction: TransactionClientContract
): Promise<void> {
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > MINUTES_A_DAY) {
    throw new Error(`Nobody gives ${minutes} minutes in a day`)
  }
  const rate = (await bookInTransaction(transaction, at)).value('treasury.volunteer_hour_cents')
  const cents = Math.round((rate * minutes) / 60)
  const source = `hours:${ref}`
  if (cents === 0 || (await isPosted(source, transaction))) return
  const posting = {
    journal: 'OD' as const,
    day,
    pieceRef: `HEURES-${ref}`.replaceAll(/[^A-Za-z0-9_/-]/g, '-').slice(0, 60),
    explanation: { key: 'volunteering' },
    source,
    lines: [side('volunteering_used', cents), side('volunteering_given', -cents)],
  }
  await keepPosting(posting, at, transaction)
}

async function isPosted(source: string, transaction: TransactionClientContract): Promise<boolean> {
  await transaction.rawQuery('select pg_advisory_xact_lock(hashtextextended(?, 0))', [source])
  for (const table of ['ledger_drafts', 'ledger_entries']) {
    if (await transaction.from(table).where('source', source).first()) return true
  }
  return false
}
