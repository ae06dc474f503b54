import type { HttpContext } from '@adonisjs/core/http'
import { page } from '#shared/http/page'
import { NotAllowed } from '#shared/http/refusals'
import { callVote } from '../calling/call.js'
import { actOn } from './act_on.js'
import { proposalPage } from './proposal_page.js'
import { findProposal } from './show_proposal.js'

/** Putting a proposal to the vote: what is fixed then, and the call. */
export default class VoteCallController {
  async show(ctx: HttpContext) {
    return this.#page(ctx)
  }

  async store(ctx: HttpContext) {
    return actOn(ctx, 'call', async ({ read, reader, at, transaction }) => {
      const caller = { personId: reader.personId, convenes: reader.convenes }
      const record = ctx.request.input('record') === 'close' ? 'close' : 'opening'
      const called = await callVote({ proposalId: read.id, caller, record }, at, transaction)
      if (called.ok) return { notice: 'vote_called' }
      const { key, words } = called.refusal
      return { answer: () => this.#page(ctx, ctx.i18n.t(`decide.refusals.${key}`, words)) }
    })
  }

  async #page(ctx: HttpContext, refusal: string | null = null) {
    const proposal = await findProposal(ctx)
    const state = await proposalPage(proposal, ctx)
    if (refusal === null && !state.may.call) throw new NotAllowed()
    return page(
      ctx,
      'governance/call',
      { ...state, refusal, record: String(ctx.request.input('record', 'opening')) },
      refusal === null ? 200 : 422
    )
  }
}
