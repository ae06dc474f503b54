import { isDeepStrictEqual } from 'node:util'
import type { QueryClientContract, TransactionClientContract } from '@adonisjs/lucid/types/database'
import { bookAt, type Book, type RuleRow } from './book.js'
import { checkValue } from './check_value.js'
import { RULES, type RuleKey, type RuleValues } from './declarations.js'

let version = 0
let kept: { rows: RuleRow[]; book: Book } | null = null

/**
 * The rules in force, for display: read once per process, then kept until `forgetBook()`. What
 * decides on money, votes or a rule asks `bookInTransaction` instead.
 */
export async function currentBook(now: Date): Promise<Book> {
  if (kept?.book.covers(now)) return kept.book
  const asked = version
  const rows = kept?.rows ?? (await readRows(await connection()))
  const book = await bookAt(rows, now)
  if (asked === version) kept = { rows, book }
  return book
}

/** The rules as they were, or will be, at another instant: read anew, never kept. */
export async function bookAsOf(instant: Date): Promise<Book> {
  return bookAt(await readRows(await connection()), instant)
}

/** The rules in force as the given transaction sees them, its own changes included. */
export async function bookInTransaction(trx: TransactionClientContract, now: Date): Promise<Book> {
  return bookAt(await readRows(trx), now)
}

/** Has the next reader read the rows again; called once a change is committed, and by tests. */
export function forgetBook(): void {
  version += 1
  kept = null
}

/**
 * Writes down the values a network is founded with: the overrides, and for every rule that has no
 * row yet its founding default, so that a later release cannot change a rule in silence. Called
 * again while the network is being founded, it supersedes what the overrides change. Throws on a
 * value that its rule cannot take and on a rule that a vote has already changed.
 */
export async function recordFoundingValues(
  trx: TransactionClientContract,
  now: Date,
  overrides: Partial<RuleValues> = {},
  recordedByPersonId: number | null = null
): Promise<void> {
  const standing: RuleRow[] = await trx.from('rule_values').whereNull('superseded_at')
  const rows = new Map(standing.map((row) => [row.rule_key, row]))
  const fresh: Record<string, unknown>[] = []

  for (const { key, founding } of RULES) {
    const row = rows.get(key)
    if (row && !(key in overrides)) continue
    const value = await foundingValue(key, key in overrides ? overrides[key] : founding)
    if (row) {
      if (isDeepStrictEqual(row.value, value)) continue
      if (row.adopted_by_proposal_id !== null) throw new Error(`A vote has already changed ${key}`)
      await trx.from('rule_values').where('id', row.id).update({ superseded_at: now })
    }
    fresh.push({
      rule_key: key,
      value: JSON.stringify(value),
      effective_from: now,
      recorded_by_person_id: recordedByPersonId,
      recorded_at: now,
    })
  }

  if (fresh.length > 0) await trx.table('rule_values').multiInsert(fresh)
  trx.after('commit', forgetBook)
}

/**
 * Gives a rule the value that a vote adopted, from the instant on at which the vote closed. The value
 * it had stays in the book's history. Throws on a value that the rule cannot take.
 */
export async function adoptValue(
  {
    key,
    value,
    proposalId,
    from,
  }: { key: RuleKey; value: unknown; proposalId: number; from: Date },
  at: Date,
  transaction: TransactionClientContract
): Promise<void> {
  const checked = await checkValue(key, value)
  if (!checked.ok) throw new Error(`${key} cannot be given this value by proposal ${proposalId}`)
  await transaction
    .from('rule_values')
    .where('rule_key', key)
    .whereNull('superseded_at')
    .update({ superseded_at: transaction.raw('greatest(effective_from, ?)', [from]) })
  await transaction.table('rule_values').insert({
    rule_key: key,
    value: JSON.stringify(checked.value),
    effective_from: from,
    adopted_by_proposal_id: proposalId,
    recorded_at: at,
  })
  transaction.after('commit', forgetBook)
}

/**
 * Gives a rule the value of an emergency measure, from now until the measure's end; then the value
 * that it covers is in force again, by itself. Throws on a value that the rule cannot take.
 */
export async function setForAWhile(
  {
    key,
    value,
    measureId,
    until,
  }: { key: RuleKey; value: unknown; measureId: number; until: Date },
  at: Date,
  transaction: TransactionClientContract
): Promise<void> {
  const checked = await checkValue(key, value)
  if (!checked.ok) throw new Error(`${key} cannot be given this value by measure ${measureId}`)
  await transaction.table('rule_values').insert({
    rule_key: key,
    value: JSON.stringify(checked.value),
    effective_from: at,
    superseded_at: until,
    emergency_measure_id: measureId,
    recorded_at: at,
  })
  transaction.after('commit', forgetBook)
}

async function foundingValue(key: RuleKey, value: unknown) {
  const checked = await checkValue(key, value)
  if (checked.ok) return checked.value
  throw new Error(`${key} cannot be founded on this value: ${checked.refusal[0]?.message}`)
}

// Imported when first asked for, because the service exists only once the application has booted.
async function connection(): Promise<QueryClientContract> {
  const { default: db } = await import('@adonisjs/lucid/services/db')
  return db.connection()
}

function readRows(client: QueryClientContract): Promise<RuleRow[]> {
  return client.from('rule_values').select('*').orderBy('id')
}
