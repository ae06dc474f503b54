import { parisDay } from '#shared/paris'
import { impossible, type Enactment } from '#shared/wiring/enactment'
import { ledgerYears } from '../ledger/year.js'
import { resultOfYear } from '../closing/close_year.js'
import { isAppropriation } from '../closing/appropriation.js'

/**
 * The members approve a year's accounts and say what its result becomes: the year may be closed. The
 * result is kept as it stood when this was written, for them to read: closing still puts aside what
 * belongs to the next year.
 */
export const yearClosing: Enactment = {
  kind: 'year_closing',

  async validate({ year: asked, appropriation }, at, transaction) {
    const year = (await ledgerYears(transaction)).find((one) => one.year === asked)
    if (!year) return impossible('no_such_books')
    if (year.closed) return impossible('year_closed')
    if (parisDay(at) <= year.endsOn) return impossible('year_not_over')
    if (!isAppropriation(appropriation)) return impossible('unknown_appropriation')
    const approved = await transaction.from('year_approvals').where('year', year.year).first()
    if (approved) return impossible('year_approved')
    const resultCents = await resultOfYear(year.year, transaction)
    return { ok: true, value: { year: year.year, appropriation, resultCents } }
  },

  describe: ({ year, appropriation }) => ({
    key: 'year_closing',
    words: { year: Number(year), appropriation: String(appropriation) },
  }),

  async enact({ year, appropriation }, { proposalId, at }, transaction) {
    await transaction.table('year_approvals').insert({
      adopted_by_proposal_id: proposalId,
      year: Number(year),
      appropriation: String(appropriation),
      approved_at: at,
    })
    return { year, appropriation }
  },
}
