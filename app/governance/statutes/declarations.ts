import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { parisDay } from '#shared/paris'
import { prepared } from '#shared/prepared'
import { done, refused, type Result } from '#shared/result'

/** A change of the statutes that members adopted, and the day on which it was declared. */
export interface StatutesChanged {
  decidedAt: Date
  article: string
  /** YYYY-MM-DD; null while it is not declared. */
  declaredOn: string | null
}

const CHANGED = {
  name: 'governance.statutes_changed',
  text: `select e.effective_at as "decidedAt", c.parameters ->> 'article' as article,
      to_char(d.declared_on, 'YYYY-MM-DD') as "declaredOn"
    from enactments e join proposal_calls c on c.proposal_id = e.proposal_id
      left join statute_declarations d on d.proposal_id = e.proposal_id
    where e.proposal_id = $1 and c.parameters ->> 'article' is not null`,
}

/** What a proposal changed of the statutes; null when it changed nothing there. */
export async function statutesChanged(
  proposalId: number,
  transaction?: TransactionClientContract
): Promise<StatutesChanged | null> {
  const [row] = await prepared<StatutesChanged>(CHANGED, [proposalId], transaction)
  return row ?? null
}

/** Writes down the day on which a change of the statutes was declared to the prefecture; once. */
export async function recordDeclaration(
  { proposalId, on, personId }: { proposalId: number; on: string; personId: number },
  at: Date,
  transaction: TransactionClientContract
): Promise<Result<null, 'not_awaited' | 'day_impossible'>> {
  const changed = await statutesChanged(proposalId, transaction)
  if (!changed || changed.declaredOn !== null) return refused('not_awaited')
  if (on > parisDay(at) || on < parisDay(changed.decidedAt)) return refused('day_impossible')
  await transaction.table('statute_declarations').insert({
    proposal_id: proposalId,
    declared_on: on,
    recorded_by_id: personId,
    recorded_at: at,
  })
  return done(null)
}
