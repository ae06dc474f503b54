import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { termsInARow, type Served } from '#people/terms_in_a_row'
import { bookInTransaction } from '#rulebook/rule_book'
import { prepared } from '#shared/prepared'

const SERVED = {
  name: 'governance.terms_served',
  text: `select m.person_id as "personId", m.starts_at as "startsAt",
      least(m.ends_at, coalesce(e.ended_at, m.ends_at)) as "endsAt"
    from mandates m left join mandate_endings e on e.mandate_id = m.id
    where m.role = $1 and m.person_id = any($2::bigint[])`,
}

/**
 * Those of these people who have held a role as many times in a row as its rule allows, with how many
 * (`mandates.moderator`; other roles have no such limit).
 */
export async function atTheirLimit(
  { role, people }: { role: unknown; people: readonly number[] },
  at: Date,
  transaction: TransactionClientContract
): Promise<Map<number, number>> {
  const reached = new Map<number, number>()
  if (role !== 'moderator') return reached
  const rule = (await bookInTransaction(transaction, at)).value('mandates.moderator')
  const served = await prepared<Served & { personId: number }>(
    SERVED,
    [role, people.map(String)],
    transaction
  )
  for (const id of people) {
    const own = served.filter(({ personId }) => personId === id)
    const count = termsInARow(own, rule.term_months, at)
    if (count >= rule.terms_in_a_row) reached.set(id, count)
  }
  return reached
}

/**
 * Who of those who stand is put on the paper: all but those at their limit, who come back in when the
 * others are too few for the seats; they are then marked as standing beyond it.
 */
export function onThePaper<Candidate extends { id: number }>(
  standing: readonly Candidate[],
  limit: ReadonlyMap<number, number>,
  seats: number
): (Candidate & { beyondTerms: number | null })[] {
  const within = standing.filter(({ id }) => !limit.has(id))
  const chosen = within.length >= seats ? within : standing
  return chosen.map((one) => ({ ...one, beyondTerms: limit.get(one.id) ?? null }))
}
