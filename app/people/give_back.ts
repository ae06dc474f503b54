import db from '@adonisjs/lucid/services/db'
import { done, refused, type Result } from '#shared/result'
import { tell } from '#shared/wiring/events'
import { Mandate } from './mandate.js'

/** Ends a person's own mandate at that instant; refused when it is over already. */
export async function giveBack(
  { id, personId }: { id: number; personId: number },
  at: Date
): Promise<Result<null, 'over'>> {
  return db.transaction(async (transaction) => {
    // Only one ends it: the press of a button twice is one resignation.
    await transaction.rawQuery(`select pg_advisory_xact_lock(hashtextextended('mandate', ?))`, [id])
    const mandate = await Mandate.query({ client: transaction })
      .where({ id, person_id: personId })
      .where('starts_at', '<=', at)
      .where('ends_at', '>', at)
      .whereNotExists((query) =>
        query.from('mandate_endings').whereColumn('mandate_id', 'mandates.id')
      )
      .first()
    if (!mandate) return refused('over')
    await mandate.end({ endedAt: at, cause: 'resigned', at }, transaction)
    const told = { mandateId: id, personId, role: mandate.role }
    await tell({ name: 'people.mandate_given_back', at, ...told }, transaction)
    return done(null)
  })
}
