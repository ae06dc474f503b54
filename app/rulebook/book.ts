import { checkValue } from './check_value.js'
import { RULES, ruleOf, type RuleKey, type RuleValues } from './declarations.js'

/** A row of `rule_values`, as the database gives it. */
export interface RuleRow {
  id: number
  rule_key: string
  value: unknown
  effective_from: Date
  adopted_by_proposal_id: number | null
  superseded_at: Date | null
  recorded_by_person_id: number | null
  recorded_at: Date
  /** Of a row that a measure of two board mandates put there until `superseded_at`. */
  emergency_measure_id?: number | null
}

/** What gave a rule its value. */
export type Source =
  | { kind: 'founding' }
  | { kind: 'proposal'; proposalId: number }
  | { kind: 'emergency'; measureId: number }

/** One value that a rule had, has or will have. */
export interface HistoricValue {
  value: unknown
  from: Date
  until: Date | null
  source: Source
  /** Who wrote it down, and when; null for what a network was founded with. */
  recordedById: number | null
  recordedAt: Date
}

const latestFirst = (one: RuleRow, other: RuleRow) =>
  other.effective_from.getTime() - one.effective_from.getTime() || other.id - one.id

const isInForce = (row: RuleRow, instant: Date) =>
  row.effective_from <= instant && (row.superseded_at === null || row.superseded_at > instant)

function sourceOf(row: RuleRow): Source {
  if (row.emergency_measure_id) return { kind: 'emergency', measureId: row.emergency_measure_id }
  return row.adopted_by_proposal_id === null
    ? { kind: 'founding' }
    : { kind: 'proposal', proposalId: row.adopted_by_proposal_id }
}

/** The rules in force at one instant. Made by `bookAt`; never changes. */
export class Book {
  readonly #values: Readonly<RuleValues>
  readonly #rows: ReadonlyMap<string, readonly RuleRow[]>

  constructor(
    readonly instant: Date,
    values: Readonly<RuleValues>,
    rows: ReadonlyMap<string, readonly RuleRow[]>
  ) {
    this.#values = values
    this.#rows = rows
  }

  /** The value in force. */
  value<Key extends RuleKey>(key: Key): RuleValues[Key] {
    return this.#values[key]
  }

  /** The value in force, as one says it: `rules.at('dues.grace_days')`. */
  at<Key extends RuleKey>(key: Key): RuleValues[Key] {
    return this.value(key)
  }

  /** What gave the rule the value in force. */
  source(key: RuleKey): Source {
    const row = this.#inForce(key)
    return row ? sourceOf(row) : { kind: 'founding' }
  }

  /** Since when the value is in force; null for a founding value that was never written down. */
  since(key: RuleKey): Date | null {
    return this.#inForce(key)?.effective_from ?? null
  }

  /** Every value the rule had, has or is to have, latest first; those called off are left out. */
  history(key: RuleKey): HistoricValue[] {
    return this.#rowsOf(key)
      .filter((row) => row.superseded_at === null || row.superseded_at > row.effective_from)
      .map((row) => ({
        value: row.value,
        from: row.effective_from,
        until: row.superseded_at,
        source: sourceOf(row),
        recordedById: row.recorded_by_person_id,
        recordedAt: row.recorded_at,
      }))
  }

  /** Whether this is also the book of another instant: no value begins or ends between the two. */
  covers(other: Date): boolean {
    const [from, to] = other < this.instant ? [other, this.instant] : [this.instant, other]
    return [...this.#rows.values()]
      .flat()
      .flatMap((row) => [row.effective_from, row.superseded_at])
      .every((change) => change === null || change <= from || change > to)
  }

  #inForce(key: RuleKey) {
    return this.#rowsOf(key).find((row) => isInForce(row, this.instant))
  }

  #rowsOf(key: RuleKey) {
    return this.#rows.get(key) ?? []
  }
}

/**
 * The book of an instant, from all rows of `rule_values`: the latest row in force wins, else the
 * founding default; rows of unknown keys are ignored. Throws when a value breaks its rule's bounds.
 */
export async function bookAt(rows: readonly RuleRow[], instant: Date): Promise<Book> {
  const byKey = Map.groupBy([...rows].sort(latestFirst), (row) => row.rule_key)
  const values = await Promise.all(
    RULES.map(async ({ key }) => {
      const row = byKey.get(key)?.find((one) => isInForce(one, instant))
      return [key, freeze(row ? await valueOf(key, row) : ruleOf(key).founding)] as const
    })
  )
  return new Book(instant, Object.fromEntries(values) as unknown as RuleValues, byKey)
}

async function valueOf(key: RuleKey, row: RuleRow) {
  const checked = await checkValue(key, row.value)
  if (checked.ok) return checked.value
  const problems = checked.refusal.map(({ field, rule }) => `${field} ${rule}`).join(', ')
  throw new Error(`Row ${row.id} gives rule ${key} a value that it cannot take: ${problems}`)
}

/** A book is shared by every request of the process: to change one of its lists would change a rule. */
function freeze<Value>(value: Value): Value {
  if (value !== null && typeof value === 'object') Object.values(value).forEach(freeze)
  return Object.freeze(value)
}
