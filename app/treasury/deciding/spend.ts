import { impossible, type Enactment } from '#shared/wiring/enactment'
import { cleanLabel } from '../label.js'
import { isAmount } from './amount.js'

/** The members allow one spend, up to an amount, once (treasury.member_vote_from). */
export const spend: Enactment = {
  kind: 'spend',

  async validate({ cents, purpose, party }) {
    if (!isAmount(cents)) return impossible('impossible_amount')
    const what = wordsOf(purpose)
    const whom = wordsOf(party)
    if (!what || [...what].length > 200) return impossible('spend_purpose')
    if (!whom || [...whom].length > 80) return impossible('spend_party')
    return { ok: true, value: { cents, purpose: what, party: whom } }
  },

  describe: ({ cents, purpose, party }) => ({
    key: 'spend',
    words: { cents: Number(cents), purpose: String(purpose), party: String(party) },
  }),

  async enact({ cents, purpose, party }, { proposalId, at }, transaction) {
    await transaction.table('spend_approvals').insert({
      adopted_by_proposal_id: proposalId,
      cents: Number(cents),
      purpose: String(purpose),
      party: String(party),
      approved_at: at,
    })
    return { cents, purpose, party }
  },
}

const wordsOf = (value: unknown) => (typeof value === 'string' ? cleanLabel(value).trim() : '')
