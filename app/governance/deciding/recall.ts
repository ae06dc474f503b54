import { Mandate } from '#people/mandate'
import { impossible, type Enactment } from '#shared/wiring/enactment'

/** A mandate ends at the instant at which the vote closes: its powers stop then. */
export const recall: Enactment = {
  kind: 'recall',

  async validate(payload, at, transaction) {
    const mandate = await Mandate.query({ client: transaction })
      .where('id', Number(payload.mandateId) || 0)
      .where('ends_at', '>', at)
      .whereNotExists((query) =>
        query.from('mandate_endings').whereColumn('mandate_id', 'mandates.id')
      )
      .first()
    return mandate ? { ok: true, value: { mandateId: mandate.id } } : impossible('mandate_over')
  },

  describe: () => ({ key: 'recall', words: {} }),

  async enact(payload, { proposalId, at }, transaction) {
    const mandate = await Mandate.findOrFail(Number(payload.mandateId), { client: transaction })
    await mandate.end({ endedAt: at, cause: 'recalled', proposalId, at }, transaction)
    return { mandateId: mandate.id }
  },
}
