import db from '@adonisjs/lucid/services/db'
import { tell } from '#shared/wiring/events'
import { holdCase } from '../cases/claim.js'
import { undoMeasure } from '../deciding/apply_measure.js'
import { readDecision } from '../deciding/read_decision.js'
import { writeLog } from '../log/write_log.js'

/** Hidings and labels whose time is over, said once in the public log. */
const OVER = `select d.id from decisions d join decision_issues i on i.decision_id = d.id
   where d.act in ('hide', 'label') and i.ends_at <= ?
     and not exists (select from decision_annulments n where n.decision_id = d.id)
     and not exists (select from moderation_log l where l.decision_id = d.id and l.kind = 'shown_again')`

/** Shows again what was hidden or labelled for a time, once the time is over. Pauses end by themselves. */
export async function endMeasures(at: Date): Promise<void> {
  const { rows } = await db.rawQuery(OVER, [at as never])
  for (const { id } of rows as { id: number }[]) {
    await db.transaction(async (transaction) => {
      const decision = await readDecision(id, transaction)
      if (!decision || decision.annulledAt) return
      await holdCase(decision.caseId, transaction)
      const before = await transaction
        .from('moderation_log')
        .where({ decision_id: id, kind: 'shown_again' })
        .first()
      if (before) return
      await undoMeasure(decision, at, transaction)
      const said = { case: decision.caseNumber, decision: decision.number, because: 'over' }
      const line = { kind: 'shown_again', said, caseId: decision.caseId, decisionId: id } as const
      await writeLog(line, at, transaction)
      await tell({ name: 'moderation.shown_again', at, caseId: decision.caseId }, transaction)
    })
  }
}
