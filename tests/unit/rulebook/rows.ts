import type { RuleRow } from '#rulebook/book'

let last = 0

/** A row of `rule_values`, founded on 1 January 2026 unless said otherwise. */
export function row(rule_key: string, value: unknown, others: Partial<RuleRow> = {}): RuleRow {
  last += 1
  return {
    id: last,
    rule_key,
    value,
    effective_from: new Date('2026-01-01T00:00:00Z'),
    adopted_by_proposal_id: null,
    superseded_at: null,
    recorded_by_person_id: null,
    recorded_at: new Date('2026-01-01T00:00:00Z'),
    ...others,
  }
}
