import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { page } from '#shared/http/page'
import { NotFound } from '#shared/http/refusals'
import { wantsJson } from '#shared/http/wants_json'
import { readProposal, readProposals } from '../proposing/read_proposal.js'
import type { Stage } from '../proposing/stage_of.js'
import { proposalCard, type ProposalCard } from './proposal_card.js'
import { proposalPage } from './proposal_page.js'
import { proposalAsJson } from './proposal_as_json.js'
import { votedOn } from './reader_votes.js'

/** The parts of the page, in the order in which they matter today. */
const PARTS: { name: string; stages: Stage[] }[] = [
  { name: 'open', stages: ['open', 'counting'] },
  { name: 'called', stages: ['called'] },
  { name: 'discussion', stages: ['discussion'] },
  { name: 'drafts', stages: ['draft'] },
  { name: 'decided', stages: ['adopted', 'refused', 'withdrawn'] },
]

/** What is put to the members, and one proposal. */
export default class DecideController {
  async index(ctx: HttpContext) {
    const { viewer, i18n } = ctx
    const proposals = await readProposals(viewer?.id ?? null, clock.now())
    if (wantsJson(ctx)) {
      return ctx.response.json({ proposals: proposals.map((one) => proposalAsJson(one)) })
    }
    const voted = await votedOn(viewer?.id ?? null)
    const parts = PARTS.map(({ name, stages }) => ({
      name,
      cards: proposals
        .filter(({ stage }) => stages.includes(stage))
        .map((one): ProposalCard => proposalCard(one, voted, i18n)),
    })).filter(({ cards }) => cards.length > 0)
    return page(ctx, 'governance/decide', { parts })
  }

  async show(ctx: HttpContext) {
    const { viewer, params } = ctx
    const proposal = await readProposal(params.id, clock.now())
    if (!proposal) throw new NotFound()
    // A draft is its author's alone.
    if (proposal.stage === 'draft' && proposal.authorId !== viewer?.id) throw new NotFound()
    if (wantsJson(ctx)) return ctx.response.json(proposalAsJson(proposal))
    return page(ctx, 'governance/proposal', await proposalPage(proposal, ctx))
  }
}
