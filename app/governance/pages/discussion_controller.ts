import type { HttpContext } from '@adonisjs/core/http'
import { actOn } from './act_on.js'

/** Showing a draft to the members: the discussion is open. */
export default class DiscussionController {
  handle(ctx: HttpContext) {
    return actOn(ctx, 'publish', async ({ proposal, at, transaction }) => {
      await proposal.openDiscussion(at, transaction)
      return { notice: 'proposal_discussed' }
    })
  }
}
