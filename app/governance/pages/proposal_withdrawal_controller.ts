import type { HttpContext } from '@adonisjs/core/http'
import { actOn } from './act_on.js'

/** Taking a proposal back before the call. */
export default class ProposalWithdrawalController {
  handle(ctx: HttpContext) {
    return actOn(ctx, 'withdraw', async ({ proposal, reader, at, transaction }) => {
      await proposal.withdraw(reader.personId, at, transaction)
      return { notice: 'proposal_withdrawn' }
    })
  }
}
