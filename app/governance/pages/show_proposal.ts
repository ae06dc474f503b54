import type { HttpContext } from '@adonisjs/core/http'
import { clock } from '#shared/clock'
import { page } from '#shared/http/page'
import { NotFound } from '#shared/http/refusals'
import { readProposal, type ProposalRead } from '../proposing/read_proposal.js'
import { isHidden } from './act_on.js'
import { proposalPage } from './proposal_page.js'

/** What is to be mended in one of the page's small forms. */
export interface Mending {
  field: 'body' | 'statement' | 'answer'
  error: string
}

/** The proposal of the address; a draft is there for its author only. */
export async function findProposal({ params, viewer }: HttpContext): Promise<ProposalRead> {
  const proposal = await readProposal(Number(params.id), clock.now())
  if (!proposal || isHidden(proposal, viewer?.id ?? null)) throw new NotFound()
  return proposal
}

/** A proposal's page; with something to mend, what was typed stands in its form. */
export async function showProposal(ctx: HttpContext, mending: Mending | null = null) {
  const proposal = await findProposal(ctx)
  const state = await proposalPage(proposal, ctx)
  const sent: unknown = mending && ctx.request.input(mending.field)
  const typed = typeof sent === 'string' ? sent : ''
  return page(
    ctx,
    'governance/proposal',
    { ...state, mending: mending && { ...mending, typed } },
    mending ? 422 : 200
  )
}
