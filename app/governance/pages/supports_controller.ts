import type { HttpContext } from '@adonisjs/core/http'
import { actOn } from './act_on.js'

/** Support for putting a proposal to the vote. */
export default class SupportsController {
  handle(ctx: HttpContext) {
    return actOn(ctx, 'support', async ({ proposal, reader, at, transaction }) => {
      await proposal.second(reader.personId, at, transaction)
      return { notice: 'proposal_supported', at: '#support' }
    })
  }
}
