import type { HttpContext } from '@adonisjs/core/http'
import { decideLists } from './decide_lists.js'
import { clock } from '#shared/clock'
import { page } from '#shared/http/page'
import { wantsJson } from '#shared/http/wants_json'
import { readProposals } from '../proposing/read_proposal.js'
import { proposalAsJson } from './proposal_as_json.js'
import { findProposal, showProposal } from './show_proposal.js'

/** What is put to the members, and one proposal. */
export default class DecideController {
  async index(ctx: HttpContext) {
    const { viewer, response } = ctx
    if (wantsJson(ctx)) {
      const proposals = await readProposals(null, clock.now())
      return response.json({
        proposals: proposals.map((one) => proposalAsJson(one, viewer)),
        decided: '/decide/decided',
      })
    }
    return page(ctx, 'governance/decide', await decideLists(ctx))
  }

  async show(ctx: HttpContext) {
    if (!wantsJson(ctx)) return showProposal(ctx)
    return ctx.response.json(proposalAsJson(await findProposal(ctx), ctx.viewer))
  }
}
