import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { parisDay } from '#shared/paris'
import { impossible, type Enactment } from '#shared/wiring/enactment'
import { isAmount } from './amount.js'

/** The members share a sum out among projects: each project that wins is a line of the budget. */
export const budget: Enactment = {
  kind: 'budget',

  async validate({ cents, year }, at, transaction) {
    if (!isAmount(cents)) return impossible('impossible_amount')
    const thisYear = Number(parisDay(at).slice(0, 4))
    if (!Number.isInteger(year)) return impossible('impossible_year')
    const of = Number(year)
    if (of < thisYear || of > thisYear + 1) return impossible('budget_year', { year: thisYear })
    if (await isClosed(of, transaction)) return impossible('budget_year', { year: of + 1 })
    return { ok: true, value: { cents, year: of } }
  },

  describe: ({ cents, year }) => ({
    key: 'budget',
    words: { cents: Number(cents), year: Number(year) },
  }),

  async enact({ cents, year }, { proposalId, at, winners }, transaction) {
    await transaction.table('budgets').insert({
      adopted_by_proposal_id: proposalId,
      year: Number(year),
      cents: Number(cents),
      adopted_at: at,
    })
    const lines = winners.map(({ number, label, payload }) => ({
      adopted_by_proposal_id: proposalId,
      option: number,
      label,
      cents: Number(payload.cents),
    }))
    await transaction.insertQuery().table('budget_lines').multiInsert(lines)
    return { year, lines: lines.map(({ label, cents: amount }) => ({ label, cents: amount })) }
  },
}

async function isClosed(year: number, transaction: TransactionClientContract): Promise<boolean> {
  return (await transaction.from('ledger_closings').where('year', year).first()) !== null
}
